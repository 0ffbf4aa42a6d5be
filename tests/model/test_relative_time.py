"""The one table of relative times."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fauxmon_model import relative_time

NOW = "2025-03-31 10:20:30"
"""A Monday."""


def ms(text: str) -> int:
    return int(datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC).timestamp()) * 1000


@pytest.mark.parametrize(
    ("token", "moment"),
    [
        ("now", NOW),
        ("s30Ago", "2025-03-31 10:20:00"),
        ("m5Ago", "2025-03-31 10:15:30"),
        ("h1Ago", "2025-03-31 09:20:30"),
        ("h12Ago", "2025-03-30 22:20:30"),
        ("d1Ago", "2025-03-30 10:20:30"),
        ("w1Ago", "2025-03-24 10:20:30"),
        ("M1Ago", "2025-02-28 10:20:30"),
        ("M13Ago", "2024-02-29 10:20:30"),
        ("y1Ago", "2024-03-31 10:20:30"),
        ("today", "2025-03-31 00:00:00"),
        ("yesterday", "2025-03-30 00:00:00"),
        ("thisWeek", "2025-03-31 00:00:00"),
        ("lastWeek", "2025-03-24 00:00:00"),
        ("thisMonth", "2025-03-01 00:00:00"),
        ("lastMonth", "2025-02-01 00:00:00"),
    ],
)
def test_tokens(token: str, moment: str) -> None:
    assert relative_time.resolve(token, ms(NOW)) == ms(moment)


def test_now_is_exact() -> None:
    assert relative_time.resolve("now", ms(NOW) + 7) == ms(NOW) + 7
    assert relative_time.resolve("h1Ago", ms(NOW) + 7) == ms(NOW) + 7 - 3_600_000


def test_every_name_and_unit_is_a_time_and_is_told() -> None:
    for token in (*relative_time.NAMED, *(f"{unit}1Ago" for unit in relative_time.UNITS)):
        assert relative_time.resolve(token, ms(NOW)) is not None
    for word in (*relative_time.NAMED, *relative_time.UNITS):
        assert word in relative_time.KNOWN


@pytest.mark.parametrize(
    "text",
    ["", "Now", "h12", "12h", "h-1Ago", "H1Ago", "x1Ago", "h1ago", "h²Ago", "h1234567890Ago", "today ", "tomorrow"],
)
def test_what_is_none(text: str) -> None:
    assert relative_time.resolve(text, ms(NOW)) is None


@pytest.mark.parametrize("text", ["y56Ago", "y9999Ago", "M999999999Ago", "w999999999Ago", "d30000Ago"])
def test_what_lies_before_all_flows_is_none(text: str) -> None:
    assert relative_time.resolve(text, ms(NOW)) is None
