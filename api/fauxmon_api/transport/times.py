"""Times in answers. UTC, as the whole appliance is."""

from __future__ import annotations

from datetime import UTC, datetime


def minute_text(ms: int) -> str:
    """`YYYY-MM-DD HH:MM`."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%d %H:%M")


def second_text(ms: int) -> str:
    """`YYYY-MM-DD HH:MM:SS`."""
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%d %H:%M:%S")
