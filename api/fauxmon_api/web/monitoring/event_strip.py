"""What happened lately: Sources added, silent, active again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nicegui import ui

from fauxmon_api.web import format as fmt
from fauxmon_api.web.parts import text

_TONES = {
    "source_added": "ok",
    "source_active": "ok",
    "source_silent": "warn",
    "store_failed": "bad",
    "expiry_failed": "bad",
    "alert_fired": "bad",
    "alert_not_sent": "warn",
}


class EventStrip:
    """The newest events first."""

    def __init__(self) -> None:
        self._list = ui.element("ul").classes("fx-events").props("aria-live=polite tabindex=0")
        self._shown: list[tuple[Any, str]] | None = None

    def draw(self, events: Sequence[Mapping[str, Any]], now_ms: int) -> None:
        """Show `events`; nothing is done when they are what is shown."""
        lines = [(event["id"], fmt.moment(int(event["time_ms"]), now_ms)) for event in events]
        if lines == self._shown:
            return
        self._shown = lines
        self._list.clear()
        with self._list:
            if not events:
                text("li", "Nothing has happened yet.", "fx-muted")
            for event, (_, time) in zip(events, lines, strict=True):
                with ui.element("li"):
                    text("time", time)
                    text("span", str(event["text"]), f"fx-{_TONES.get(str(event['kind']), 'muted')}")
