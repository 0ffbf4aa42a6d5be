"""Since when a Profile has flows, as against its graphs, which are kept (R32, R33, R44).

No Profile has a copy of flows. What the product would have deleted from one is passed over instead.
"""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_model.entities import Profile

SLOT_MS = 300_000
"""The product stores flows, and lets them expire, by slots of five minutes (R24)."""
_HOUR_MS = 3_600_000


def stored_from_ms(line: Sequence[Profile], now_ms: int) -> int:
    """When the oldest flows that a Profile has may have been received; 0 where there is no bound.

    `line` is the Profile, its parent and so on up to *All Sources*. A real Profile has what it stores, a shadow one
    what the nearest real one above it stores. A History Profile does not expire.
    """
    keeper = next(profile for profile in line if profile.type == "real")
    since_ms = keeper.stored_since_ms or 0
    if keeper.expire is None or keeper.history:
        return since_ms
    expired_ms = now_ms - keeper.expire * _HOUR_MS
    return max(since_ms, expired_ms - expired_ms % SLOT_MS)
