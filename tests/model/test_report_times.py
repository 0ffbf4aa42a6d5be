"""When e-mail reports are due, on the calendar of early 2025: 1 March is a Saturday."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fauxmon_model.entities import DAYS
from fauxmon_model.report_times import Due, last_due, minutes, next_due, until

EVERY_DAY = dict.fromkeys(DAYS, True)
DAY, WEEK, MONTH = ({"id": name} for name in ("day", "week", "month"))
OFFICE = {"id": "custom", "from": "08:00", "to": "17:30"}
NIGHT = {"id": "custom", "from": "22:00", "to": "06:00"}


def ms(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 1000


def due(at: str, from_: str, to: str) -> Due:
    return Due(ms(at), ms(from_), ms(to))


def on(*days: str) -> dict[str, bool]:
    return dict.fromkeys(days, True)


@pytest.mark.parametrize(
    ("period", "days", "last", "following"),
    [
        (DAY, EVERY_DAY, ("2025-03-01", "2025-02-28", "2025-03-01"), ("2025-03-02", "2025-03-01", "2025-03-02")),
        (DAY, on("monday"), ("2025-02-24", "2025-02-23", "2025-02-24"), ("2025-03-03", "2025-03-02", "2025-03-03")),
        (WEEK, EVERY_DAY, ("2025-02-24", "2025-02-17", "2025-02-24"), ("2025-03-03", "2025-02-24", "2025-03-03")),
        (
            WEEK,
            on("friday", "saturday"),
            ("2025-02-28", "2025-02-17", "2025-02-24"),
            ("2025-03-07", "2025-02-24", "2025-03-03"),
        ),
        (MONTH, EVERY_DAY, ("2025-03-01", "2025-02-01", "2025-03-01"), ("2025-04-01", "2025-03-01", "2025-04-01")),
        (MONTH, on("friday"), ("2025-02-07", "2025-01-01", "2025-02-01"), ("2025-03-07", "2025-02-01", "2025-03-01")),
        (
            OFFICE,
            EVERY_DAY,
            ("2025-02-28T17:30", "2025-02-28T08:00", "2025-02-28T17:30"),
            ("2025-03-01T17:30", "2025-03-01T08:00", "2025-03-01T17:30"),
        ),
        (
            NIGHT,
            EVERY_DAY,
            ("2025-03-01T06:00", "2025-02-28T22:00", "2025-03-01T06:00"),
            ("2025-03-02T06:00", "2025-03-01T22:00", "2025-03-02T06:00"),
        ),
    ],
)
def test_at_noon_of_1_march(
    period: dict[str, str], days: dict[str, bool], last: tuple[str, str, str], following: tuple[str, str, str]
) -> None:
    noon = ms("2025-03-01T12:00")
    assert last_due(period, days, noon) == due(*last)
    assert next_due(period, days, noon) == due(*following)


def test_what_is_due_this_very_moment_is_the_last_one() -> None:
    now = ms("2025-03-01T17:30")
    last, following = last_due(OFFICE, EVERY_DAY, now), next_due(OFFICE, EVERY_DAY, now)
    assert last is not None
    assert following is not None
    assert (last.at_ms, following.at_ms) == (now, ms("2025-03-02T17:30"))
    before = last_due(OFFICE, EVERY_DAY, now - 1)
    assert before is not None
    assert before.at_ms == ms("2025-02-28T17:30")


def test_without_a_day_there_is_nothing() -> None:
    assert last_due(MONTH, {}, ms("2025-03-01")) is None
    assert next_due(MONTH, {}, ms("2025-03-01")) is None


@pytest.mark.parametrize(
    ("period", "hours"),
    [(DAY, 24), (WEEK, 168), (MONTH, 28 * 24), (OFFICE, 9.5), (NIGHT, 8), ({**NIGHT, "to": "22:00"}, 24)],
)
def test_as_long_a_time_that_ends_now(period: dict[str, str], hours: float) -> None:
    now = ms("2025-03-11T12:34")
    assert until(period, now) == (now - round(hours * 3_600_000), now)


@pytest.mark.parametrize("text", ["", "8:00", "24:00", "08:60", "08:00:00", "٠٨:٠٠", "08:00\n"])
def test_what_is_no_time_of_day(text: str) -> None:
    with pytest.raises(ValueError, match="want hh:mm"):
        minutes(text)


PERIODS = st.sampled_from([DAY, WEEK, MONTH, OFFICE, NIGHT])
CHOSEN = st.sets(st.sampled_from(DAYS), min_size=1)


@given(PERIODS, CHOSEN, st.integers(ms("2024-01-01"), ms("2029-01-01")))
def test_each_is_sent_once_on_a_chosen_day_when_it_is_over(period: dict[str, str], chosen: set[str], now: int) -> None:
    days = on(*chosen)
    seen = []
    for _ in range(5):
        found = next_due(period, days, now)
        assert found is not None
        assert found.from_ms < found.to_ms <= found.at_ms
        assert now < found.at_ms
        assert DAYS[datetime.fromtimestamp(found.at_ms / 1000, UTC).weekday()] in chosen
        assert last_due(period, days, found.at_ms) == found
        previous, now = now, found.at_ms
        assert last_due(period, days, now - 1) != found
        seen.append((found.from_ms, found.to_ms))
        assert previous < now
    assert len(set(seen)) == 5
    if period in (WEEK, MONTH):
        assert all(earlier[1] == later[0] for earlier, later in itertools.pairwise(seen)), "none is left out"
