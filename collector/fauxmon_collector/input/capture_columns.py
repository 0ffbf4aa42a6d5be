"""Packets of a capture file in columns: classic pcap block by block, pcapng packet by packet."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fauxmon_collector.input.capture_file import (
    CLASSIC,
    LARGEST_BLOCK,
    CaptureError,
    Packet,
    classic_link_type,
    cut_short,
    packets_of,
    too_long,
)

Octets = npt.NDArray[np.uint8]
Integers = npt.NDArray[np.int64]

PACKETS = 4_096
"""Packets that are given together at most."""
BLOCK = 4 << 20
"""Octets of a file that are read at once, unless a packet is longer."""
_RECORD = 16
"""The header of a classic packet: seconds, fraction of a second, octets captured, octets sent; each of 32 bits."""


@dataclass(frozen=True, slots=True)
class Packets:
    """Packets in the order of the file; all arrays have one entry a packet.

    `start` and `size` give where its octets are in `octets` (uint8), which has more than these. `link_type` is a
    LINKTYPE number, `time` in s since 1970.
    """

    octets: Octets
    start: Integers
    size: Integers
    link_type: Integers
    time: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.start)

    def packet(self, row: int) -> bytes:
        """The octets of one."""
        start = int(self.start[row])
        return self.octets[start : start + int(self.size[row])].tobytes()


def read_columns(path: Path) -> Iterator[Packets]:
    """All packets of a capture file, some at a time; what came before damage is given before the error is raised.

    Errors: CaptureError, OSError.
    """
    with path.open("rb") as file:
        magic = file.read(4)
        if magic in CLASSIC:
            yield from _read_classic(file, path, *CLASSIC[magic])
        else:
            yield from _gathered(packets_of(file, path, magic))


def _read_classic(file: BufferedReader, path: Path, order: str, ticks: int) -> Iterator[Packets]:
    link_type = classic_link_type(file, path, order)
    captured_at = struct.Struct(f"{order}8xI4x").unpack_from
    rest, missing = np.empty(0, np.uint8), 0
    while True:
        octets = np.empty(len(rest) + max(BLOCK, missing), np.uint8)
        octets[: len(rest)] = rest
        more = file.readinto(octets[len(rest) :].data)
        if not more:
            break
        octets = octets[: len(rest) + more]
        view, records = octets.data, []
        at, end = 0, len(octets)
        captured = missing = 0
        while at + _RECORD <= end:
            (captured,) = captured_at(view, at)
            following = at + _RECORD + captured
            if following > end:
                missing = following - end
                break
            records.append(at)
            at = following
        record = np.array(records, np.int64)
        for first in range(0, len(record), PACKETS):
            yield _classic(octets, record[first : first + PACKETS], order, ticks, link_type)
        if missing and captured > LARGEST_BLOCK:
            raise too_long(path, captured)
        rest = octets[at:]
    if len(rest):
        raise cut_short(path)


def _classic(octets: Octets, record: Integers, order: str, ticks: int, link_type: int) -> Packets:
    """The packets of records that begin there."""
    words = np.ndarray((len(octets) - _RECORD + 1,), f"V{_RECORD}", octets, strides=(1,))
    seconds, fraction, captured, _ = words[record].view(f"{order}u4").reshape(-1, 4).astype(np.int64).T
    return Packets(
        octets=octets,
        start=record + _RECORD,
        size=captured,
        link_type=np.full(len(record), link_type),
        time=seconds + fraction / ticks,
    )


def _gathered(packets: Iterator[Packet]) -> Iterator[Packets]:
    some: list[Packet] = []
    damage: CaptureError | None = None
    try:
        for packet in packets:
            some.append(packet)
            if len(some) == PACKETS:
                yield _columns(some)
                some = []
    except CaptureError as error:
        damage = error
    if some:
        yield _columns(some)
    if damage is not None:
        raise damage


def _columns(packets: Sequence[Packet]) -> Packets:
    size = np.fromiter((len(packet.octets) for packet in packets), np.int64, len(packets))
    return Packets(
        octets=np.frombuffer(b"".join([packet.octets for packet in packets]), np.uint8),
        start=np.cumsum(size) - size,
        size=size,
        link_type=np.fromiter((packet.link_type for packet in packets), np.int64, len(packets)),
        time=np.fromiter((packet.time for packet in packets), np.float64, len(packets)),
    )
