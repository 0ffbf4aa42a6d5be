"""Expiry: which parts of a store go when it holds more than is to be kept."""

from __future__ import annotations

from typing import NamedTuple

from fauxmon_collector.store.batches import Extent
from fauxmon_collector.store.contents import Held
from fauxmon_collector.store.retention import BY_COUNT, BY_SIZE, Retention
from fauxmon_collector.store.segments import Segment

SLICE = 20
"""Of a head at a limit one twentieth more goes at once, so that not every append pays for a delete."""
_SWEEP_MS = 60_000
"""Flows of the head that are too old are not seen; they are deleted about once a minute."""


class Going(NamedTuple):
    """Whole segments, the oldest `head` flows of the head, and how many flows all that is, by reason."""

    segments: list[Segment]
    head: int
    counted: dict[str, int]


def excess(retention: Retention, held: Held) -> Going:
    """What goes to meet the limits of flows and octets: the parts whose newest flow is the oldest go first, segments as
    a whole, the head's flows one by one."""
    rows, octets = held.rows, held.octets
    limit = octets if retention.octets is None else retention.octets
    going = Going([], 0, {})
    parts: list[Segment | Extent] = [*held.segments, held.head]
    for part in sorted(parts, key=lambda part: part.newest_ms):
        if rows <= retention.rows and octets <= limit:
            break
        reason = BY_COUNT if rows > retention.rows else BY_SIZE
        if isinstance(part, Segment):
            going.segments.append(part)
            gone, freed = part.rows, part.octets
        else:
            needed = max(rows - retention.rows, -(-(octets - limit) // held.width))
            most = min(part.rows, retention.rows, limit // held.width)
            gone = min(part.rows, needed + most // SLICE)
            freed = gone * held.width
            going = going._replace(head=gone)
        rows, octets = rows - gone, octets - freed
        going.counted[reason] = going.counted.get(reason, 0) + gone
    return going


def sweeps(head: Extent, begin_ms: int, age_ms: int) -> bool:
    """Whether it is time to delete what the head holds of before `begin_ms`."""
    return head.rows > 0 and head.oldest_ms < begin_ms - min(age_ms // SLICE, _SWEEP_MS)
