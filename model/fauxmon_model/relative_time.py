"""Relative times: `now`, `h12Ago` and their family. Public clients use these two; the others follow their pattern.

The one table of them: Widgets, searches over REST and the pages all read it here. UTC throughout.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

_AGO = re.compile(r"([A-Za-z])(\d{1,9})Ago")
_FIXED = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_MONTHS = {"M": 1, "y": 12}
"""Units of the calendar. A day that a month does not have is its last one."""


def _midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def _monday(now: datetime) -> datetime:
    return _midnight(now) - timedelta(days=now.weekday())


def _first(now: datetime) -> datetime:
    return _midnight(now).replace(day=1)


NAMED: dict[str, Callable[[datetime], datetime]] = {
    "now": lambda now: now,
    "today": _midnight,
    "yesterday": lambda now: _midnight(now) - timedelta(days=1),
    "thisWeek": _monday,
    "lastWeek": lambda now: _monday(now) - timedelta(weeks=1),
    "thisMonth": _first,
    "lastMonth": lambda now: _months_before(_first(now), 1),
}
"""By what clients write. Spans are told by their beginnings: `yesterday` to `today` is all of yesterday."""
UNITS = (*_FIXED, *_MONTHS)
"""The letters of `<unit><number>Ago`: seconds, minutes, hours, days, weeks, months, years."""
KNOWN = f"{', '.join(NAMED)}, or h12Ago and the like with {', '.join(UNITS)}"
"""All of them, for whoever has written another one."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MS = timedelta(milliseconds=1)


def resolve(text: str, now_ms: int) -> int | None:
    """Milliseconds since 1970; None if it is no relative time, or one that lies before 1970."""
    try:
        moment = _moment(text, _EPOCH + now_ms * _MS)
    except (OverflowError, ValueError):
        return None
    return None if moment is None or moment < _EPOCH else (moment - _EPOCH) // _MS


def _moment(text: str, now: datetime) -> datetime | None:
    if (named := NAMED.get(text)) is not None:
        return named(now)
    ago = _AGO.fullmatch(text)
    if ago is None or not ago[2].isascii():
        return None
    unit, number = ago[1], int(ago[2])
    if unit in _MONTHS:
        return _months_before(now, number * _MONTHS[unit])
    return now - number * _FIXED[unit] if unit in _FIXED else None


def _months_before(moment: datetime, months: int) -> datetime:
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))
