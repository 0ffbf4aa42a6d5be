"""Flows with an address in a list of networks, short ones and long ones."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from fauxmon_model.filter.addresses import in_networks
from fauxmon_model.filter.networks import Network
from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.conftest import World

ADDRESSES = (
    *("10.0.0.1", "10.0.0.2", "10.0.1.1", "192.0.2.255", "255.255.255.255"),
    *("2001:db8::1", "2001:db8:0:0:8000::", "2001:db8::ffff:0:1", "::1", "::ffff:a00:1", "ffff::"),
)

UNUSED = [f"198.51.100.{number}" for number in range(100)]
"""They make a list long: it is looked up then."""
TARGETS = ["203.0.113.0/24", "ff02::/16"]


@pytest.fixture
def every_source(world: World) -> World:
    """A flow from each of the addresses to one of its family, and one that tells no address."""
    ends = {True: "ff02::1", False: "203.0.113.1"}
    world.source("192.168.1.123")
    world.receive(*({"src": address, "dst": ends[":" in address], "octets": n} for n, address in enumerate(ADDRESSES)))
    world.receive({"octets": len(ADDRESSES)})
    return world


def found(world: World, texts: list[str], *columns: str) -> list[str]:
    """The sources of the flows whose address at any of these columns is in one of the networks."""
    networks = [Network.of(text) for text in texts]
    condition = sa.or_(*(in_networks(column, networks) for column in columns or ("src",)))
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
def test_addresses_and_networks_are_found_by_short_and_by_long_lists(
    every_source: World, texts: list[str], expected: list[str]
) -> None:
    assert found(every_source, texts) == expected
    assert found(every_source, [*texts, *UNUSED]) == expected


def test_only_the_ends_that_are_asked_for(every_source: World) -> None:
    assert found(every_source, TARGETS) == []
    assert len(found(every_source, TARGETS, "dst")) == len(ADDRESSES)
    both = found(every_source, [*TARGETS, "10.0.0.1"], "src", "dst")
    assert both == list(ADDRESSES), "each once"


def test_ten_thousand_networks_of_every_length_are_looked_up_quickly(every_source: World) -> None:
    texts = [f"172.{n % 200}.{n // 200}.0/{17 + n % 16}" for n in range(10_000)] + ["10.0.1.1"]
    begun = time.process_time()
    assert found(every_source, texts, "src", "dst") == ["10.0.1.1"]
    # Joined by OR they take DuckDB minutes.
    assert time.process_time() - begun < 10


@pytest.mark.parametrize("more", [[], UNUSED], ids=["short", "long"])
def test_an_address_that_flows_may_lack(world: World, more: list[str]) -> None:
    world.source("192.168.1.123")
    world.receive({"octets": 0, "next_hop": "10.0.0.1"}, {"octets": 5, "next_hop": "2001:db8::1"}, {"octets": 6})
    assert found(world, ["10.0.0.0/8", *more], "next_hop") == ["10.0.0.1"]
    assert found(world, ["::/0", *more], "next_hop") == ["2001:db8::1"]
    assert found(world, ["::/80", *more], "next_hop") == []
    assert found(world, ["2001:db8::/40", *more], "next_hop") == ["2001:db8::1"]
