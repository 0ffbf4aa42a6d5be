"""LiveView: a part of a page that draws itself anew every second from data fetched off the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Generic, TypeVar

from nicegui import ui

T = TypeVar("T")

REFRESH_S = 1.0
_log = logging.getLogger(__name__)


class LiveView(Generic[T]):
    """Calls `fetch` in a worker thread and `draw` with what it gave, every `every_s` while the page is open.

    One fetch at a time: the next one starts when the last is drawn, however long it took. What `fetch` raises goes to
    `failed` as a text, None when it works (again).
    """

    def __init__(
        self,
        fetch: Callable[[], T],
        draw: Callable[[T], None],
        failed: Callable[[str | None], None],
        every_s: float = REFRESH_S,
    ) -> None:
        self._fetch = fetch
        self._draw = draw
        self._failed = failed
        self._fetching = False
        self._wanted = False
        self._client = ui.context.client
        self._timer = ui.timer(every_s, self.refresh)

    async def refresh(self) -> None:
        """Fetch and draw now; when a fetch is under way, once more after it."""
        self._wanted = True
        if self._fetching:
            return
        self._fetching = True
        try:
            while self._wanted and not self._client.is_deleted:
                self._wanted = False
                await self._once()
        finally:
            self._fetching = False

    async def _once(self) -> None:
        try:
            data = await asyncio.to_thread(self._fetch)
        except Exception as error:  # noqa: BLE001 - shown on the page, which goes on trying
            _log.warning("cannot read what the page shows: %s", error)
            self._failed(str(error) or type(error).__name__)
            return
        if not self._client.is_deleted:
            self._failed(None)
            self._draw(data)
