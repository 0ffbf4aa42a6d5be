"""PeerTable: who each datagram is from, whatever came before."""

from __future__ import annotations

import socket
import struct

import numpy as np
import numpy.typing as npt
import pytest

from fauxmon_collector.input.burst import Peer
from fauxmon_collector.input.peer_table import PeerTable

FAMILIES = [socket.AF_INET, socket.AF_INET6]


def peers_of(family: socket.AddressFamily, count: int) -> list[Peer]:
    hosts = ("192.0.2.{}", "198.51.100.{}") if family == socket.AF_INET else ("2001:db8::{}", "fe80::{}")
    return [Peer(hosts[number % 2].format(1 + number % 99), 1024 + number, 2055) for number in range(count)]


def names_of(family: socket.AddressFamily, peers: list[Peer]) -> npt.NDArray[np.uint8]:
    """As the kernel fills them in."""
    own = struct.pack("=H", family)
    octets = b"".join(
        own
        + peer.port.to_bytes(2)
        + (bytes(4) if family == socket.AF_INET6 else b"")
        + socket.inet_pton(family, peer.address)
        + (bytes(4) if family == socket.AF_INET6 else bytes(8))
        for peer in peers
    )
    return np.frombuffer(octets, np.uint8).reshape(len(peers), -1)


def found(table: PeerTable, family: socket.AddressFamily, peers: list[Peer]) -> list[Peer]:
    index, known = table.of(names_of(family, peers))
    return [known[one] for one in index.tolist()]


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("most", [1, 7, 50, 65_536])
def test_each_datagram_is_of_its_peer(family: socket.AddressFamily, most: int) -> None:
    chance = np.random.default_rng(most)
    all_ = peers_of(family, 300)
    table = PeerTable(family, 2055, most)
    for _ in range(60):
        some = [all_[number] for number in chance.integers(0, len(all_), chance.integers(1, 40))]
        assert found(table, family, some) == some


def test_those_who_are_known_share_one_list() -> None:
    table = PeerTable(socket.AF_INET, 2055, 100)
    peers = peers_of(socket.AF_INET, 10)
    _, first = table.of(names_of(socket.AF_INET, peers[:5]))
    _, later = table.of(names_of(socket.AF_INET, peers))
    assert first is later


def test_what_is_remembered_is_bounded_and_earlier_bursts_keep_theirs() -> None:
    table = PeerTable(socket.AF_INET, 2055, 20)
    peers = peers_of(socket.AF_INET, 100)
    index, known = table.of(names_of(socket.AF_INET, peers[:5]))
    for number in range(5, 100):
        assert len(table.of(names_of(socket.AF_INET, [peers[number]]))[1]) <= 20
    assert [known[one] for one in index.tolist()] == peers[:5]
