"""Totals per Channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.analysis import ChannelTotals
from fauxmon_model.errors import InvalidError

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000


def test_sums_and_times_of_a_source(world: World) -> None:
    source = world.source("192.168.1.123")
    silent = world.source("192.168.1.124")
    world.receive(
        {"at": 1, "octets": 10, "reverse_octets": 5, "packets": 2, "reverse_packets": 1, "flows": 3},
        {"at": 9.5, "octets": 100, "packets": 1},
        {"at": 10, "octets": 1000},
    )
    world.now_ms = NOON + 60_000

    with_flows, without = world.analysis.totals("live", NOON, NOON + 10_000)

    channel = world.repository.profiles.get("live").channel(source.channel_id)
    assert channel is not None
    assert with_flows == ChannelTotals(
        source.channel_id, "192.168.1.123", "+", channel.color, 4, 4, 115, NOON + 1_000, NOON + 9_500
    )
    assert (without.channel_id, without.flows, without.octets) == (silent.channel_id, 0, 0)
    assert (without.first_ms, without.last_ms) == (None, None)


def test_a_range_up_to_now_contains_what_came_this_very_millisecond(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"at": 5, "octets": 7})

    world.now_ms = NOON + 5_000
    assert world.analysis.totals("live", NOON, world.now_ms)[0].octets == 7
    world.now_ms = NOON + 5_001
    assert world.analysis.totals("live", NOON, NOON + 5_000)[0].octets == 0


def test_channels_of_a_profile(world: World) -> None:
    profile = world.profile("Web", {"tcp": "proto tcp", "web": "port 443", "none": "port 1"})
    world.receive(
        {"at": 1, "protocol": 6, "dst_port": 443, "octets": 1},
        {"at": 2, "protocol": 17, "dst_port": 443, "octets": 2},
        {"at": 3, "protocol": 6, "dst_port": 22, "octets": 4},
    )
    world.now_ms = NOON + 60_000

    found = world.analysis.totals(profile.id, NOON, NOON + 60_000)
    assert [(t.name, t.octets, t.flows) for t in found] == [("tcp", 5, 2), ("web", 3, 2), ("none", 0, 0)]
    assert [(t.first_ms, t.last_ms) for t in found] == [
        (NOON + 1_000, NOON + 3_000),
        (NOON + 1_000, NOON + 2_000),
        (None, None),
    ]
    web = profile.channels[1]
    assert [t.octets for t in world.analysis.totals(profile.id, NOON, NOON + 60_000, [web.id], 17)] == [2]


def test_more_channels_than_one_scan_takes(world: World) -> None:
    profile = world.profile("Ports", {f"port {port}": f"dst port >= {port}" for port in range(70)})
    world.receive(*({"dst_port": port, "octets": 1} for port in range(70)))
    world.now_ms = NOON + 1_000

    found = world.analysis.totals(profile.id, NOON, world.now_ms)

    assert [total.octets for total in found] == [70 - port for port in range(70)]


def test_a_star_channel_has_the_flows_of_a_source_that_came_later(world: World) -> None:
    profile = world.profile("Everything", {"all": "any"})
    later = world.source("192.168.1.124")
    world.receive({"source_id": later.id, "octets": 7})
    world.now_ms = NOON + 1_000

    assert [t.octets for t in world.analysis.totals(profile.id, NOON, world.now_ms)] == [7]


def test_the_flows_of_a_removed_source_do_not_come_back_with_it(world: World) -> None:
    first = world.source("192.168.1.123")
    world.receive({"source_id": first.id, "octets": 7})
    world.store.remove_source(first.id)
    world.repository.sources.remove(first.id)
    again = world.source("192.168.1.123")
    world.receive({"source_id": again.id, "octets": 1})
    world.now_ms = NOON + 1_000

    assert again.channel_id == first.channel_id
    assert [t.octets for t in world.analysis.totals("live", NOON, world.now_ms)] == [1]


def test_a_range_that_ends_before_it_begins_is_refused(world: World) -> None:
    with pytest.raises(InvalidError, match="ends before it begins"):
        world.analysis.totals("live", NOON, NOON - 1)
