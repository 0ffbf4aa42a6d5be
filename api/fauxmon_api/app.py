"""create_app: the whole HTTP side over one Context."""

from __future__ import annotations

import asyncio
import functools

from fastapi import FastAPI

from fauxmon_api import control, documentation, openapi, rest, unknown
from fauxmon_api.context import Context
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.rest.oauth import GRANTS_AT_ONCE
from fauxmon_api.transport import errors
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
        openapi_url=None,  # ours tells more; the stock pages load their scripts from the internet
        redirect_slashes=False,
    )
    endpoints = [*rest.endpoints(), *control.endpoints()]
    app.state.context = context
    app.state.endpoints = endpoints
    app.state.failed_logins = FailedLogins(context.now_ms)
    app.state.grants = asyncio.Semaphore(GRANTS_AT_ONCE)
    for endpoint in endpoints:
        endpoint.register(app)
    documentation.install(app, functools.partial(openapi.describe, app.title, app.version, app.description, endpoints))
    unknown.install(app, endpoints)
    errors.install(app)
    app.add_middleware(PathTolerance, known=[endpoint.path for endpoint in endpoints])
    if context.settings.ui:
        from fauxmon_api import web  # NiceGUI costs 0.35 s and 40 MB that a server without pages must not pay

        web.mount(app, context)
    return app
