"""EventLoop: what a view's thread asks of the event loop that the page lives on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE_S = 30.0
"""How long the ingest thread may take to tell what it has heard."""


class EventLoop:
    """To be made on it, while the page is built."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()

    def answer(self, asked: Coroutine[Any, Any, T]) -> T:
        """What it comes to. Errors: those of the coroutine, TimeoutError."""
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result(PATIENCE_S)
