"""Parts of a page that draw themselves anew every second, and on news, from data fetched off the event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

from nicegui import background_tasks, events, ui

from fauxmon_api.web import zones

T = TypeVar("T")

REFRESH_S = 1.0
FIRST_S = 1.0
"""How long a page waits for what it shows first; what takes longer follows over its connection."""
REST_S = 0.1
"""Between two looks for news, however much comes in."""
_log = logging.getLogger(__name__)


class LiveView(Generic[T]):
    """Calls `fetch` in a worker thread and `draw` with what it gave, every `every_s` until it is paused, and meanwhile
    whenever `news` returns True.

    One fetch at a time: the next one starts when the last is drawn, however long it took. What `fetch` raises goes to
    `failed` as a text, None when it works (again).
    """

    def __init__(
        self,
        fetch: Callable[[], T],
        draw: Callable[[T], None],
        failed: Callable[[str | None], None],
        every_s: float = REFRESH_S,
        news: Callable[[], Awaitable[bool]] | None = None,
    ) -> None:
        self._fetch = fetch
        self._draw = draw
        self._failed = failed
        self._fetching = False
        self._wanted = False
        self._client = ui.context.client
        self._timer = ui.timer(every_s, self.refresh, immediate=False)
        self._news = news

    def follow_news(self) -> None:
        """From now on, until the page is gone."""
        if self._news is not None:
            following = background_tasks.create(self._follow(self._news))
            self._client.on_delete(following.cancel)

    def pause(self) -> None:
        """Leave the page as it is."""
        self._timer.deactivate()

    async def resume(self) -> None:
        """Go on, now."""
        self._timer.activate()
        await self.refresh()

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

    async def _follow(self, news: Callable[[], Awaitable[bool]]) -> None:
        await self._client.connected()
        while not self._client.is_deleted:
            if await news() and self._timer.active:
                await self.refresh()
            await asyncio.sleep(REST_S)

    async def _once(self) -> None:
        try:
            with self._client:
                zone = zones.here()
            data = await asyncio.to_thread(zones.within, zone, self._fetch)
        except Exception as error:  # noqa: BLE001 - shown on the page, which goes on trying
            _log.warning("cannot read what the page shows: %s", error)
            with self._client:
                self._failed(str(error) or type(error).__name__)
            return
        if not self._client.is_deleted:
            with self._client:
                self._failed(None)
                self._draw(data)


async def show(*views: LiveView[Any]) -> None:
    """Draw `views` into the page that is being built, so that it arrives complete; pause them while it is hidden."""

    async def follow(event: events.GenericEventArguments) -> None:
        for view in views:
            if event.args:
                await view.resume()
            else:
                view.pause()

    ui.on("visibility", follow)
    ui.run_javascript("fauxmon.reportVisibility()")
    await asyncio.wait([background_tasks.create(view.refresh()) for view in views], timeout=FIRST_S)
    for view in views:
        view.follow_news()
