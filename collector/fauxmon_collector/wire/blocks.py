"""Bodies of Data Sets that share a layout, as they are gathered until somebody takes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.bulk import NO_UPTIME
from fauxmon_collector.wire.messages import DataBody
from fauxmon_collector.wire.origin import Origin

Integers = npt.NDArray[np.int64]


LARGE = 256
"""A block of so many bodies is worth being read by itself, rather than copied to be with others."""


class Block(NamedTuple):
    """Bodies in columns, one entry a body.

    `octets` are the bodies one after the other, padding cut off; `sizes` in octets, `counts` in records. `origin` is an
    index into `origins`. `received_ms` and `export_ms` are in ms since 1970, `uptime_ms` that of the message header
    (NO_UPTIME if it has none). `sampling` is the sampling field of a v5 header, `set_id` 0 where there are no sets.
    """

    octets: npt.NDArray[np.uint8]
    sizes: Integers
    counts: Integers
    origin: Integers
    origins: Sequence[Origin]
    received_ms: Integers
    export_ms: Integers
    uptime_ms: Integers
    sampling: Integers
    set_id: Integers


def joined(blocks: Sequence[Block]) -> Block:
    """All in one."""
    if len(blocks) == 1:
        return blocks[0]
    bases = np.cumsum([0, *(len(block.origins) for block in blocks)])[:-1]
    columns = {
        name: np.concatenate([getattr(block, name) for block in blocks])
        for name in ("octets", "sizes", "counts", "received_ms", "export_ms", "uptime_ms", "sampling", "set_id")
    }
    return Block(
        origin=np.concatenate([block.origin + base for block, base in zip(blocks, bases, strict=True)]),
        origins=[origin for block in blocks for origin in block.origins],
        **columns,
    )


def part(block: Block, begin: int, end: int) -> Block:
    """The bodies from `begin` up to `end`."""
    behind = np.cumsum(block.sizes)
    octets = block.octets[behind[begin] - block.sizes[begin] : behind[end - 1]]
    columns = {
        name: getattr(block, name)[begin:end]
        for name in ("sizes", "counts", "origin", "received_ms", "export_ms", "uptime_ms", "sampling", "set_id")
    }
    return Block(octets=octets, origins=block.origins, **columns)


def block_of(single: Sequence[tuple[DataBody, Origin]]) -> Block:
    """A block of bodies one by one."""
    number: dict[int, int] = {}
    origins: list[Origin] = []
    origin = np.empty(len(single), np.int64)
    for position, (_, one) in enumerate(single):
        if id(one) not in number:
            number[id(one)] = len(origins)
            origins.append(one)
        origin[position] = number[id(one)]
    values = np.array(
        [
            (
                len(body.body),
                body.count,
                int(body.received * 1000),
                body.header.export_time * 1000 + (body.header.unix_nsecs or 0) // 1_000_000,
                NO_UPTIME if body.header.sysuptime is None else body.header.sysuptime,
                (body.header.sampling_mode or 0) << 14 | (body.header.sampling_rate or 0),
                body.set_id or 0,
            )
            for body, _ in single
        ],
        np.int64,
    ).reshape(-1, 7)
    sizes, counts, received_ms, export_ms, uptime_ms, sampling, set_id = np.ascontiguousarray(values.T)
    octets = np.frombuffer(b"".join([body.body for body, _ in single]), np.uint8)
    return Block(octets, sizes, counts, origin, origins, received_ms, export_ms, uptime_ms, sampling, set_id)
