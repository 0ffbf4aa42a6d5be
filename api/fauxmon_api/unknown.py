"""Paths under our prefixes that no endpoint answers: JSON, whatever else is mounted on the app."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NoReturn

from fastapi import FastAPI
from starlette.requests import Request
from starlette.routing import compile_path

from fauxmon_api.endpoint import Endpoint
from fauxmon_api.transport.refused import RefusedError

PREFIXES = ("/rest", "/resources", "/_fauxmon")
_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def install(app: FastAPI, endpoints: Sequence[Endpoint]) -> None:
    """Add the catch-all routes; they must come after all endpoints."""

    @functools.cache
    def known() -> list[tuple[re.Pattern[str], str]]:
        # Most apps are never asked what they do not know, and these take longer to make than all other parts of one.
        return [(compile_path(endpoint.path)[0], endpoint.method) for endpoint in endpoints]

    async def unknown(request: Request) -> NoReturn:
        allowed = _allowed(known(), request.url.path)
        if allowed:
            raise RefusedError(405, f"Method {request.method} is not known here", {"Allow": ", ".join(allowed)})
        raise RefusedError(404, "Unknown resource")

    for prefix in PREFIXES:
        for path in (prefix, f"{prefix}/{{rest:path}}"):
            app.add_route(path, unknown, methods=_METHODS, include_in_schema=False)


def _allowed(known: Sequence[tuple[re.Pattern[str], str]], path: str) -> list[str]:
    methods = {method for pattern, method in known if pattern.match(path)}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)
