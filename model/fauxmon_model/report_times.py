"""When e-mail reports are sent, and about which time (REST contract §2.8; how these go together is inferred).

A day, week or month is told once it is over, on the first of the chosen days that follows before the next one is over:
a day on the very next day, if that is chosen; a week (Monday to Sunday) and a month on the first chosen day of the next
one. Hours of the day (`custom`) are told on each chosen day as soon as they are over; if they do not begin before they
end, they begin the day before. All in UTC.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fauxmon_model.entities.business_hours import DAYS

_TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
_DAY = timedelta(days=1)
_FARTHEST = 62
"""Days to the next or the last time of a report that is sent once a month."""


@dataclass(frozen=True, slots=True)
class Due:
    """To be sent at a time, about the time [`from_ms`, `to_ms`); ms since 1970."""

    at_ms: int
    from_ms: int
    to_ms: int


def minutes(text: str) -> int:
    """Minutes since midnight of `hh:mm`. Errors: ValueError."""
    found = _TIME_OF_DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is not a time of day: want hh:mm")
    return int(found[1]) * 60 + int(found[2])


def last_due(period: Mapping[str, Any], days: Mapping[str, Any], now_ms: int) -> Due | None:
    """The last one up to now; None if there was none for two months."""
    return next((due for due in _due(period, days, now_ms, -_DAY) if due.at_ms <= now_ms), None)


def next_due(period: Mapping[str, Any], days: Mapping[str, Any], now_ms: int) -> Due | None:
    """The first one from now on; None if there is none for two months."""
    return next((due for due in _due(period, days, now_ms, _DAY) if due.at_ms > now_ms), None)


def until(period: Mapping[str, Any], now_ms: int) -> tuple[int, int]:
    """As long a time as it is about, [from, to) in ms since 1970, that ends now: a day, a week, a month, some hours."""
    now = datetime.fromtimestamp(now_ms / 1000, UTC)
    if period["id"] == "custom":
        length = (minutes(period["to"]) - minutes(period["from"])) % (24 * 60) or 24 * 60
        return now_ms - length * 60_000, now_ms
    days = {"day": 1, "week": 7}.get(period["id"]) or (now.date().replace(day=1) - _DAY).day
    return now_ms - days * 86_400_000, now_ms


def _due(period: Mapping[str, Any], days: Mapping[str, Any], now_ms: int, step: timedelta) -> Iterator[Due]:
    """From today on, or back."""
    chosen = [bool(days.get(name)) for name in DAYS]
    day = datetime.fromtimestamp(now_ms / 1000, UTC).date()
    for _ in range(_FARTHEST):
        if chosen[day.weekday()] and (due := _on(day, period, chosen)) is not None:
            yield due
        day += step


def _on(day: date, period: Mapping[str, Any], chosen: list[bool]) -> Due | None:
    """What is to be sent on a chosen day."""
    if period["id"] == "custom":
        first, end = (timedelta(minutes=minutes(period[name])) for name in ("from", "to"))
        begins = day if first < end else day - _DAY
        return Due(_ms(day, end), _ms(begins, first), _ms(day, end))
    if period["id"] == "day":
        start, next_start = day - _DAY, day
    elif period["id"] == "week":
        next_start = day - _DAY * day.weekday()
        start = next_start - 7 * _DAY
    else:
        next_start = day.replace(day=1)
        start = (next_start - _DAY).replace(day=1)
    earlier = ((next_start + _DAY * n).weekday() for n in range((day - next_start).days))
    if any(chosen[weekday] for weekday in earlier):
        return None
    return Due(_ms(day), _ms(start), _ms(next_start))


def _ms(day: date, into: timedelta = timedelta(0)) -> int:
    midnight = datetime.combine(day, time(), UTC)
    return int((midnight + into).timestamp()) * 1000
