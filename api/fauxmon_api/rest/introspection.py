"""/rest/version and /rest/methods: what a client can ask the API about itself (contract 2.1.8)."""

from __future__ import annotations

from typing import TypedDict

from starlette.requests import Request
from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.transport.answers import answer, listing
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("API")


class Version(TypedDict):
    """`x.yy.zz`."""

    version: str


class Method(TypedDict):
    """A method of a path."""

    url: str
    method: str


@ENDPOINTS.on(
    "GET",
    "/rest/version",
    Known.READ,
    "FS2 reads an object and parses x.y.z; the guide shows both forms",
    gives=Version,
)
def version(call: Bearer) -> Response:
    """The product release that is imitated."""
    return answer({"version": call.context.settings.product_version})


@ENDPOINTS.on(
    "GET", "/rest/methods", Known.DOCUMENTED, "guide, with a sample", takes={"fields": ["url"]}, gives=list[Method]
)
def methods(request: Request, call: Bearer) -> Response:
    """Every method of every path under `/rest` that this server answers."""
    endpoints = [e for e in request.app.state.endpoints if e.path.startswith("/rest/")]
    rows = [{"url": e.path, "method": e.method} for e in sorted(endpoints, key=lambda e: (e.path, e.method))]
    return listing(rows, call.parameters.fields())
