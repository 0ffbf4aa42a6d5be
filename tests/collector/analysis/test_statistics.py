"""Top N statistics."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.analysis import STEP_MS, Statistics, StatisticsQuery, StatisticsRow
from fauxmon_collector.analysis.masks import Mask
from fauxmon_collector.analysis.methods import METHODS
from fauxmon_collector.analysis.orders import ORDERS
from fauxmon_collector.analysis.subjects import told
from fauxmon_collector.analysis.types import Limit
from fauxmon_model.entities import STATS_BY, Chapter
from fauxmon_model.errors import InvalidError
from fauxmon_model.filter import FilterError

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
SECONDS = 10
MAKES = ("ip", "srcip:p", "port", "vlan", "hhost", "record", "router")
"""Statistics that are made differently: of one side or both, with the protocol, of what not all flows tell, of text, of
several elements, of a Source."""
NOTHING = StatisticsRow("", None, 0, 0, 0, 0.0)


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

    assert ask(world, "srcip").rows == [
        StatisticsRow("10.0.0.1", None, 2, 11, 7, 7 * 8 / SECONDS, pps=11 / SECONDS, bpp=7 / 11)
    ]


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
    assert nothing == Statistics([], NOTHING, NOTHING)


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


def test_every_method_and_order_has_an_answer(busy: World) -> None:
    """Each method in one order, in turn; those of each make in all of them, which know of the sums alone."""
    assert set(METHODS) == set(STATS_BY)
    for (stats_by, method), order_by in zip(METHODS.items(), itertools.cycle(ORDERS)):
        optional = any(told(side) for side in method.sides)
        for order in ORDERS if stats_by in MAKES else [order_by]:
            assert bool(ask(busy, stats_by, order).rows) is not optional


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


def test_rows_of_no_row_are_the_other(busy: World) -> None:
    """A flow with one end in a row and the other in none is in a row; what tells no subject is in none."""
    of_source, of_both = ask(busy, "srcip", limit=2), ask(busy, "ip", limit=2)
    assert (of_source.other.flows, of_source.other.octets) == (2, 11)
    assert ([row.subject for row in of_both.rows], of_both.other.octets) == (["10.0.0.3", "2001:db8::1"], 11)
    assert ask(busy, "ip").other == NOTHING
    assert ask(busy, "hhost").other == ask(busy, "hhost").total
    assert ask(busy, "hhost").total.octets == 1111


@pytest.mark.parametrize(
    ("stats_by", "blacklist", "octets"),
    [
        ("srcip", ["10.0.0.2"], 10),
        ("dstip", ["10.0.0.2"], 1),
        ("ip", ["10.0.0.2"], 11),
        ("port", ["10.0.0.2", "2001:db8::/32"], 111),
        ("ip", ["10.0.0.0/8"], 1011),
        ("ip", ["192.0.2.1"], 0),
    ],
)
def test_what_is_blacklisted(busy: World, stats_by: str, blacklist: list[str], octets: int) -> None:
    found = ask(busy, stats_by, blacklist=blacklist, limit=1).blacklisted
    assert found is not None
    assert found.octets == octets
    assert ask(busy, stats_by).blacklisted is None


def test_masks_turn_addresses_into_networks(busy: World) -> None:
    narrow, wide = Mask(4, 31), Mask(6, 32)
    assert named(ask(busy, "srcip", source_masks=[narrow, wide])) == [
        ("10.0.0.2", 1010),
        ("2001:db8::", 100),
        ("10.0.0.0", 1),
    ]
    assert named(ask(busy, "srcip", target_masks=[narrow])) == named(ask(busy, "srcip"))
    assert named(ask(busy, "ip", source_masks=[Mask(4, 24)], target_masks=[Mask(4, 24)], filter="ipv4")) == [
        ("10.0.0.0", 1011)
    ]


def test_a_limit_acts_on_sums(busy: World) -> None:
    assert named(ask(busy, "port", above=Limit("bytes", ">", 11))) == [("0", 1000), ("53", 111)]
    assert named(ask(busy, "port", above=Limit("bytes", "<", 111))) == [("999", 11)]
    assert ask(busy, "port", above=Limit("packets", ">", 0)).rows == []
    assert ask(busy, "port", above=Limit("packets", ">", 0)).other.octets == 1111


def test_records_are_told_by_their_parts(busy: World) -> None:
    row = ask(busy, "record", filter="ip 10.0.0.1 and proto tcp").rows[0]
    assert row.subject == "10.0.0.2 53 10.0.0.1 999 TCP"
    assert row.parts == (
        ("srcip", "10.0.0.2"),
        ("srcport:p", "53"),
        ("dstip", "10.0.0.1"),
        ("dstport:p", "999"),
        ("pr", "TCP"),
    )
    rows = ask(busy, "record", aggregate_by=["proto", "dstport:p"], filter="inet6 or proto udp").rows
    assert [(row.parts, row.octets) for row in rows] == [((("pr", "UDP"), ("dstport:p", "53")), 101)]


def test_both_directions_of_a_conversation_as_the_first_flow_tells_it(world: World) -> None:
    world.source("192.168.1.123")
    there = {"src": "10.0.0.9", "dst": "10.0.0.1", "src_port": 999, "dst_port": 53, "protocol": 17}
    back = {"src": "10.0.0.1", "dst": "10.0.0.9", "src_port": 53, "dst_port": 999, "protocol": 17}
    world.receive(
        {**there, "start_ms": NOON, "octets": 1},
        {**back, "start_ms": NOON + 1, "octets": 10},
        {**back, "start_ms": NOON + 1, "protocol": 6, "octets": 100},
        {**there, "start_ms": NOON + 1, "src_port": 998, "octets": 5},
        *({**one, "start_ms": NOON, "protocol": 132, "octets": 1} for one in (there, back)),
    )
    rows = ask(world, "record", bidirectional=True).rows
    assert [(row.subject, row.flows, row.octets) for row in rows] == [
        ("10.0.0.1 53 10.0.0.9 999 TCP", 1, 100),
        ("10.0.0.9 999 10.0.0.1 53 UDP", 2, 11),
        ("10.0.0.9 998 10.0.0.1 53 UDP", 1, 5),
        ("10.0.0.1 53 10.0.0.9 999 SCTP", 1, 1),
        ("10.0.0.9 999 10.0.0.1 53 SCTP", 1, 1),
    ]


def test_times_of_subjects_and_rates_over_them(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(
        {"dst_port": 1, "start_ms": NOON - 3000, "end_ms": NOON - 1000, "octets": 100, "packets": 8},
        {"dst_port": 1, "start_ms": NOON - 2000, "end_ms": NOON + 1000, "octets": 100, "packets": 2},
        {"dst_port": 2, "start_ms": NOON, "end_ms": NOON + 100, "octets": 10, "packets": 1},
        {"dst_port": 3, "start_ms": NOON, "end_ms": NOON, "octets": 1000, "packets": 9},
    )
    found = ask(world, "dstport", "bps", timed=True).rows
    assert [(row.subject, row.start_ms, row.end_ms, row.bps, row.pps) for row in found] == [
        ("2", NOON, NOON + 100, 800.0, 10.0),
        ("1", NOON - 3000, NOON + 1000, 400.0, 2.5),
        ("3", NOON, NOON, 0.0, 0.0),
    ]
    assert [row.subject for row in ask(world, "dstport", "pps", timed=True).rows] == ["2", "1", "3"]
    assert [row.subject for row in ask(world, "dstport", "bps").rows] == ["3", "1", "2"]
    assert [row.subject for row in ask(world, "dstport", "pps").rows] == ["1", "3", "2"]
    assert [(row.subject, row.bpp) for row in ask(world, "dstport", "bpp").rows] == [
        ("3", 1000 / 9),
        ("1", 20.0),
        ("2", 10.0),
    ]
    assert ask(world, "dstport").rows[0].start_ms is None


def test_sums_are_exact_however_large(world: World) -> None:
    """Floating point would make these equal."""
    world.source("192.168.1.123")
    most = 2**64 - 1
    world.receive(
        *({"dst_port": port, "octets": most, "reverse_octets": most, "packets": 2**53 + port} for port in (1, 2, 3)),
        {"dst_port": 2, "octets": 1},
    )
    assert named(ask(world, "dstport")) == [("2", 2 * most + 1), ("1", 2 * most), ("3", 2 * most)]
    assert [row.packets for row in ask(world, "dstport", "packets", limit=2).rows] == [2**53 + 3, 2**53 + 2]
    assert ask(world, "dstport", limit=1).other.octets == 4 * most


def test_routers_are_told_by_address(world: World) -> None:
    first, second = world.source("192.168.1.123"), world.source("192.168.1.123", 3001)
    third = world.source("192.168.1.124")
    world.receive(
        *({"source_id": source.id, "octets": 10} for source in (first, second)), {"source_id": third.id, "octets": 15}
    )
    assert named(ask(world, "router")) == [("192.168.1.123", 20), ("192.168.1.124", 15)]
    assert octets(ask(world, "router:p", limit=1)) == [("192.168.1.123", 0, 20)]


@pytest.mark.parametrize(
    ("other", "stats_by"),
    [("port:p", "portp"), ("sa", "srcip"), ("sp:p", "srcport:p"), ("srctos", "tos"), ("proto:p", "proto")],
)
def test_other_names_of_statistics(busy: World, other: str, stats_by: str) -> None:
    assert ask(busy, other) == ask(busy, stats_by)


def test_subjects_by_protocol(busy: World) -> None:
    assert octets(ask(busy, "srcport:p", filter="port 53")) == [("53", 17, 100), ("53", 6, 10), ("999", 17, 1)]
    assert octets(ask(busy, "ip:p", filter="ip 10.0.0.2", limit=2)) == [("10.0.0.1", 6, 10), ("10.0.0.2", 6, 10)]


def test_labels_flags_and_masks_as_subjects(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(
        {"octets": 1, "mpls_2": 77 << 4 | 0b0111, "tcp_flags": 0x12, "src_mask": 8, "dst_mask": 24},
        {"octets": 10, "mpls_2": 77 << 4, "tcp_flags": 0x02, "src_mask": 24},
    )
    assert named(ask(world, "mpls2")) == [("77", 11)]
    assert named(ask(world, "flags")) == [("......S.", 10), ("...A..S.", 1)]
    assert named(ask(world, "mask")) == [("24", 11), ("8", 1)]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"above": Limit("flows", ">", 1)}, "limit.onColumn"),
        ({"above": Limit("bytes", "=", 1)}, "limit.operator"),
        ({"above": Limit("bytes", ">", -1)}, "limit.value"),
        ({"source_masks": [Mask(4, 33)]}, "specific.sourceIpMask"),
        ({"target_masks": [Mask(5, 3)]}, "specific.targetIpMask"),
        ({"aggregate_by": ["proto", "ip"]}, "specific.aggregateBy[1]"),
        ({"aggregate_by": ["proto"], "bidirectional": True}, "specific.bidirectional"),
        ({"source_masks": [Mask(4, 24)], "bidirectional": True}, "specific.bidirectional"),
        ({"stats_by": "ip", "bidirectional": True}, "specific.bidirectional"),
        ({"stats_by": "ip", "aggregate_by": ["proto"]}, "specific.aggregateBy"),
        ({"blacklist": ["10.0.0.1", "here"]}, "blacklist[1]"),
    ],
)
def test_what_cannot_be_asked_of_subjects(world: World, fields: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidError) as caught:
        ask(world, **{"stats_by": "record", **fields})

    assert [error.field for error in caught.value.errors] == [field]


EARLIEST_MS, LATEST_MS = -(2**63), 2**63 - 1


@pytest.mark.parametrize("order_by", ORDERS)
def test_times_that_an_exporter_made_up_have_an_order(world: World, order_by: str) -> None:
    world.source("192.168.1.123")
    world.receive(
        {"src": "10.0.0.1", "start_ms": EARLIEST_MS, "end_ms": LATEST_MS, "octets": 5, "packets": 1},
        {"src": "10.0.0.2", "start_ms": LATEST_MS, "end_ms": EARLIEST_MS, "octets": 4, "packets": 1},
    )
    found = ask(world, "srcip", order_by, timed=True)
    assert [(row.subject, row.start_ms, row.end_ms) for row in found.rows] == [
        ("10.0.0.1", EARLIEST_MS, LATEST_MS),
        ("10.0.0.2", LATEST_MS, EARLIEST_MS),
    ]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("times", [(EARLIEST_MS, LATEST_MS), (LATEST_MS - 1, LATEST_MS), (5, 6)], ids=str)
def test_the_first_flow_tells_both_directions_whatever_its_time(world: World, times: list[int], first: int) -> None:
    world.source("192.168.1.123")
    there = {"src": "10.0.0.1", "dst": "10.0.0.2", "src_port": 1, "dst_port": 2, "protocol": 6, "octets": 1}
    back = {"src": "10.0.0.2", "dst": "10.0.0.1", "src_port": 2, "dst_port": 1, "protocol": 6, "octets": 1}
    begun = {"start_ms": times[first]}, {"start_ms": times[1 - first]}
    world.receive(there | begun[0], back | begun[1])
    (row,) = ask(world, "record", bidirectional=True).rows
    assert row.parts[0][1] == ("10.0.0.1", "10.0.0.2")[first]
    assert row.octets == 2
