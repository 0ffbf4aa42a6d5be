"""Retention: how much of what was received is kept."""

from __future__ import annotations

from typing import NamedTuple

BY_AGE, BY_SIZE, BY_COUNT = "expired_by_age", "expired_by_size", "expired_by_count"
EXPIRED = (BY_AGE, BY_SIZE, BY_COUNT)
"""Counters of flows, by the limit that made them go."""


class Retention(NamedTuple):
    """At most so many flows, so many octets, and flows not older than so many ms, each if it is given; when one of
    these is exceeded the oldest flows go first."""

    rows: int
    octets: int | None = None
    age_ms: int | None = None

    def check(self) -> None:
        """Errors: ValueError."""
        for name, limit in self._asdict().items():
            if limit is not None and limit < 1:
                raise ValueError(f"limit_{name} must be at least 1")
