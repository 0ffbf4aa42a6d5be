"""Waiters: coroutines of any event loop that wait for what happens in other threads."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable


class Waiters:
    """`wake()` from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []

    def wake(self) -> None:
        """Let all go on who wait. What they wait for has to be there before."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for loop, future in waiting:
            with contextlib.suppress(RuntimeError):  # the loop of that waiter is closed
                loop.call_soon_threadsafe(_resolve, future)

    async def wait(self, ready: Callable[[], bool], timeout_s: float) -> None:
        """Until `ready` says so, the next `wake()`, or the end of the time."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[None] = loop.create_future()
        waiter = (loop, future)
        with self._lock:
            self._waiting.append(waiter)
        try:
            if not ready():
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(future, timeout_s)
        finally:
            with self._lock, contextlib.suppress(ValueError):
                self._waiting.remove(waiter)


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
