from __future__ import annotations

import click
import pytest

from fauxmon.cli.times import Length, Moment, Span, span_of

NOON_S = 1_740_830_400
NOW_MS = NOON_S * 1000 + 400


def test_now_takes_in_the_second_that_is_running() -> None:
    assert span_of(900, None, None, NOW_MS) == Span(NOON_S + 1 - 900, NOON_S + 1)
    assert span_of(900, None, None, NOON_S * 1000) == Span(NOON_S - 900, NOON_S)


def test_an_hour_is_the_default() -> None:
    assert span_of(None, None, None, NOON_S * 1000) == Span(NOON_S - 3600, NOON_S)


def test_last_reaches_back_from_to() -> None:
    assert span_of(60, None, NOON_S, 0) == Span(NOON_S - 60, NOON_S)


def test_from_and_to_are_taken_exactly() -> None:
    assert span_of(None, NOON_S - 7, NOON_S + 9, 0) == Span(NOON_S - 7, NOON_S + 9)


@pytest.mark.parametrize(
    ("last", "from_s", "to_s", "told"),
    [
        (60, 1, None, "exclude each other"),
        (None, NOON_S, NOON_S, "ends before it begins: 2025-03-01 12:00:00 to 2025-03-01 12:00:00 UTC"),
        (NOON_S + 100, None, None, "before 1970"),
    ],
)
def test_what_is_no_range_of_time(last: int | None, from_s: int | None, to_s: int | None, told: str) -> None:
    with pytest.raises(click.UsageError, match=told):
        span_of(last, from_s, to_s, NOW_MS)


@pytest.mark.parametrize(
    ("text", "seconds"), [("30s", 30), ("15m", 900), ("2h", 7200), ("1d", 86_400), ("1w", 604_800)]
)
def test_lengths(text: str, seconds: int) -> None:
    assert Length().convert(text, None, None) == seconds


@pytest.mark.parametrize("text", ["", "15", "m", "0m", "-5m", "1.5h", "5x", "1h30m", "９m"])
def test_what_is_no_length(text: str) -> None:
    with pytest.raises(click.BadParameter, match="such as 30s, 15m"):
        Length().convert(text, None, None)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2025-03-01", NOON_S - 43_200),
        ("2025-03-01 12:00", NOON_S),
        ("2025-03-01 12:00:05", NOON_S + 5),
        ("2025-03-01T12:00:05Z", NOON_S + 5),
    ],
)
def test_moments_are_utc(text: str, seconds: int) -> None:
    assert Moment().convert(text, None, None) == seconds


@pytest.mark.parametrize("text", ["", "noon", "2025-02-30", "12:00", "2025-03-01 25:00"])
def test_what_is_no_moment(text: str) -> None:
    with pytest.raises(click.BadParameter, match="not a time in UTC"):
        Moment().convert(text, None, None)
