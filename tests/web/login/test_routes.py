from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from fauxmon_api.context import Context
from fauxmon_api.rest.logins import LIMIT, WINDOW_MS, FailedLogins
from fauxmon_api.web.login.guard import COOKIE, Guard
from fauxmon_api.web.login.routes import BODY_LIMIT, install
from fauxmon_api.web.login.sessions import Sessions

GOOD = {"login": "admin", "password": "admin"}
HTML = {"accept": "text/html"}
Visit = Callable[[Callable[[httpx.AsyncClient], Awaitable[None]]], None]


@pytest.fixture
def guarded(context: Context) -> FastAPI:
    """An app with the login, and behind the guard one page that is everywhere else."""
    sessions = Sessions(context.now_ms)
    app, pages = FastAPI(), FastAPI()

    async def page(_request: Request) -> Response:
        return PlainTextResponse("a page")

    pages.add_route("/{path:path}", page)
    install(app, context, sessions, FailedLogins(context.now_ms))
    app.mount("/", Guard(pages, sessions))
    return app


@pytest.fixture
def visit(guarded: FastAPI) -> Visit:
    def visit_(story: Callable[[httpx.AsyncClient], Awaitable[None]]) -> None:
        async def run() -> None:
            transport = httpx.ASGITransport(guarded)
            async with httpx.AsyncClient(transport=transport, base_url="https://fauxmon.test") as client:
                await story(client)

        asyncio.run(run())

    return visit_


def test_a_visitor_is_sent_to_the_login_and_from_there_on(visit: Visit) -> None:
    async def story(client: httpx.AsyncClient) -> None:
        refused = await client.get("/sources?a=1", headers=HTML)
        assert (refused.status_code, refused.headers["location"]) == (303, "/login?next=/sources%3Fa%3D1")
        form = await client.get(refused.headers["location"])
        assert 'name="next" value="/sources?a=1"' in form.text
        entered = await client.post("/login", data={**GOOD, "next": "/sources?a=1"})
        assert (entered.status_code, entered.headers["location"]) == (303, "/sources?a=1")
        assert all(word in entered.headers["set-cookie"] for word in ("HttpOnly", "Secure", "SameSite=lax"))
        assert (await client.get("/sources", headers=HTML)).text == "a page"
        await client.post("/logout")
        assert (await client.get("/sources", headers=HTML)).status_code == 303

    visit(story)


def test_what_is_no_page_is_refused(visit: Visit) -> None:
    async def story(client: httpx.AsyncClient) -> None:
        assert (await client.get("/script.js")).status_code == 401
        assert (await client.post("/sources", headers=HTML)).status_code == 401
        client.cookies.set(COOKIE, "guess")
        assert (await client.get("/script.js")).status_code == 401

    visit(story)


def test_wrong_passwords_are_refused_and_then_not_even_tried(visit: Visit, world: Any) -> None:
    async def story(client: httpx.AsyncClient) -> None:
        for _ in range(LIMIT):
            assert (await client.post("/login", data={**GOOD, "password": "no"})).status_code == 401
        assert (await client.post("/login", data=GOOD)).status_code == 429
        world.now_ms += WINDOW_MS + 1
        assert (await client.post("/login", data=GOOD)).status_code == 303

    visit(story)


@pytest.mark.parametrize("target", ["//evil.test", "https://evil.test", "/\\evil.test", "/a\r\nb: c", "javascript:1"])
def test_the_login_leads_nowhere_else(visit: Visit, target: str) -> None:
    async def story(client: httpx.AsyncClient) -> None:
        assert (await client.post("/login", data={**GOOD, "next": target})).headers["location"] == "/"

    visit(story)


def test_what_was_typed_comes_back_as_text(visit: Visit) -> None:
    async def story(client: httpx.AsyncClient) -> None:
        answer = await client.post("/login", data={"login": '"><script>', "password": "x"})
        assert "<script>" not in answer.text

    visit(story)


def test_a_huge_form_is_not_read(visit: Visit) -> None:
    async def story(client: httpx.AsyncClient) -> None:
        assert (await client.post("/login", data={**GOOD, "next": "/" * BODY_LIMIT})).status_code == 401

    visit(story)
