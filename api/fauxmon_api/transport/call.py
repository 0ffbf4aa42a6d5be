"""Call: one request as handlers see it, authorised and with its parameters read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from fauxmon_api.context import Context
from fauxmon_api.transport.parameters import BODY_LIMIT, STRANGERS_BODY_LIMIT, Parameters, read_parameters
from fauxmon_api.transport.refused import RefusedError
from fauxmon_model.entities import User


@dataclass(frozen=True, slots=True)
class Call:
    """What a handler works with: of the model, what the user sees. `user` is None where the endpoint asks for no
    token."""

    context: Context
    parameters: Parameters
    peer: str
    user: User | None = None

    @property
    def caller(self) -> User:
        """The user behind the token. Only endpoints that ask for one may read it."""
        if self.user is None:
            raise RuntimeError("an endpoint without a token has no caller")
        return self.user


def context_of(request: Request) -> Context:
    """The Context of the app that serves `request`."""
    context: Context = request.app.state.context
    return context


def peer_of(request: Request) -> str:
    """Address of the client's end of the connection."""
    return request.client.host if request.client else ""


async def anyone(request: Request) -> Call:
    """A call that needs no token."""
    return await read_call(request, None)


async def bearer(request: Request) -> Call:
    """A call of a known user. The token is checked before the body is read. Errors: RefusedError (401)."""
    return await read_call(request, await user_of(request))


async def linked(request: Request) -> Call:
    """A call of a known user whose token may also stand in the query, as in the address of a page (contract 1.5).
    Errors: RefusedError (401)."""
    token = request.query_params.get("token")
    return await read_call(request, await (user_of(request) if token is None else _known(request, token)))


async def user_of(request: Request) -> User:
    """The user whose access token the request carries. Errors: RefusedError (401)."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return await _known(request, token.strip() if scheme.lower() == "bearer" else "")


async def _known(request: Request, token: str) -> User:
    accounts = context_of(request).repository.accounts
    user = await run_in_threadpool(accounts.user_of_token, token) if token else None
    if user is None:
        raise RefusedError(401, "Missing, unknown or expired access token", {"WWW-Authenticate": "Bearer"})
    return user


async def read_call(request: Request, user: User | None) -> Call:
    """The Call of a request that has been let in."""
    parameters = await read_parameters(request, STRANGERS_BODY_LIMIT if user is None else BODY_LIMIT)
    request.state.parameters = parameters
    context = context_of(request)
    return Call(context if user is None else context.seen_by(user.id), parameters, peer_of(request), user)


Anyone = Annotated[Call, Depends(anyone)]
Bearer = Annotated[Call, Depends(bearer)]
Linked = Annotated[Call, Depends(linked)]
