"""Times as clients and people write them. UTC throughout."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from fauxmon_model import relative_time

WANTED = f"Must be a time like YYYY-MM-DD HH:MM, or relative: {relative_time.KNOWN}"
"""What is said of a text that is no time."""

_FORMATS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d")
_NOTHING_MORE = re.compile(r"(\.[0-9]+)?(Z|\+00:00)?$")
"""What may follow the seconds of a time and says nothing more."""
_LATE_MS = 4_000_000_000_000
"""In the year 2096: no span that somebody means reaches from there to before 1970."""


def parse_time(text: str, now_ms: int) -> int:
    """Milliseconds since 1970 of a time: ms since 1970, a relative time, `YYYY-MM-DD HH:MM[:SS]`. A fraction of a
    second is dropped, since clients print their clock with microseconds, and with the zone if that is known to be UTC.
    Errors: ValueError."""
    plain = _NOTHING_MORE.sub("", text.strip())
    if (relative := relative_time.resolve(plain, now_ms)) is not None:
        return relative
    if plain.isascii() and plain.isdigit() and len(plain) <= 15:
        return int(plain)
    for form in _FORMATS:
        try:
            return int(datetime.strptime(plain, form).replace(tzinfo=UTC).timestamp()) * 1000
        except ValueError:
            continue
    raise ValueError(f"{text!r} is not a time: want YYYY-MM-DD HH:MM, ms since 1970, {relative_time.KNOWN}")


def is_time(text: str) -> bool:
    """Whether it is one, whenever that is."""
    try:
        parse_time(text, _LATE_MS)
    except ValueError:
        return False
    return True
