"""Times in requests and answers. UTC, as the whole appliance is."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from fauxmon_collector.analysis import relative_time, timerange

WANTED = f"Must be a time like YYYY-MM-DD HH:MM, or relative: {relative_time.KNOWN}"
"""What is said of a text that is no time."""
_NOTHING_MORE = re.compile(r"(\.[0-9]+)?(Z|\+00:00)?$")
"""What may follow the seconds of a time and says nothing more."""


def parse_time(text: str, now_ms: int) -> int:
    """ms since 1970 of a time in any form that the analysis reads; a fraction of a second is dropped, since clients
    print their clock with microseconds, and with the zone if that is known to be UTC. Errors: ValueError."""
    return timerange.parse(_NOTHING_MORE.sub("", text.strip()), now_ms)


def minute_text(ms: int) -> str:
    """`YYYY-MM-DD HH:MM`."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%d %H:%M")


def second_text(ms: int) -> str:
    """`YYYY-MM-DD HH:MM:SS`."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
