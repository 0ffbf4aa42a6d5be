"""Pages: the pages as an app that is loaded when the server is ready, or for its first visitor."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
from contextlib import AsyncExitStack

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from fauxmon_api.context import Context
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.web.missing import build_notice


class Pages:
    """ASGI app. Who comes before it is loaded waits for that; everything else is answered meanwhile.

    NiceGUI takes as long to import as all else takes to start, and 40 MB.
    """

    def __init__(self, context: Context, failures: FailedLogins) -> None:
        self._context = context
        self._failures = failures
        self._loading: asyncio.Task[Starlette] | None = None
        self._running = AsyncExitStack()

    def load(self) -> asyncio.Task[Starlette]:
        """Begin to load, unless that has begun. To be called on the event loop."""
        if self._loading is None:
            self._loading = asyncio.get_running_loop().create_task(self._load(), name="pages")
        return self._loading

    async def stop(self) -> None:
        """End what runs for the pages; what is half loaded is loaded first."""
        if self._loading is not None:
            await asyncio.wait([self._loading])
        await self._running.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the pages answer."""
        site = await asyncio.shield(self.load())  # a visitor that goes away takes nothing from the others
        await site(scope, receive, send)

    async def _load(self) -> Starlette:
        if importlib.util.find_spec("nicegui") is None:
            return build_notice()
        module = await asyncio.to_thread(importlib.import_module, "fauxmon_api.web.site")
        site: Starlette = module.build_site(self._context, self._failures)
        await self._running.enter_async_context(site.router.lifespan_context(site))
        return site
