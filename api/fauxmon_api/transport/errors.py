"""Every exception that can leave a handler, as the answer the contract wants for it (contract 2.1.6)."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fauxmon_api.transport.answers import failure, invalid
from fauxmon_api.transport.parameters import Parameters
from fauxmon_api.transport.refused import RefusedError
from fauxmon_collector.store.base import StoreError
from fauxmon_model.errors import FieldError, ForbiddenError, InvalidError, NotFoundError
from fauxmon_model.filter import FilterError


def install(app: FastAPI) -> None:
    """Answer exceptions of `app` with JSON envelopes."""
    app.exception_handler(InvalidError)(_invalid)
    app.exception_handler(FilterError)(_no_filter)
    app.exception_handler(NotFoundError)(_not_found)
    app.exception_handler(ForbiddenError)(_forbidden)
    app.exception_handler(RefusedError)(_refused)
    app.exception_handler(StoreError)(_store_failed)
    app.exception_handler(RequestValidationError)(_unreadable)
    app.exception_handler(HTTPException)(_http)
    app.exception_handler(Exception)(_unexpected)


async def _no_filter(request: Request, error: FilterError) -> Response:
    return await _invalid(request, InvalidError([FieldError("filter", str(error))]))


async def _invalid(request: Request, error: InvalidError) -> Response:
    parameters = getattr(request.state, "parameters", None)
    return invalid(error.errors, parameters.checked if isinstance(parameters, Parameters) else None)


async def _not_found(_request: Request, error: NotFoundError) -> Response:
    return failure(404, str(error))


async def _forbidden(_request: Request, error: ForbiddenError) -> Response:
    # 401 is documented for both: no token, and no permission.
    return failure(401, str(error))


async def _refused(_request: Request, error: RefusedError) -> Response:
    return failure(error.status, error.message, error.headers)


async def _store_failed(_request: Request, _error: StoreError) -> Response:
    return failure(503, "The flow store cannot answer")


async def _unreadable(_request: Request, error: RequestValidationError) -> Response:
    return invalid([FieldError(".".join(map(str, e["loc"])), e["msg"]) for e in error.errors()])


async def _http(_request: Request, error: HTTPException) -> Response:
    return failure(error.status_code, str(error.detail), error.headers)


async def _unexpected(_request: Request, _error: Exception) -> Response:
    # The server logs the traceback; the client learns nothing about our insides.
    return failure(500, "Internal error")
