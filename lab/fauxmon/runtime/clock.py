"""The wall clock: the one place that asks for it. Everything else is given `now` or `now_ms`."""

from __future__ import annotations

import time


def now() -> float:
    """Seconds since 1970."""
    return time.time()  # noqa: TID251 - this is its home


def now_ms() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000
