"""A part of a page is drawn when it is time, and at once when there is news, until the page is hidden or gone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from nicegui import Client, background_tasks, core
from nicegui.page import page

from fauxmon_api.web import live
from fauxmon_api.web.live import LiveView

NEVER_S = 3600.0


class Drawn:
    """A view whose turn never comes. Each `tell` is news, or none."""

    def __init__(self) -> None:
        self.client = Client(page("/"), request=None)
        self._told: asyncio.Queue[bool] = asyncio.Queue()
        self._looked = asyncio.Event()
        self.times = 0
        with self.client:
            self.view = LiveView(lambda: None, self._draw, lambda _: None, NEVER_S, self._news)

    def _draw(self, _: None) -> None:
        self.times += 1

    async def _news(self) -> bool:
        self._looked.set()
        return await self._told.get()

    async def follow(self) -> None:
        """And wait until it asks for the first time."""
        self.view.follow_news()
        await self._looked.wait()

    async def tell(self, news: bool) -> None:
        """And wait until it asks again."""
        self._looked.clear()
        self._told.put_nowait(news)
        await self._looked.wait()


def followers() -> list[asyncio.Task[Any]]:
    return [task for task in background_tasks.running_tasks if "_follow" in repr(task.get_coro())]


def on_a_page(monkeypatch: pytest.MonkeyPatch, happens: Callable[[Drawn], Any]) -> Drawn:
    monkeypatch.setattr(live, "REST_S", 0)

    async def play() -> Drawn:
        monkeypatch.setattr(core, "loop", asyncio.get_running_loop())

        async def connected(_: Client) -> None:
            """There is no browser."""

        monkeypatch.setattr(Client, "connected", connected)
        drawn = Drawn()
        try:
            await drawn.follow()
            await happens(drawn)
            return drawn
        finally:
            await background_tasks.teardown()

    return asyncio.run(play())


def test_news_is_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def happens(drawn: Drawn) -> None:
        await drawn.tell(True)
        await drawn.tell(True)

    assert on_a_page(monkeypatch, happens).times == 2


def test_what_is_none_is_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    async def happens(drawn: Drawn) -> None:
        await drawn.tell(False)

    assert on_a_page(monkeypatch, happens).times == 0


def test_a_page_that_nobody_sees_is_drawn_when_it_is_seen_again(monkeypatch: pytest.MonkeyPatch) -> None:
    async def happens(drawn: Drawn) -> None:
        drawn.view.pause()
        await drawn.tell(True)
        assert drawn.times == 0
        await drawn.view.resume()
        await drawn.tell(True)

    assert on_a_page(monkeypatch, happens).times == 2


def test_a_page_that_has_gone_waits_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    async def happens(drawn: Drawn) -> None:
        (following,) = followers()
        drawn.client.delete()
        await asyncio.wait([following], timeout=30)
        assert following.cancelled()

    on_a_page(monkeypatch, happens)


def test_without_news_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    async def happens(drawn: Drawn) -> None:
        with drawn.client:
            LiveView(lambda: None, lambda _: None, lambda _: None, NEVER_S).follow_news()
        assert len(followers()) == 1, "that of the other view"

    on_a_page(monkeypatch, happens)
