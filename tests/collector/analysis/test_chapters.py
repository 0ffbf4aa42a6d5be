"""Data of Chapters: tables, totals and series (REST contract §2.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.analysis import ChartQuery, StatisticsRow, TopSeries, TrafficRow
from fauxmon_model.entities import Chapter
from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import ChapterDraft

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
NOON_S = NOON // 1000
STEP = 300_000


def traffic(world: World, profile_id: str = "live", **fields: Any) -> Chapter:
    return world.repository.chapters.create(
        ChapterDraft(name="Structure", type="traffic", profile_id=profile_id, **fields)
    )


def top(world: World, **fields: Any) -> Chapter:
    return world.repository.chapters.create(ChapterDraft(name="Top", type="top", profile_id="live", **fields))


def test_the_table_of_a_traffic_chapter(world: World) -> None:
    first, second = world.source("192.168.1.123"), world.source("192.168.1.124")
    world.receive({"at": 0, "octets": 900, "packets": 3}, {"at": 1, "octets": 300}, {"at": 600, "octets": 600})
    world.receive({"at": 0, "source_id": second.id, "octets": 3000, "packets": 30})
    world.now_ms = NOON + 12 * STEP

    data = world.analysis.traffic_chapter(traffic(world), NOON, NOON + 4 * STEP)

    colors = {s.channel_id: s.color for s in data.chart}
    assert data.rows == [
        TrafficRow(
            channel_id=second.channel_id,
            name="192.168.1.124",
            sign="+",
            color=colors[second.channel_id],
            flows=1,
            packets=30,
            ibyt=3000,
            bps=3000 * 8 / (5 * 300),
            mbps=3000 * 8 / 300,
            bps95=3000 * 8 / 300,
            ibyt95=3000,
        ),
        TrafficRow(
            channel_id=first.channel_id,
            name="192.168.1.123",
            sign="+",
            color=colors[first.channel_id],
            flows=3,
            packets=3,
            ibyt=1800,
            bps=1800 * 8 / (5 * 300),
            mbps=1200 * 8 / 300,
            bps95=1200 * 8 / 300,
            ibyt95=1200,
        ),
    ]
    assert (data.total.ibyt, data.total.flows, data.total.packets) == (4800, 4, 33)
    assert (data.total.mbps, data.total.bps) == (4200 * 8 / 300, 4800 * 8 / 1500)
    assert data.open_slot_ms is None


def test_the_series_of_a_traffic_chapter_are_in_seconds_and_in_the_profiles_order(world: World) -> None:
    world.source("192.168.1.123")
    world.source("192.168.1.124")
    world.receive({"at": 0, "octets": 300, "packets": 30, "flows": 3}, {"at": 600, "octets": 600})
    world.receive({"source_id": 2, "octets": 10_000})
    world.now_ms = NOON + 2 * STEP

    data = world.analysis.traffic_chapter(traffic(world), NOON, NOON + 4 * STEP)

    assert [series.name for series in data.chart] == ["192.168.1.123", "192.168.1.124"]
    assert data.chart[0].points == [
        (NOON_S + 300, 8.0, 0.1, 0.01),
        (NOON_S + 600, 0.0, 0.0, 0.0),
        (NOON_S + 900, 16.0, 0.0, round(1 / 300, 5)),
    ]
    assert data.open_slot_ms == NOON + 3 * STEP


def test_twelve_hours_are_divided_by_145_slots(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"octets": 145 * 300})
    world.now_ms = NOON + 144 * STEP

    data = world.analysis.traffic_chapter(traffic(world), NOON, NOON + 144 * STEP)

    assert len(data.chart[0].points) == 144
    assert data.rows[0].bps == 8.0


def test_the_percentile_leaves_out_the_largest_twentieth(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(*({"at": 300 * slot, "octets": 300 * (slot + 1)} for slot in range(20)))
    world.now_ms = NOON + 20 * STEP

    (row,) = world.analysis.traffic_chapter(traffic(world), NOON, NOON + 20 * STEP).rows

    assert (row.ibyt95, row.bps95, row.mbps) == (300 * 19, 8.0 * 19, 8.0 * 20)


@pytest.mark.parametrize(("order", "names"), [("ibyt", ["steady", "burst"]), ("mbps", ["burst", "steady"])])
def test_the_order_of_rows(world: World, order: str, names: list[str]) -> None:
    profile = world.profile("Two", {"steady": "port 1", "burst": "port 2"})
    world.receive({"at": 0, "dst_port": 1, "octets": 60}, {"at": 300, "dst_port": 1, "octets": 60})
    world.receive({"at": 0, "dst_port": 2, "octets": 100})
    world.now_ms = NOON + 2 * STEP

    chapter = traffic(world, profile.id, channels_order_by=order)
    assert [r.name for r in world.analysis.traffic_chapter(chapter, NOON, NOON + 2 * STEP).rows] == names


def test_overlapping_channels_count_twice_in_the_total(world: World) -> None:
    profile = world.profile("Overlap", {"all": "any", "tcp": "proto tcp"})
    world.receive({"protocol": 6, "octets": 7})
    world.now_ms = NOON + STEP

    assert world.analysis.traffic_chapter(traffic(world, profile.id), NOON, NOON + STEP).total.ibyt == 14


def test_a_star_chapter_takes_in_later_sources_and_a_list_does_not(world: World) -> None:
    first = world.source("192.168.1.123")
    star, only = traffic(world), traffic(world, channels=[first.channel_id])
    world.source("192.168.1.124")
    world.now_ms = NOON + STEP

    def names(chapter: Chapter) -> list[str]:
        return [series.name for series in world.analysis.traffic_chapter(chapter, NOON, NOON + STEP).chart]

    assert names(star) == ["192.168.1.123", "192.168.1.124"]
    assert names(only) == ["192.168.1.123"]
    world.repository.sources.remove(first.id)
    assert names(only) == []
    world.source("192.168.1.123")
    assert names(only) == ["192.168.1.123"]


def test_the_open_slot_has_one_rate_everywhere_and_only_grows(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"octets": 3000})
    query = ChartQuery("live", NOON, NOON + STEP)
    rates = []
    for at in (1, 100, 299):
        world.now_ms = NOON + at * 1000
        world.receive({"at": at, "octets": 3000})
        data = world.analysis.traffic_chapter(traffic(world), NOON, NOON + STEP)
        (point,) = world.analysis.chart(query).series[0].points
        assert data.open_slot_ms == NOON + STEP
        assert data.rows[0].mbps == data.total.mbps == data.chart[0].points[0][1] == point[1]
        rates.append(point[1])
    assert rates == [8 * 20.0, 8 * 30.0, 8 * 40.0]


def test_a_range_that_lies_in_the_future_has_no_points(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"octets": 5})

    data = world.analysis.traffic_chapter(traffic(world), NOON + 10 * STEP, NOON + 12 * STEP)

    assert data.chart[0].points == []
    assert (data.rows[0].ibyt, data.rows[0].bps, data.rows[0].mbps, data.rows[0].ibyt95) == (0, 0.0, 0.0, 0)


def test_a_top_chapter(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(
        {"at": 0, "src": "10.0.0.1", "dst": "10.0.0.2", "octets": 300, "packets": 3},
        {"at": 300, "src": "10.0.0.2", "dst": "10.0.0.1", "octets": 600, "packets": 6},
        {"at": 300, "src": "10.0.0.3", "dst": "10.0.0.2", "octets": 900, "packets": 1},
        {"at": 600, "src": "10.0.0.9", "dst": "10.0.0.9", "octets": 90_000},
    )
    world.now_ms = NOON + 3 * STEP

    data = world.analysis.top_chapter(top(world, stats_by="ip", order_by="bytes", top=2), NOON, NOON + 2 * STEP)

    assert data.rows == [
        StatisticsRow("10.0.0.2", None, 3, 10, 1800, 1800 * 8 / 900, pps=10 / 900, bpp=180),
        StatisticsRow("10.0.0.1", None, 2, 9, 900, 900 * 8 / 900, pps=9 / 900, bpp=100),
    ]
    assert data.together == data.total == StatisticsRow("", None, 3, 10, 1800, 16.0, pps=10 / 900, bpp=180)
    assert data.chart == [
        TopSeries("Top1", "10.0.0.2", [(NOON_S + 300, 8.0), (NOON_S + 600, 40.0)]),
        TopSeries("Top2", "10.0.0.1", [(NOON_S + 300, 8.0), (NOON_S + 600, 16.0)]),
    ]


@pytest.mark.parametrize(
    ("stats_by", "top_n", "together", "flows"),
    [("ip", 1, 111, 3), ("ip", 2, 111, 3), ("ip", 4, 1111, 4), ("port", 1, 1110, 3), ("srcip", 1, 1000, 1)],
)
def test_a_flow_between_two_rows_is_once_in_what_they_have_together(
    world: World, stats_by: str, top_n: int, together: int, flows: int
) -> None:
    world.source("192.168.1.123")
    world.receive(
        {"src": "10.0.0.1", "dst": "10.0.0.2", "src_port": 9, "dst_port": 8, "octets": 1, "flows": 1},
        {"src": "10.0.0.1", "dst": "10.0.0.2", "src_port": 9, "dst_port": 7, "octets": 10},
        {"src": "10.0.0.2", "dst": "10.0.0.1", "src_port": 7, "dst_port": 9, "octets": 100},
        {"src": "10.0.0.3", "dst": "10.0.0.4", "src_port": 7, "dst_port": 7, "octets": 1000},
    )
    world.now_ms = NOON + STEP

    chapter = top(world, stats_by=stats_by, order_by="flows" if stats_by == "ip" else "bytes", top=top_n)
    data = world.analysis.top_chapter(chapter, NOON, NOON + STEP)

    assert (data.together.octets, data.together.flows) == (together, flows)
    assert (data.total.octets, data.total.flows) == (1111, 4)


def test_the_series_of_a_top_chapter_show_what_it_orders_by(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"src_port": 53, "dst_port": 7, "protocol": 17, "packets": 30, "octets": 1})
    world.receive({"src_port": 7, "dst_port": 53, "protocol": 6, "packets": 60, "octets": 1})
    world.now_ms = NOON + STEP

    chapter = top(world, stats_by="portp", order_by="packets", top=3, filter="port 53")
    data = world.analysis.top_chapter(chapter, NOON, NOON + STEP)

    assert [(row.subject, row.proto, row.packets) for row in data.rows] == [("7", 6, 60), ("53", 6, 60), ("7", 17, 30)]
    assert [[value for _, value in series.points] for series in data.chart] == [[0.2], [0.2], [0.1]]


def test_a_top_chapter_over_nothing(world: World) -> None:
    world.now_ms = NOON + STEP

    data = world.analysis.top_chapter(top(world, stats_by="ip"), NOON, NOON + STEP)

    assert (data.rows, data.chart) == ([], [])
    assert data.total.flows == data.together.flows == 0


@pytest.mark.parametrize("field", ["channels_order_by", "stats_by", "order_by"])
def test_a_chapter_that_was_stored_with_a_wrong_key_is_refused_by_field(world: World, field: str) -> None:
    chapter = traffic(world)
    setattr(chapter, field, "colour")

    evaluate = world.analysis.traffic_chapter if field == "channels_order_by" else world.analysis.top_chapter
    with pytest.raises(InvalidError, match="colour"):
        evaluate(chapter, NOON, NOON + STEP)
