"""Top N statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.analysis import STEP_MS, Statistics, StatisticsQuery, StatisticsRow
from fauxmon_collector.analysis.statistics import ORDERS
from fauxmon_collector.analysis.subjects import METHODS, address_text, told
from fauxmon_model.entities import STATS_BY, Chapter
from fauxmon_model.errors import InvalidError
from fauxmon_model.filter import FilterError

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
SECONDS = 10


def ask(world: World, stats_by: str, order_by: str = "bytes", **fields: Any) -> Statistics:
    world.now_ms = NOON + 60_000
    return world.analysis.statistics(StatisticsQuery("live", NOON, NOON + SECONDS * 1000, stats_by, order_by, **fields))


def octets(found: Statistics) -> list[tuple[str, int | None, int]]:
    return [(row.subject, row.proto, row.octets) for row in found.rows]


def named(found: Statistics) -> list[tuple[str, int]]:
    return [(row.subject, row.octets) for row in found.rows]


@pytest.fixture
def busy(world: World) -> World:
    world.source("192.168.1.123")
    world.receive(
        {"src": "10.0.0.1", "dst": "10.0.0.2", "src_port": 999, "dst_port": 53, "protocol": 17, "octets": 1},
        {"src": "10.0.0.2", "dst": "10.0.0.1", "src_port": 53, "dst_port": 999, "protocol": 6, "octets": 10},
        {"src": "2001:db8::1", "dst": "2001:db8::2", "src_port": 53, "dst_port": 53, "protocol": 17, "octets": 100},
        {"src": "10.0.0.3", "dst": "10.0.0.3", "protocol": 1, "octets": 1000},
        {"at": SECONDS, "src": "10.9.9.9", "dst": "10.9.9.9", "octets": 10_000},
    )
    return world


@pytest.mark.parametrize(
    ("stats_by", "expected"),
    [
        ("ip", "10.0.0.3=1000 2001:db8::1=100 2001:db8::2=100 10.0.0.1=11 10.0.0.2=11"),
        ("srcip", "10.0.0.3=1000 2001:db8::1=100 10.0.0.2=10 10.0.0.1=1"),
        ("dstip", "10.0.0.3=1000 2001:db8::2=100 10.0.0.1=10 10.0.0.2=1"),
        ("port", "0=1000 53=111 999=11"),
        ("srcport", "0=1000 53=110 999=1"),
        ("dstport", "0=1000 53=101 999=10"),
        ("portp", "0/1=1000 53/17=101 53/6=10 999/6=10 999/17=1"),
        ("proto", "ICMP/1=1000 UDP/17=101 TCP/6=10"),
    ],
)
def test_subjects(busy: World, stats_by: str, expected: str) -> None:
    rows = [
        f"{subject}={size}" if proto is None else f"{subject}/{proto}={size}"
        for subject, proto, size in octets(ask(busy, stats_by))
    ]
    assert rows == expected.split()


def test_each_flow_counts_once_in_the_total(busy: World) -> None:
    assert ask(busy, "ip", limit=1).total == StatisticsRow("", None, 4, 0, 1111, 1111 * 8 / SECONDS)


def test_rows_hold_both_directions_and_the_mean_rate_over_the_time_asked_for(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"src": "10.0.0.1", "octets": 3, "reverse_octets": 4, "packets": 5, "reverse_packets": 6, "flows": 2})

    assert ask(world, "srcip").rows == [StatisticsRow("10.0.0.1", None, 2, 11, 7, 7 * 8 / SECONDS)]


@pytest.mark.parametrize(
    ("order_by", "subjects"),
    [
        ("bytes", "123"),
        ("bps", "123"),
        ("ibyt", "123"),
        ("packets", "231"),
        ("pps", "231"),
        ("flows", "321"),
        ("fl", "321"),
    ],
)
def test_orders(world: World, order_by: str, subjects: str) -> None:
    world.source("192.168.1.123")
    for port, size, packets, flows in ((1, 30, 1, 1), (2, 20, 3, 2), (3, 10, 2, 3)):
        world.receive({"dst_port": port, "octets": size, "packets": packets, "flows": flows})

    assert "".join(row.subject for row in ask(world, "dstport", order_by).rows) == subjects


def test_equals_are_ordered_by_octets_and_then_by_subject(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(*({"dst_port": port, "octets": size} for port, size in ((9, 1), (4, 1), (7, 2))))

    assert [row.subject for row in ask(world, "dstport", "flows").rows] == ["7", "4", "9"]
    assert [row.subject for row in ask(world, "dstport", "flows", limit=2).rows] == ["7", "4"]


def test_selection_by_filter_protocol_and_channel(busy: World) -> None:
    other = busy.source("192.168.1.124")
    busy.receive({"source_id": other.id, "src": "10.0.0.1", "protocol": 6, "octets": 5})

    assert octets(ask(busy, "srcip", filter="net 10.0.0.0/31")) == [
        ("10.0.0.2", None, 10),
        ("10.0.0.1", None, 6),
    ]
    assert octets(ask(busy, "srcip", protocol=6)) == [("10.0.0.2", None, 10), ("10.0.0.1", None, 5)]
    assert octets(ask(busy, "srcip", channel_ids=[other.channel_id])) == [("10.0.0.1", None, 5)]
    assert octets(ask(busy, "srcip", filter="router ip 192.168.1.124")) == [("10.0.0.1", None, 5)]
    nothing = ask(busy, "srcip", filter="port 7")
    assert nothing == Statistics([], StatisticsRow("", None, 0, 0, 0, 0.0))


def test_a_flow_in_several_channels_counts_once(world: World) -> None:
    profile = world.profile("Overlap", {"all": "any", "tcp": "proto tcp"})
    world.receive({"protocol": 6, "octets": 7})
    world.now_ms = NOON + 1

    found = world.analysis.statistics(StatisticsQuery(profile.id, NOON, NOON + 1, "proto"))

    assert octets(found) == [("TCP", 6, 7)]
    assert found.total.octets == 7


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"stats_by": "colour"}, "statsBy"),
        ({"stats_by": "ip", "order_by": "colour"}, "orderBy"),
        ({"stats_by": "ip", "limit": 0}, "limit"),
        ({"stats_by": "ip", "limit": 10_001}, "limit"),
        ({"stats_by": "ip", "channel_ids": ["x"]}, "channels[0]"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(world: World, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as caught:
        ask(world, **fields)

    assert [error.field for error in caught.value.errors] == [field]


def test_a_filter_that_cannot_be_read_is_refused(world: World) -> None:
    with pytest.raises(FilterError):
        ask(world, "ip", filter="port port")


def test_every_order_and_method_has_an_answer(busy: World) -> None:
    assert set(METHODS) == set(STATS_BY)
    for stats_by, method in METHODS.items():
        optional = any(told(side) for side in method.sides)
        for order_by in ORDERS:
            assert bool(ask(busy, stats_by, order_by).rows) is not optional


def test_what_a_flow_does_not_tell_is_no_subject(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(
        {"octets": 1, "src_vlan": 7},
        {"octets": 10, "dst_vlan": 7},
        {"octets": 100, "src_vlan": 7, "dst_vlan": 7},
        {"octets": 1000, "src_vlan": 7, "dst_vlan": 8},
        {"octets": 10_000, "http_host": "example.com"},
        {"octets": 100_000, "in_src_mac": 0x0053_0000_0001, "next_hop": "10.0.0.1"},
    )
    assert named(ask(world, "vlan")) == [("7", 1111), ("8", 1000)]
    assert named(ask(world, "dstvlan")) == [("8", 1000), ("7", 110)]
    assert named(ask(world, "hhost")) == [("example.com", 10_000)]
    assert named(ask(world, "insrcmac")) == [("00:53:00:00:00:01", 100_000)]
    assert named(ask(world, "nhip")) == [("10.0.0.1", 100_000)]
    assert ask(world, "nsrcip").rows == []


@pytest.mark.parametrize("stats_by", ["vlan", "hhost", "nhip", "outdstmac"])
def test_a_chapter_over_what_not_all_flows_tell(world: World, stats_by: str) -> None:
    world.source("192.168.1.123")
    world.receive(
        {"octets": 1, "dst_vlan": 7, "http_host": "a", "next_hop": "10.0.0.1", "out_dst_mac": 1}, {"octets": 1000}
    )
    world.now_ms = NOON + STEP_MS
    chapter = Chapter(
        type="top", profile_id="live", channels="*", stats_by=stats_by, order_by="bytes", top=5, filter="any"
    )
    data = world.analysis.top_chapter(chapter, NOON, NOON + STEP_MS)
    assert ([row.octets for row in data.rows], data.together.octets, data.total.octets) == ([1], 1, 1001)
    assert [point for _, point in data.chart[0].points] == [8 * round(1 / 300, 5)]


def test_addresses_as_text() -> None:
    assert address_text((0, 0xFFFF_0A00_0001)) == "10.0.0.1"
    assert address_text((0x2001_0DB8 << 32, 1)) == "2001:db8::1"
    assert address_text((0, 0)) == "::"
    assert address_text((0, 0xFFFE_0A00_0001)) == "::fffe:a00:1"
    assert address_text((1, 0xFFFF_0A00_0001)) == "::1:0:ffff:a00:1"
