"""What Chapters of type `top` can ask, and business hours for both types (REST contract §2.6.1, §2.7)."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.analysis import StatisticsRow, TopData
from fauxmon_collector.analysis.methods import METHODS, puts_together
from fauxmon_collector.analysis.orders import ORDERS
from fauxmon_collector.analysis.top_chapter import subject_columns
from fauxmon_model.entities import AGGREGATE_BY, ORDER_BY, STATS_BY, BusinessHours, Chapter
from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import BlacklistDraft, BusinessHoursDraft, ChapterDraft
from fauxmon_model.specific import IpMask, Specific

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
"""A Saturday."""
NOON_S = NOON // 1000
STEP = 300_000
HOUR = 12 * STEP


def top(world: World, **fields: Any) -> Chapter:
    return world.repository.chapters.create(ChapterDraft(name="Top", type="top", **fields))


def ask(world: World, **fields: Any) -> TopData:
    """The Chapter over two slots."""
    world.now_ms = NOON + 3 * STEP
    return world.analysis.top_chapter(top(world, **fields), NOON, NOON + 2 * STEP)


def named(data: TopData) -> list[tuple[str, int]]:
    return [(row.subject, row.octets) for row in data.rows]


def points(data: TopData) -> list[list[float]]:
    return [[value for _, value in series.points] for series in data.chart]


def saturday(world: World, *intervals: tuple[int, int]) -> BusinessHours:
    draft = BusinessHoursDraft(label="Sale", intervals=intervals, days={"saturday": True})
    return world.repository.business_hours.create(draft)


@pytest.fixture
def talk(world: World) -> World:
    """A question and its answer over TCP in the first slot, another answer in the second, a ping there and back."""
    world.source("192.168.1.123")
    there = {"src": "10.0.0.9", "dst": "10.0.1.1", "src_port": 5000, "dst_port": 80, "protocol": 6}
    back = {"src": "10.0.1.1", "dst": "10.0.0.9", "src_port": 80, "dst_port": 5000, "protocol": 6}
    world.receive(
        {**there, "octets": 300, "packets": 3, "start_ms": 1}, {**back, "octets": 600, "packets": 2, "start_ms": 2}
    )
    world.receive({"at": 300, **back, "octets": 1200, "packets": 4, "start_ms": 3})
    world.receive({"src": "10.0.0.9", "dst": "10.0.1.1", "protocol": 1, "octets": 30, "packets": 1, "start_ms": 4})
    world.receive({"src": "10.0.1.1", "dst": "10.0.0.9", "protocol": 1, "octets": 60, "packets": 1, "start_ms": 5})
    return world


def test_the_model_and_the_analysis_know_the_same_orders_and_aggregations() -> None:
    assert list(ORDERS) == list(ORDER_BY)
    assert {id_ for id_ in METHODS if puts_together(id_)} == {
        *AGGREGATE_BY,
        *(f"{id_}:p" for id_ in AGGREGATE_BY if id_ != "proto"),
    }


def test_masks_turn_addresses_into_networks(talk: World) -> None:
    wide = Specific(source_mask=IpMask(4, 24))
    assert named(ask(talk, stats_by="srcip", specific=wide)) == [("10.0.1.0", 1860), ("10.0.0.0", 330)]
    assert named(ask(talk, stats_by="dstip", specific=wide)) == [("10.0.0.9", 1860), ("10.0.1.1", 330)]
    wider = Specific(source_mask=IpMask(4, 16), target_mask=IpMask(4, 16))
    data = ask(talk, stats_by="ip", specific=wider)
    assert (named(data), points(data)) == ([("10.0.0.0", 2190)], [[8 * 3.3, 8 * 4.0]])
    other_family = Specific(source_mask=IpMask(6, 16))
    assert named(ask(talk, stats_by="srcip", specific=other_family)) == [("10.0.1.1", 1860), ("10.0.0.9", 330)]


def test_records_are_put_together_by_the_5_tuple(talk: World) -> None:
    data = ask(talk, stats_by="record", filter="proto tcp")
    assert named(data) == [("10.0.1.1 80 10.0.0.9 5000 TCP", 1800), ("10.0.0.9 5000 10.0.1.1 80 TCP", 300)]
    assert points(data) == [[8 * 2.0, 8 * 4.0], [8 * 1.0, 0.0]]


def test_both_directions_are_one_subject_told_as_it_began_in_rows_and_series(talk: World) -> None:
    data = ask(talk, stats_by="record", specific=Specific(bidirectional=True))
    assert named(data) == [
        ("10.0.0.9 5000 10.0.1.1 80 TCP", 2100),
        ("10.0.1.1 0 10.0.0.9 0 ICMP", 60),
        ("10.0.0.9 0 10.0.1.1 0 ICMP", 30),
    ]
    assert points(data) == [[8 * 3.0, 8 * 4.0], [8 * 0.2, 0.0], [8 * 0.1, 0.0]]
    assert data.together.octets == data.total.octets == 2190
    assert data.other.octets == 0


def test_the_other_end_may_have_begun(talk: World) -> None:
    talk.receive(
        {
            "src": "10.0.1.1",
            "dst": "10.0.0.9",
            "src_port": 80,
            "dst_port": 5000,
            "protocol": 6,
            "octets": 1,
            "start_ms": 0,
        }
    )
    data = ask(talk, stats_by="record", specific=Specific(bidirectional=True), top=1)
    assert named(data) == [("10.0.1.1 80 10.0.0.9 5000 TCP", 2101)]
    assert points(data) == [[8 * round(901 / 300, 5), 8 * 4.0]]


def test_records_are_put_together_by_what_is_asked_for(talk: World) -> None:
    specific = Specific(aggregate_by=("dstip", "proto"), target_mask=IpMask(4, 24))
    data = ask(talk, stats_by="record", specific=specific)
    assert [row.parts for row in data.rows[:2]] == [
        (("dstip", "10.0.0.0"), ("pr", "TCP")),
        (("dstip", "10.0.1.0"), ("pr", "TCP")),
    ]
    assert points(data)[0] == [8 * 2.0, 8 * 4.0]


@pytest.mark.parametrize(
    ("fields", "columns"),
    [
        ({"stats_by": "dstip"}, ["dstip"]),
        ({"stats_by": "portp"}, ["portp", "proto"]),
        ({"stats_by": "srcip:p"}, ["srcip:p", "proto"]),
        ({"stats_by": "proto"}, ["proto"]),
        ({"stats_by": "record"}, ["srcip", "srcport:p", "dstip", "dstport:p", "pr"]),
        ({"stats_by": "record", "specific": Specific(aggregate_by=("hhost", "dstport:p"))}, ["hhost", "dstport:p"]),
    ],
)
def test_columns_of_the_subject(world: World, fields: dict[str, Any], columns: list[str]) -> None:
    assert subject_columns(top(world, **fields)) == columns


@pytest.mark.parametrize(
    ("order", "subjects", "first"),
    [
        ("bytes", ["80", "443"], [8 * 3.0, 0.0]),
        ("bps", ["80", "443"], [8 * 3.0, 0.0]),
        ("packets", ["443", "80"], [0.1, 0.1]),
        ("pps", ["443", "80"], [0.1, 0.1]),
        ("flows", ["443", "80"], [round(1 / 300, 5)] * 2),
        ("bpp", ["80", "443"], [90.0, 0.0]),
    ],
)
def test_every_order_has_a_series_of_its_own(world: World, order: str, subjects: list[str], first: list[float]) -> None:
    world.source("192.168.1.123")
    world.receive({"dst_port": 80, "octets": 900, "packets": 10})
    for at in (0, 300):
        world.receive({"at": at, "dst_port": 443, "octets": 60, "packets": 30})
    data = ask(world, stats_by="dstport", order_by=order)
    assert [row.subject for row in data.rows] == subjects
    assert points(data)[0] == first


@pytest.mark.parametrize(
    ("stats_by", "order"),
    [
        *zip(STATS_BY, itertools.cycle(ORDER_BY)),
        *itertools.product(("ip", "portp", "vlan", "hhost", "record"), ORDER_BY),
    ],
)
def test_every_statistic_can_be_a_chapter_and_every_order_its_own(talk: World, stats_by: str, order: str) -> None:
    """Each statistic in one order, in turn, and those that are made differently in all of them."""
    data = ask(talk, stats_by=stats_by, order_by=order, middle_output_columns=["flows"])
    assert len(data.chart) == len(data.rows) <= 10
    assert data.total.octets == 2190


def test_what_has_an_end_in_the_black_list(talk: World) -> None:
    black = talk.repository.blacklists.create(BlacklistDraft(name="B", records=["10.0.1.0/24", "2001:db8::/32"]))
    both, target = (ask(talk, stats_by=by, top=1, blacklist_id=black.id).blacklisted for by in ("ip", "dstip"))
    assert both == StatisticsRow("", None, 5, 11, 2190, 2190 * 8 / 900, pps=11 / 900, bpp=2190 / 11)
    assert target is not None
    assert (target.octets, target.flows) == (330, 2), "by destination, only destinations are looked at"
    assert ask(talk, stats_by="ip").blacklisted is None


def test_a_black_list_without_records_has_no_flows(talk: World) -> None:
    black = talk.repository.blacklists.create(BlacklistDraft(name="B"))
    assert ask(talk, blacklist_id=black.id).blacklisted == StatisticsRow("", None, 0, 0, 0, 0.0)


def test_what_is_in_no_row(talk: World) -> None:
    data = ask(talk, stats_by="srcip", top=1)
    assert named(data) == [("10.0.1.1", 1860)]
    assert data.other == StatisticsRow("", None, 2, 4, 330, 330 * 8 / 900, pps=4 / 900, bpp=82.5)


def flows_around_one_o_clock(world: World) -> None:
    world.source("192.168.1.123")
    for at, octets in ((3599.999, 90_000), (3600, 900), (3600, 300), (7199.999, 600), (7200, 50_000)):
        world.receive({"at": at, "src": "10.0.0.1", "dst": "10.0.0.2", "octets": octets})
    world.now_ms = NOON + 12 * HOUR


def test_business_hours_of_a_traffic_chapter(world: World) -> None:
    flows_around_one_o_clock(world)
    chapter = world.repository.chapters.create(ChapterDraft(name="T", type="traffic"))

    data = world.analysis.traffic_chapter(chapter, NOON, NOON + 3 * HOUR, hours=saturday(world, (13, 14)))

    (row,) = data.rows
    assert (row.ibyt, row.flows) == (1800, 3)
    assert row.bps == 1800 * 8 / (13 * 300), "twelve slots and one"
    assert (row.mbps, row.ibyt95, row.bps95) == (1200 * 8 / 300, 1200, 1200 * 8 / 300)
    labels = [at for at, *_ in data.chart[0].points]
    assert labels == [NOON_S + 3600 + 300 * n for n in range(1, 13)]
    assert [bits for _, bits, *_ in data.chart[0].points] == [8 * 4.0, *[0.0] * 10, 8 * 2.0]


def test_slots_outside_of_business_hours_do_not_lower_a_percentile(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(*({"at": 3600 + 300 * n, "octets": 300} for n in range(12)))
    world.now_ms = NOON + 12 * HOUR
    chapter = world.repository.chapters.create(ChapterDraft(name="T", type="traffic"))
    whole, (row,) = (
        world.analysis.traffic_chapter(chapter, NOON - 11 * HOUR, NOON + 12 * HOUR, hours=hours).rows
        for hours in (None, saturday(world, (13, 14)))
    )
    assert (whole[0].ibyt95, row.ibyt95) == (0, 300)
    assert row.bps == 3600 * 8 / (13 * 300)


def test_business_hours_of_a_top_chapter(world: World) -> None:
    flows_around_one_o_clock(world)
    black = world.repository.blacklists.create(BlacklistDraft(name="B", records=["10.0.0.1"]))
    chapter = top(world, stats_by="srcip", blacklist_id=black.id)

    data = world.analysis.top_chapter(chapter, NOON, NOON + 3 * HOUR, saturday(world, (13, 14)))

    mean = 1800 * 8 / (13 * 300)
    assert [(row.subject, row.octets, row.bps) for row in data.rows] == [("10.0.0.1", 1800, mean)]
    assert data.blacklisted == data.total == data.together
    assert (data.total.octets, data.total.bps) == (1800, mean)
    assert points(data) == [[8 * 4.0, *[0.0] * 10, 8 * 2.0]]


def test_business_hours_on_another_day_leave_nothing(world: World) -> None:
    flows_around_one_o_clock(world)
    draft = BusinessHoursDraft(label="Week", intervals=[(0, 24)], days={"friday": True, "sunday": True})
    hours = world.repository.business_hours.create(draft)
    data = world.analysis.top_chapter(top(world), NOON, NOON + 3 * HOUR, hours)
    traffic = world.repository.chapters.create(ChapterDraft(name="T", type="traffic"))
    (row,) = world.analysis.traffic_chapter(traffic, NOON, NOON + 3 * HOUR, hours=hours).rows
    assert (data.rows, data.total.flows) == ([], 0)
    assert (row.ibyt, row.bps, row.mbps, row.bps95) == (0, 0.0, 0.0, 0.0)


def test_business_hours_need_slots_that_part_an_hour(world: World) -> None:
    chapter = world.repository.chapters.create(ChapterDraft(name="T", type="traffic"))
    with pytest.raises(InvalidError, match="do not part an hour"):
        world.analysis.traffic_chapter(chapter, NOON, NOON + 3 * HOUR, 7 * STEP, saturday(world, (13, 14)))
