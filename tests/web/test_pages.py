"""That the pages are loaded late, by whom, and that nothing but they waits for it."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import threading
from types import ModuleType
from typing import Any

import httpx
import pytest

from fauxmon_api.app import create_app, load_pages
from fauxmon_api.context import Context
from fauxmon_api.web.pages import Pages

SITE = "fauxmon_api.web.site"


class SlowImport:
    """Imports the pages when it is let, and counts how often."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go = threading.Event()
        self.begun = 0
        self._proper = importlib.import_module
        monkeypatch.setattr(importlib, "import_module", self)

    def __call__(self, name: str, package: str | None = None) -> ModuleType:
        if name == SITE:
            self.begun += 1
            self.go.wait(60)
        return self._proper(name, package)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> SlowImport:
    monkeypatch.chdir(tmp_path)
    return SlowImport(monkeypatch)


def test_other_answers_do_not_wait_for_the_pages_and_visitors_do(context: Context, slow: SlowImport) -> None:
    async def story() -> None:
        app = create_app(context)
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://fauxmon.test") as client:
            visits = [asyncio.ensure_future(client.get(path)) for path in ("/sources", "/_pages/logo.svg")]
            assert (await client.get("/_fauxmon/health")).json()["status"] == "ok"
            assert not any(visit.done() for visit in visits)
            visits[0].cancel()
            slow.go.set()
            assert (await visits[1]).headers["content-type"].startswith("image/svg")
            assert "Fauxmon 1.2.3" in (await client.get("/sources")).text
        await app.state.pages.stop()

    asyncio.run(story())
    assert slow.begun == 1


def test_a_server_that_stops_meanwhile_ends_what_it_has_begun(context: Context, slow: SlowImport) -> None:
    async def story() -> None:
        app = create_app(context)
        async with app.router.lifespan_context(app):
            loading = load_pages(app)
            assert loading is not None
            assert load_pages(app) is loading
            asyncio.get_running_loop().call_soon(slow.go.set)
        assert loading.done()

    asyncio.run(story())


def test_pages_that_nobody_has_loaded_need_no_end(context: Context) -> None:
    asyncio.run(Pages(context, create_app(context).state.failed_logins).stop())


def test_where_they_cannot_be_they_say_how_to_get_them(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)

    async def story() -> None:
        app = create_app(context)
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://fauxmon.test") as client:
            for path in ("/", "/sources"):
                answer = await client.get(path)
                assert answer.status_code == 503
                assert "pip install 'fauxmon[ui]'" in answer.text
            assert (await client.get("/_fauxmon/health")).json()["status"] == "ok"
        await app.state.pages.stop()

    asyncio.run(story())
