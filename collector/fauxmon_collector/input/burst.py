"""Burst: datagrams that were received together, in columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Peer(NamedTuple):
    """Who sent and where to: address and port as the socket gives them, and the port of ours."""

    address: str
    port: int
    listening_port: int


@dataclass(frozen=True, slots=True)
class Burst:
    """Datagrams in the order they came; all arrays have one entry a datagram.

    `start` and `length` give where its octets are in `octets` (uint8), which may hold more than these. `peer` is an
    index into `peers`, which bursts may share and which may have more than these. `received` is in s since 1970.
    """

    octets: npt.NDArray[np.uint8]
    start: npt.NDArray[np.int64]
    length: npt.NDArray[np.int64]
    peer: npt.NDArray[np.int64]
    peers: Sequence[Peer]
    received: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.length)

    def datagram(self, row: int) -> bytes:
        """The octets of one."""
        start = int(self.start[row])
        return self.octets[start : start + int(self.length[row])].tobytes()

    def rows(self, rows: slice | npt.NDArray[np.bool_] | npt.NDArray[np.intp]) -> Burst:
        """Some of the datagrams, over the same octets and peers."""
        return Burst(self.octets, self.start[rows], self.length[rows], self.peer[rows], self.peers, self.received[rows])

    def alone(self, row: int) -> Burst:
        """One of the datagrams, with no peer but its own."""
        one = slice(row, row + 1)
        peers = [self.peers[self.peer[row]]]
        return Burst(self.octets, self.start[one], self.length[one], np.zeros(1, np.int64), peers, self.received[one])


def burst_of(datagrams: Sequence[tuple[bytes, Peer, float]]) -> Burst:
    """A Burst of (octets, peer, received in s)."""
    length = np.fromiter((len(octets) for octets, _, _ in datagrams), np.int64, len(datagrams))
    number: dict[Peer, int] = {}
    peer = np.fromiter((number.setdefault(peer, len(number)) for _, peer, _ in datagrams), np.int64, len(datagrams))
    return Burst(
        octets=np.frombuffer(b"".join([octets for octets, _, _ in datagrams]), np.uint8),
        start=np.cumsum(length) - length,
        length=length,
        peer=peer,
        peers=list(number),
        received=np.fromiter((received for _, _, received in datagrams), np.float64, len(datagrams)),
    )


def portions(bursts: Sequence[Burst], datagrams: int) -> Iterator[list[Burst]]:
    """The bursts in order, so many at a time that they have about this many datagrams."""
    portion: list[Burst] = []
    count = 0
    for burst in bursts:
        portion.append(burst)
        count += len(burst)
        if count >= datagrams:
            yield portion
            portion, count = [], 0
    if portion:
        yield portion


def joined(bursts: Sequence[Burst]) -> Burst:
    """All datagrams of several bursts, with no peers but theirs."""
    peer, peers = _peers_of(bursts)
    if len(bursts) == 1:
        return replace(bursts[0], peer=peer, peers=peers)
    bases = np.cumsum([0, *(len(burst.octets) for burst in bursts)])[:-1]
    return Burst(
        octets=np.concatenate([burst.octets for burst in bursts]),
        start=np.concatenate([burst.start + base for burst, base in zip(bursts, bases, strict=True)]),
        length=np.concatenate([burst.length for burst in bursts]),
        peer=peer,
        peers=peers,
        received=np.concatenate([burst.received for burst in bursts]),
    )


def _peers_of(bursts: Sequence[Burst]) -> tuple[npt.NDArray[np.int64], Sequence[Peer]]:
    """The peer of each datagram, and the peers. Of a list that bursts share they may need few."""
    number: dict[Peer, int] = {}
    found = []
    for _, sharing in itertools.groupby(bursts, key=lambda burst: id(burst.peers)):
        some = list(sharing)
        present, index = np.unique(np.concatenate([burst.peer for burst in some]), return_inverse=True)
        numbers = [number.setdefault(some[0].peers[one], len(number)) for one in present.tolist()]
        found.append(np.array(numbers, np.int64)[index])
    return np.concatenate(found), list(number)
