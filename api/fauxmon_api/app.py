"""create_app: the whole HTTP side over one Context."""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute

from fauxmon_api import control, documentation, openapi, report_page, rest, unknown
from fauxmon_api.context import Context
from fauxmon_api.endpoint import Endpoint
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.rest.oauth import GRANTS_AT_ONCE
from fauxmon_api.transport import errors
from fauxmon_api.transport.answers import MESSAGE_HEADER
from fauxmon_api.transport.head import Head
from fauxmon_api.transport.paths import PathTolerance
from fauxmon_api.web.pages import Pages

_DESCRIPTION = """
Flowmon's REST contract as public clients use it, and `/_fauxmon`, what a lab needs beside it.

**Parameters** travel as a query of JSON texts, `multipart/form-data`, `application/x-www-form-urlencoded` or a JSON
body, on every endpoint; a name is looked up in the query first. Paths match in any case, with or without a trailing
slash. **Access**: get a token from `/resources/oauth/token`, send it as `Authorization: bearer <token>`.
**Answers**: an empty list is 204 without a body; errors are `{code, status, message}`, and 405 means that validation
failed. Every endpoint says where its behaviour is known from.
"""


def create_app(context: Context) -> FastAPI:
    """The app that serves `context`: REST, control plane, API description, and the pages when they are on."""
    app = FastAPI(
        title="Fauxmon",
        version=context.settings.version,
        description=_DESCRIPTION,
        openapi_url=None,  # ours tells more; the stock pages load their scripts from the internet
        redirect_slashes=False,
        lifespan=_lifespan,
        routes=_routes(),
    )
    endpoints = _endpoints()
    app.state.context = context
    app.state.endpoints = endpoints
    app.state.failed_logins = FailedLogins(context.now_ms)
    app.state.grants = asyncio.Semaphore(GRANTS_AT_ONCE)
    documentation.install(app, functools.partial(openapi.describe, app.title, app.version, app.description, endpoints))
    report_page.install(app)
    unknown.install(app, endpoints)
    errors.install(app)
    app.add_middleware(Head)
    app.add_middleware(PathTolerance, known=[endpoint.path for endpoint in endpoints])
    if context.settings.cors:
        _let_in(app, context.settings.cors)
    app.state.pages = None
    if context.settings.ui:
        app.state.pages = Pages(context, app.state.failed_logins)
        app.mount("/", app.state.pages)
    return app


def _endpoints() -> list[Endpoint]:
    return [*rest.endpoints(), *control.endpoints()]


@functools.cache
def _routes() -> list[BaseRoute]:
    """All apps of a process share them: to make them takes longer than to make all else of an app."""
    return [endpoint.route() for endpoint in _endpoints()]


def load_pages(app: FastAPI) -> asyncio.Task[Any] | None:
    """Begin to load the pages of `app`, if it has any, so that its first visitor need not wait for them."""
    pages: Pages | None = app.state.pages
    return None if pages is None else pages.load()


@contextlib.asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    yield
    if app.state.pages is not None:
        await app.state.pages.stop()


def _let_in(app: FastAPI, origins: tuple[str, ...]) -> None:
    """Pages of these origins may ask and read answers (Fetch Standard §3.2). A token travels in a header that the page
    sets, never in a cookie that a browser would add, so no credentials are allowed."""
    app.add_middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=["GET", "POST", "PUT", "DELETE"],
        allow_headers=["Authorization", "Content-Type"],
        expose_headers=[MESSAGE_HEADER],
    )
