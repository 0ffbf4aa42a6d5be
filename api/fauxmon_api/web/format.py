"""Numbers and times as people read them, in the zone they want. The pages' script formats chart labels likewise."""

from __future__ import annotations

import datetime as dt

from fauxmon_api.quantities import octets as octets
from fauxmon_api.quantities import quantity as quantity
from fauxmon_api.web import zones


def exact(value: int) -> str:
    """All digits, in groups of three: 1234567 is `1 234 567` (no-break spaces)."""
    return f"{value:,}".replace(",", "\u00a0")


def share(part: float, whole: float) -> str:
    """`part` of `whole` in percent, empty when there is no whole; never `0 %` for something nor `100 %` for less."""
    if whole <= 0:
        return ""
    percent = 100 * part / whole
    if 0 < percent < 0.1:
        return "< 0.1 %"
    if 99.9 < percent < 100:
        return "> 99.9 %"
    return f"{percent:.1f} %"


def clock(ms: int) -> str:
    """Time of day: `13:05:09`."""
    return _local(ms).strftime("%H:%M:%S")


def moment(ms: int | None, now_ms: int) -> str:
    """Time of day, with the date unless that is today's: `2026-01-31 13:05:09`; empty for None or 0."""
    if not ms:
        return ""
    time = _local(ms)
    return time.strftime("%H:%M:%S" if time.date() == _local(now_ms).date() else "%Y-%m-%d %H:%M:%S")


def span(from_ms: int, to_ms: int) -> str:
    """A stretch of time: `2026-01-31 13:05:09 – 13:10:09 UTC`, with both dates if they differ."""
    first, last = _local(from_ms), _local(to_ms)
    end = last.strftime("%H:%M:%S" if first.date() == last.date() else "%Y-%m-%d %H:%M:%S")
    return f"{first:%Y-%m-%d %H:%M:%S} – {end} {last:%Z}"


def duration(ms: int) -> str:
    """A length of time in its largest fitting unit: `12 s`, `3 min`, `2 h`, `5 d`."""
    seconds = max(0, ms) // 1000
    for length, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"


def hexadecimal(text: str) -> str:
    """Hex digits in pairs: `000a01` is `00 0a 01`."""
    return " ".join(text[i : i + 2] for i in range(0, len(text), 2))


def _local(ms: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(ms / 1000, tz=zones.here())
