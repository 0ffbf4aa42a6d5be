"""Burst: datagrams that were received together, in columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
    index into `peers`. `received` is in s since 1970.
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
    """All datagrams of several bursts."""
    if len(bursts) == 1:
        return bursts[0]
    bases = np.cumsum([0, *(len(burst.octets) for burst in bursts)])[:-1]
    number: dict[Peer, int] = {}
    peers = [
        np.array([number.setdefault(peer, len(number)) for peer in burst.peers], np.int64)[burst.peer]
        for burst in bursts
    ]
    return Burst(
        octets=np.concatenate([burst.octets for burst in bursts]),
        start=np.concatenate([burst.start + base for burst, base in zip(bursts, bases, strict=True)]),
        length=np.concatenate([burst.length for burst in bursts]),
        peer=np.concatenate(peers),
        peers=list(number),
        received=np.concatenate([burst.received for burst in bursts]),
    )
