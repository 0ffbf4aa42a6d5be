"""Business time: the hours of the week that an evaluation is restricted to, in UTC."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate
from fauxmon_model.entities import DAYS, BusinessHours

HOUR_MS = 3_600_000
_DAY_MS = 24 * HOUR_MS
_WEEK_MS = 7 * _DAY_MS
_SINCE_MONDAY_MS = 3 * _DAY_MS
"""1970 began on a Thursday."""


class BusinessTime(NamedTuple):
    """`ranges` are [from, to) in ms since Monday 00:00, ascending, apart from each other."""

    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, hours: BusinessHours) -> BusinessTime:
        """Overlapping and adjoining intervals become one."""
        of_week = {
            day * 24 + hour
            for day, name in enumerate(DAYS)
            if hours.days.get(name)
            for interval in hours.intervals
            for hour in range(interval["from"], interval["to"])
        }
        starts = sorted(hour for hour in of_week if hour - 1 not in of_week)
        ends = sorted(hour + 1 for hour in of_week if hour + 1 not in of_week)
        return cls(tuple((start * HOUR_MS, end * HOUR_MS) for start, end in zip(starts, ends, strict=True)))

    def holds(self, times_ms: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
        """Which of these times, in ms since 1970, are in it."""
        into_week = (times_ms + _SINCE_MONDAY_MS) % _WEEK_MS
        inside = [(into_week >= start) & (into_week < end) for start, end in self.ranges]
        return np.logical_or.reduce(inside) if inside else np.zeros(times_ms.shape, np.bool_)

    def meets(self, time: sa.ColumnElement[Any]) -> Predicate:
        """The flows whose `time`, a column in ms since 1970, is in it."""
        into_week = (time + _SINCE_MONDAY_MS) % _WEEK_MS
        inside = (sa.and_(into_week >= start, into_week < end) for start, end in self.ranges)
        return sa.or_(sa.false(), *inside)
