"""Peers: the Session of a socket's peer, and its Source as soon as there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.ingest.peers import Peers
from fauxmon_collector.input.burst import Peer
from fauxmon_collector.wire.messages import Session

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Parts


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("fe80::1%2", "fe80::1%2"),
    ],
)
def test_the_address_is_canonical(parts: Parts, address: str, canonical: str) -> None:
    assert Peers(parts.registry, 10).get(Peer(address, 40000, 2055)).session == Session(canonical, 40000, 2055)


def test_a_peer_is_remembered_until_there_are_too_many(parts: Parts) -> None:
    peers = Peers(parts.registry, 2)
    first = peers.get(Peer("192.0.2.1", 1, 2055))
    assert peers.get(Peer("192.0.2.1", 1, 2055)) is first
    for port in (2, 3):
        peers.get(Peer("192.0.2.1", port, 2055))
    assert len(peers) <= 2
    assert peers.get(Peer("192.0.2.1", 1, 2055)) is not first


def test_the_source_is_found_as_soon_as_it_is_there_from_every_port(parts: Parts) -> None:
    peers = Peers(parts.registry, 10)
    one, other = (peers.get(Peer("192.0.2.1", port, 2055)) for port in (1, 2))
    elsewhere = peers.get(Peer("192.0.2.1", 1, 4739))
    assert not peers.has_source(one)
    state = parts.registry.admit("192.0.2.1", 2055, 1000)
    assert peers.has_source(one)
    assert peers.has_source(other)
    assert not peers.has_source(elsewhere)
    assert one.state is other.state is state


def test_cleared_it_knows_no_source_any_more(parts: Parts) -> None:
    peers = Peers(parts.registry, 10)
    state = parts.registry.admit("192.0.2.1", 2055, 1000)
    assert peers.get(Peer("192.0.2.1", 1, 2055)).state is state
    parts.registry.remove(state)
    peers.clear()
    assert peers.get(Peer("192.0.2.1", 1, 2055)).state is None
