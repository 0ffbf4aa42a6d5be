"""Flow listings: single flows, and flows put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.analysis import Listing, ListingQuery
from fauxmon_collector.analysis.masks import Mask
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.filter import FilterError

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
HUGE = 2**64 - 1


def ask(world: World, *columns: str, **fields: Any) -> list[tuple[Any, ...]]:
    """Rows of the first ten seconds after noon."""
    return listed(world, *columns, **fields).rows


def listed(world: World, *columns: str, **fields: Any) -> Listing:
    world.now_ms = NOON + 60_000
    return world.analysis.listing(ListingQuery("live", NOON, NOON + 10_000, columns, **fields))


@pytest.fixture
def busy(world: World) -> World:
    world.source("192.168.1.123")
    world.receive(
        {"at": 3, "src": "10.0.0.1", "dst": "10.0.1.1", "protocol": 6, "octets": 10, "packets": 1, "tcp_flags": 2},
        {"at": 1, "src": "10.0.0.2", "dst": "10.0.1.1", "protocol": 6, "octets": 20, "packets": 2, "tcp_flags": 16},
        {"at": 2, "src": "2001:db8::1", "dst": "2001:db8::2", "protocol": 17, "octets": 30, "packets": 3},
        {"at": 11, "src": "10.9.9.9", "dst": "10.9.9.9", "octets": 1000},
    )
    return world


def test_flows_come_as_they_were_received(busy: World) -> None:
    assert ask(busy, "sa", "byt") == [("10.0.0.2", 20), ("2001:db8::1", 30), ("10.0.0.1", 10)]
    assert ask(busy, "sa", limit=1) == [("10.0.0.2",)]


def test_the_same_flows_have_the_same_order_however_they_were_stored(world: World) -> None:
    world.source("192.168.1.123")
    flows = [{"src": f"10.0.0.{n % 7}", "src_port": n} for n in range(50)]
    world.receive(*flows)
    once = ask(world, "sa", "sp", limit=20)
    world.store.clear()
    world.receive(*reversed(flows))
    assert ask(world, "sa", "sp", limit=20) == once


def test_both_directions_of_a_biflow_count(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"octets": HUGE, "reverse_octets": HUGE, "packets": 3, "reverse_packets": 4})
    assert ask(world, "byt", "pkt", "reverse_packets") == [(2 * HUGE, 7, 4)]
    assert ask(world, "byt", "pkt", "reverse_packets", aggregate_by=["proto"]) == [(2 * HUGE, 7, 4)]


@pytest.mark.parametrize("by", [[], ["proto"]])
def test_rates(world: World, by: list[str]) -> None:
    """As nfdump has them: whole, 0 where there is no time or no packet."""
    world.source("192.168.1.123")
    world.receive({"protocol": 6, "start_ms": 0, "end_ms": 3000, "octets": 1000, "packets": 7})
    world.receive({"protocol": 17, "start_ms": 5, "end_ms": 5, "octets": 1000})
    rows = ask(world, "pr", "td", "pps", "bps", "bpp", aggregate_by=by)
    assert sorted(rows) == [(6, 3000, 2.0, 2666.0, 142.0), (17, 0, 0, 0, 0)]


@pytest.mark.parametrize("by", [[], ["proto"]])
def test_times_that_an_exporter_made_up(world: World, by: list[str]) -> None:
    world.source("192.168.1.123")
    world.receive({"start_ms": -(2**63), "end_ms": 2**63 - 1, "octets": 1, "packets": 1})
    assert ask(world, "td", "bps", aggregate_by=by) == [(2**64 - 1, 0.0)]


@pytest.mark.parametrize("by", [[], ["srcip"]])
def test_what_a_flow_does_not_have_is_none(busy: World, by: list[str]) -> None:
    columns = ("hhost", "nrtt", "in_src_mac", "next_hop")
    assert ask(busy, *columns, aggregate_by=by, limit=1) == [(None,) * 4]


def test_groups_come_by_when_they_began(world: World) -> None:
    world.source("192.168.1.123")
    for port, start in ((1, 30), (2, 10), (3, 20), (1, 15)):
        world.receive({"dst_port": port, "start_ms": start, "end_ms": start + 100})
    rows = ask(world, "dp", "ts", "te", "fl", aggregate_by=["dstport"])
    assert rows == [(2, 10, 110, 1), (1, 15, 130, 2), (3, 20, 120, 1)]


def test_columns_of_groups(world: World) -> None:
    """Sums, mean over the flows that have it (R51), extremes, all flags; what differs within a group has no value."""
    world.source("192.168.1.123")
    world.receive({"src": "10.0.0.1", "dst_port": 1, "tcp_flags": 2, "npm_rtt": 100, "npm_jitter_max": 5, "flows": 2})
    world.receive({"src": "10.0.0.1", "dst_port": 2, "tcp_flags": 16, "npm_rtt": 201, "npm_jitter_max": 3})
    world.receive({"src": "10.0.0.1", "dst_port": 2})
    columns = ("sa", "dp", "fl", "flg", "nrtt", "nrttmin", "nrttmax", "njmax")
    assert ask(world, *columns, aggregate_by=["srcip"]) == [("10.0.0.1", None, 4, 18, 150.5, 100, 201, 5)]


def test_groups_by_what_not_all_flows_have(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"dst": "10.0.0.1", "http_host": "a"}, {"dst": "10.0.0.1"}, {"dst": "10.0.0.1", "http_host": "a"})
    rows = ask(world, "da", "hhost", "fl", aggregate_by=["dstip", "hhost"], sort_by="flows")
    assert rows == [("10.0.0.1", "a", 2), ("10.0.0.1", None, 1)]


def test_flags_can_be_grouped_by_and_are_then_not_added(busy: World) -> None:
    rows = ask(busy, "flg", "fl", aggregate_by=["flags"])
    assert sorted(rows) == [(0, 1), (2, 1), (16, 1)]


@pytest.mark.parametrize(
    ("by", "masks", "expected"),
    [
        (["srcip"], {"source_masks": [Mask(4, 24)]}, [("10.0.0.0", 2), ("2001:db8::1", 1)]),
        (["srcip"], {"source_masks": [Mask(4, 24), Mask(6, 32)]}, [("10.0.0.0", 2), ("2001:db8::", 1)]),
        (["srcip"], {"source_masks": [Mask(4, 0), Mask(6, 0)]}, [("0.0.0.0", 2), ("::", 1)]),
        (["sa"], {"target_masks": [Mask(4, 8)]}, [("10.0.0.1", 1), ("10.0.0.2", 1), ("2001:db8::1", 1)]),
    ],
    ids=str,
)
def test_masks(busy: World, by: list[str], masks: dict[str, Any], expected: list[tuple[Any, ...]]) -> None:
    assert sorted(ask(busy, "sa", "fl", aggregate_by=by, **masks)) == expected


def test_networks_by_the_prefix_that_each_flow_tells(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(
        {"src": "10.1.2.3", "src_mask": 8},
        {"src": "10.9.9.9", "src_mask": 8},
        {"src": "10.9.9.9", "src_mask": 32},
        {"src": "10.9.9.9", "src_mask": 0},
        {"src": "2001:db8:1:2:3::4", "src_mask": 72},
        {"src": "2001:db8:1:2:3::4", "src_mask": 48},
        {"src": "2001:db8:1:2:3::4", "src_mask": 200},
        {"src": "10.9.9.9"},
    )
    assert sorted(map(str, ask(world, "sa", "fl", aggregate_by=["srcnet"]))) == [
        "('0.0.0.0', 1)",
        "('10.0.0.0', 2)",
        "('10.9.9.9', 1)",
        "('2001:db8:1:2:3::4', 1)",
        "('2001:db8:1:2::', 1)",
        "('2001:db8:1::', 1)",
        "(None, 1)",
    ]


def test_sources_of_one_address_are_one_router(world: World) -> None:
    one, same, other = world.source("10.0.0.1", 1), world.source("10.0.0.1", 2), world.source("10.0.0.2", 1)
    world.receive(*({"source_id": source.id, "at": source.id} for source in (one, same, other)))
    assert ask(world, "router") == [("10.0.0.1",), ("10.0.0.1",), ("10.0.0.2",)]
    assert ask(world, "router", "fl", aggregate_by=["router"], sort_by="flows") == [("10.0.0.1", 2), ("10.0.0.2", 1)]


def test_mpls_labels_without_what_stands_behind_them(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"mpls_1": 17 << 4 | 1}, {"mpls_1": 17 << 4 | 6})
    assert ask(world, "mpls1") == [(17,), (17,)]
    assert ask(world, "mpls1", "fl", aggregate_by=["mpls1"]) == [(17, 2)]


@pytest.mark.parametrize(
    ("order_by", "ports"),
    [
        ("bytes", [3, 2, 1]),
        ("packets", [1, 3, 2]),
        ("tstart", [2, 1, 3]),
        ("tend", [1, 2, 3]),
        ("duration", [2, 3, 1]),
        ("nrtt", [2, 1, 3]),
    ],
)
@pytest.mark.parametrize("by", [[], ["dstport"]])
def test_orders(world: World, by: list[str], order_by: str, ports: list[int]) -> None:
    """What has no value comes last."""
    world.source("192.168.1.123")
    world.receive(
        {"dst_port": 1, "octets": 1, "packets": 9, "start_ms": 20, "end_ms": 21, "npm_rtt": 1},
        {"dst_port": 2, "octets": 2, "packets": 1, "start_ms": 10, "end_ms": 30, "npm_rtt": 2},
        {"dst_port": 3, "octets": 3, "packets": 2, "start_ms": 30, "end_ms": 40},
    )
    assert [port for (port,) in ask(world, "dp", aggregate_by=by, sort_by=order_by)] == ports


def test_equal_groups_come_by_what_they_are_alike_in(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(*({"dst_port": port, "octets": 1} for port in (9, 4, 7)))
    assert ask(world, "dp", aggregate_by=["dstport"], sort_by="bytes", limit=2) == [(4,), (7,)]


def test_filter_and_channels_select_single_flows(busy: World) -> None:
    other = busy.source("192.168.1.124")
    busy.receive({"source_id": other.id, "src": "10.0.0.1", "octets": 500})
    assert ask(busy, "byt", filter="src ip 10.0.0.1 and bytes < 100") == [(10,)]
    assert ask(busy, "byt", channel_ids=["192-168-1-124_p3000"]) == [(500,)]
    assert ask(busy, "byt", channel_ids=[]) == []


def test_a_flow_in_several_channels_is_there_once(busy: World) -> None:
    profile = busy.profile("Two", {"tcp": "proto tcp", "all": "any"}, start_ms=NOON)
    busy.now_ms = NOON + 60_000
    rows = busy.analysis.listing(ListingQuery(profile.id, NOON, NOON + 10_000, ["fl"], aggregate_by=["router"])).rows
    assert rows == [(3,)]


def test_a_column_is_there_once_and_may_be_called_as_answers_call_it(busy: World) -> None:
    columns = listed(busy, "pr", "sa", "pr", "srcip", "dstport:p").columns
    assert [(column.id, column.key) for column in columns] == [("pr", "pr"), ("sa", "srcip"), ("dp", "dstport:p")]


@pytest.mark.parametrize(
    ("columns", "fields", "field"),
    [
        (["nix"], {}, "output[0]"),
        ([], {}, "output"),
        (["sa"], {"aggregate_by": ["pr", "byt"]}, "listing.aggregateBy[1]"),
        (["sa"], {"aggregate_by": ["ip"]}, "listing.aggregateBy[0]"),
        (["sa"], {"aggregate_by": ["pr"] * 101}, "listing.aggregateBy"),
        (["sa"], {"sort_by": "sa"}, "listing.sortBy"),
        (["sa"], {"source_masks": [Mask(4, 33)]}, "listing.sourceIpMask"),
        (["sa"], {"target_masks": [Mask(5, 3)]}, "listing.targetIpMask"),
        (["sa"], {"limit": 0}, "showonly"),
        (["sa"], {"limit": 10_001}, "showonly"),
        (["sa"], {"channel_ids": ["nix"]}, "channels[0]"),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused(world: World, columns: list[str], fields: Any, field: str) -> None:
    with pytest.raises(InvalidError) as refused:
        ask(world, *columns, **fields)
    assert [error.field for error in refused.value.errors] == [field]


def test_other_errors(world: World) -> None:
    with pytest.raises(FilterError):
        ask(world, "sa", filter="port")
    with pytest.raises(NotFoundError):
        world.analysis.listing(ListingQuery("nix", NOON, NOON))


def test_what_is_prepared_is_computed_when_it_is_called(busy: World) -> None:
    busy.now_ms = NOON + 60_000
    prepared = busy.analysis.prepared_listing(ListingQuery("live", NOON, NOON + 10_000, ["byt"], limit=10))
    busy.receive({"at": 5, "octets": 40})
    assert [size for (size,) in prepared().rows] == [20, 30, 10, 40]
