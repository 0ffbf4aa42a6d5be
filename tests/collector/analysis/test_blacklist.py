"""Flows with an end in a long list of addresses and networks."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from fauxmon_collector.analysis.blacklist import has_end_in
from fauxmon_model.filter.networks import Network
from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.conftest import World

ADDRESSES = (
    *("10.0.0.1", "10.0.0.2", "10.0.1.1", "192.0.2.255", "255.255.255.255"),
    *("2001:db8::1", "2001:db8:0:0:8000::", "2001:db8::ffff:0:1", "::1", "::ffff:a00:1", "ffff::"),
)

TARGETS = ["203.0.113.0/24", "ff02::/16"]


@pytest.fixture
def every_source(world: World) -> World:
    """A flow from each of the addresses to one of its family, and one that tells no address."""
    ends = {True: "ff02::1", False: "203.0.113.1"}
    world.source("192.168.1.123")
    world.receive(*({"src": address, "dst": ends[":" in address], "octets": n} for n, address in enumerate(ADDRESSES)))
    world.receive({"octets": len(ADDRESSES)})
    return world


def found(world: World, texts: list[str], ends: tuple[str, ...] = ("src",)) -> list[str]:
    condition = has_end_in([Network.of(text) for text in texts], ends)
    rows = world.store.fetch(sa.select(FLOWS.c.octets).where(condition).order_by(FLOWS.c.octets))
    return [(*ADDRESSES, "none")[number] for (number,) in rows]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], []),
        (["10.0.0.1"], ["10.0.0.1", "::ffff:a00:1"]),
        (["10.0.0.0/31", "10.0.1.0/24"], ["10.0.0.1", "10.0.1.1", "::ffff:a00:1"]),
        (["0.0.0.0/0"], [*ADDRESSES[:5], "::ffff:a00:1"]),
        (["::/0"], list(ADDRESSES[5:])),
        (["::/80"], ["::1", "::ffff:a00:1"]),
        (["::/64", "ffff::/16"], ["::1", "::ffff:a00:1", "ffff::"]),
        (["2001:db8::/65"], ["2001:db8::1", "2001:db8::ffff:0:1"]),
        (["2001:db8::1", "::1", "255.255.255.255"], ["255.255.255.255", "2001:db8::1", "::1"]),
        (["2001:db8::/96", "2001:db8::/128"], ["2001:db8::1"]),
    ],
    ids=str,
)
def test_addresses_and_networks(every_source: World, texts: list[str], expected: list[str]) -> None:
    assert found(every_source, texts) == expected


def test_only_the_ends_that_are_asked_for(every_source: World) -> None:
    assert found(every_source, TARGETS) == []
    assert len(found(every_source, TARGETS, ("dst",))) == len(ADDRESSES)
    both = found(every_source, [*TARGETS, "10.0.0.1"], ("src", "dst"))
    assert both == list(ADDRESSES), "each once"


def test_ten_thousand_networks_of_every_length_are_looked_up_quickly(every_source: World) -> None:
    texts = [f"172.{n % 200}.{n // 200}.0/{17 + n % 16}" for n in range(10_000)] + ["10.0.1.1"]
    begun = time.process_time()
    assert found(every_source, texts, ("src", "dst")) == ["10.0.1.1"]
    # Joined by OR they take DuckDB minutes.
    assert time.process_time() - begun < 10
