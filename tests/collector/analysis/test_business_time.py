from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from fauxmon_collector.analysis.business_time import BusinessTime
from fauxmon_model.entities import BusinessHours

HOUR = 3_600_000


def of(days: str, *intervals: tuple[int, int]) -> BusinessTime:
    entity = BusinessHours(
        label="Office",
        intervals=[{"from": first, "to": end} for first, end in intervals],
        days=dict.fromkeys(days.split(), True),
    )
    return BusinessTime.of(entity)


@pytest.mark.parametrize(
    ("business", "ranges"),
    [
        (of("monday", (8, 9)), [(8, 9)]),
        (of("monday", (8, 10), (9, 12), (12, 13), (20, 21)), [(8, 13), (20, 21)]),
        (of("tuesday", (0, 1)), [(24, 25)]),
        (of("monday tuesday", (0, 24)), [(0, 48)]),
        (of("sunday", (23, 24)), [(167, 168)]),
        (of("", (8, 9)), []),
    ],
)
def test_ranges_of_the_week(business: BusinessTime, ranges: list[tuple[int, int]]) -> None:
    assert list(business.ranges) == [(start * HOUR, end * HOUR) for start, end in ranges]


@pytest.mark.parametrize(
    ("moment", "inside"),
    [
        ("2025-03-01 12:59:59.999", False),  # a Saturday
        ("2025-03-01 13:00:00.000", True),
        ("2025-03-01 13:59:59.999", True),
        ("2025-03-01 14:00:00.000", False),
        ("2025-03-02 13:30:00.000", False),
        ("1970-01-03 13:00:00.000", True),
        ("1970-01-01 13:00:00.000", False),
    ],
)
def test_an_hour_begins_with_its_first_millisecond_and_ends_before_the_next(moment: str, inside: bool) -> None:
    ms = round(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)
    assert of("saturday", (13, 14)).holds(np.array([ms])).tolist() == [inside]


def test_nothing_is_in_no_time() -> None:
    assert of("").holds(np.arange(3)).tolist() == [False] * 3
