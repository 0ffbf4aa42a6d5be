from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.entities import LIVE, Profile
from fauxmon_model.stored_flows import SLOT_MS, stored_from_ms

HOUR_MS = 3_600_000
NOW_MS = 1_740_830_400_000
LIVE_PROFILE = Profile(id=LIVE, type="real")


def profile(type_: str, since_ms: int | None = None, **fields: Any) -> Profile:
    return Profile(id="p", parent_id=LIVE, type=type_, stored_since_ms=since_ms, **fields)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ([], 0),
        ([profile("real", 7)], 7),
        ([profile("shadow")], 0),
        ([profile("shadow"), profile("shadow"), profile("real", 7), profile("real", 9)], 7),
        ([profile("real", 7), profile("real", 9)], 7),
        ([profile("real", 7, expire=2)], NOW_MS - 2 * HOUR_MS),
        ([profile("real", NOW_MS - HOUR_MS, expire=2)], NOW_MS - HOUR_MS),
        ([profile("shadow", expire=1), profile("real", 7, expire=2)], NOW_MS - 2 * HOUR_MS),
        ([profile("real", 7, expire=2, end_ms=NOW_MS)], 7),
    ],
    ids=[
        *("All Sources", "a real one", "a shadow one", "shadow ones below a real one", "a real one below a real one"),
        *("one that expires", "one that is too young to", "a shadow one inherits", "a History Profile does not"),
    ],
)
def test_what_a_profile_has(line: list[Profile], expected: int) -> None:
    assert stored_from_ms([*line, LIVE_PROFILE], NOW_MS) == expected


def test_flows_expire_by_whole_slots() -> None:
    line = [profile("real", 7, expire=1)]
    assert stored_from_ms(line, NOW_MS + SLOT_MS - 1) == NOW_MS - HOUR_MS
    assert stored_from_ms(line, NOW_MS + SLOT_MS) == NOW_MS - HOUR_MS + SLOT_MS
