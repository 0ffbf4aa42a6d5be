"""EventTail: the newest events, of which each is asked for once."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.source_reports import about_seen

_ALL = 1_000_000


class EventTail:
    """Of one page, as its visitor sees them."""

    def __init__(self, context: Context, keep: int) -> None:
        self._context = context
        self._last = 0
        self._newest: deque[Mapping[str, Any]] = deque(maxlen=keep)

    def read(self) -> list[Mapping[str, Any]]:
        """The newest first. What is not seen any more is left out."""
        new = self._context.collecting.events(self._last, _ALL)
        for event in about_seen(self._context, new):
            if event["kind"] == "reset":
                self._newest.clear()
            self._newest.appendleft(event)
        self._last = int(new[-1]["id"]) if new else self._last
        return list(about_seen(self._context, list(self._newest)))
