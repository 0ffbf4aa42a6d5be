"""create_app: the whole HTTP side over one Context."""

from __future__ import annotations

import asyncio

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from fauxmon_api import control, documentation, rest, unknown
from fauxmon_api.context import Context
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.rest.oauth import GRANTS_AT_ONCE
from fauxmon_api.transport import errors
from fauxmon_api.transport.answers import MESSAGE_HEADER
from fauxmon_api.transport.paths import PathTolerance

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
        docs_url=None,  # the stock page loads its scripts from the internet
        redoc_url=None,
        redirect_slashes=False,
    )
    endpoints = [*rest.endpoints(), *control.endpoints()]
    app.state.context = context
    app.state.endpoints = endpoints
    app.state.failed_logins = FailedLogins(context.now_ms)
    app.state.grants = asyncio.Semaphore(GRANTS_AT_ONCE)
    for endpoint in endpoints:
        endpoint.register(app)
    documentation.install(app)
    unknown.install(app, endpoints)
    errors.install(app)
    app.add_middleware(PathTolerance, known=[endpoint.path for endpoint in endpoints])
    if context.settings.cors:
        _let_in(app, context.settings.cors)
    if context.settings.ui:
        from fauxmon_api import web  # NiceGUI costs 0.35 s and 40 MB that a server without pages must not pay

        web.mount(app, context)
    return app


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
