"""What holds for all answers of the app: whose they are, and which pages of others may read them."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from fauxmon_api.app import create_app

PORTAL, OTHER = "https://portal.example", "https://other.example"
PREFLIGHT = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
TOKEN = "/resources/oauth/token"


@pytest.fixture
def asked(collector: Any) -> Any:
    """Asks the collector's app with other settings."""

    def ask(cors: tuple[str, ...], method: str, path: str, headers: Mapping[str, str], **more: Any) -> httpx.Response:
        settings = dataclasses.replace(collector.context.settings, cors=cors)
        app = create_app(dataclasses.replace(collector.context, settings=settings))

        async def run() -> httpx.Response:
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://fauxmon.test") as client:
                return await client.request(method, path, headers=headers, **more)

        return asyncio.run(run())

    return ask


def _allowed(response: httpx.Response) -> str | None:
    return response.headers.get("access-control-allow-origin")


def test_by_default_no_page_of_others_may_read(asked: Any) -> None:
    response = asked((), "GET", "/rest/version", {"Origin": PORTAL})
    assert (response.status_code, _allowed(response)) == (401, None)
    assert asked((), "OPTIONS", "/rest/version", {"Origin": PORTAL, **PREFLIGHT}).status_code != 200


def test_an_origin_of_the_settings_may(asked: Any, collector: Any) -> None:
    preflight = asked((PORTAL,), "OPTIONS", "/rest/fcc/device", {"Origin": PORTAL, **PREFLIGHT})
    assert (preflight.status_code, _allowed(preflight)) == (200, PORTAL)
    assert "Authorization" in preflight.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in preflight.headers
    token = {"Authorization": f"bearer {collector.token()}"}
    response = asked((PORTAL,), "GET", "/rest/fcc/device/info", {"Origin": PORTAL, **token})
    assert (response.status_code, _allowed(response)) == (200, PORTAL)
    login = {"grant_type": "password", "username": "admin", "password": "admin"}
    assert _allowed(asked((PORTAL,), "POST", TOKEN, {"Origin": PORTAL}, data=login)) == PORTAL


def test_errors_can_be_read_too(asked: Any) -> None:
    response = asked((PORTAL,), "GET", "/rest/fcc/device/info", {"Origin": PORTAL})
    assert (response.status_code, _allowed(response)) == (401, PORTAL)
    assert response.headers["access-control-expose-headers"] == "X-FM-Message"


def test_others_still_may_not(asked: Any) -> None:
    assert _allowed(asked((PORTAL,), "GET", "/rest/version", {"Origin": OTHER})) is None
    assert asked((PORTAL,), "OPTIONS", "/rest/version", {"Origin": OTHER, **PREFLIGHT}).status_code == 400


def test_any_origin(asked: Any) -> None:
    assert _allowed(asked(("*",), "GET", "/rest/version", {"Origin": OTHER})) == "*"


def test_a_page_that_may_ask_is_not_local(asked: Any) -> None:
    headers = {"Origin": PORTAL, "Host": "localhost"}
    assert asked((PORTAL,), "GET", "/_fauxmon/ledger", headers).status_code == 401


def test_apps_of_one_process_have_each_its_own_context(collector: Any) -> None:
    others = dataclasses.replace(collector.context.settings, product_version="99.1")
    other = create_app(dataclasses.replace(collector.context, settings=others))
    token = {"Authorization": f"bearer {collector.token()}"}

    async def version(app: FastAPI) -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://fauxmon.test") as client:
            return str((await client.get("/rest/version", headers=token)).json()["version"])

    first = create_app(collector.context)
    found = [asyncio.run(version(app)) for app in (first, other, first)]
    assert found == [collector.context.settings.product_version, "99.1", collector.context.settings.product_version]
