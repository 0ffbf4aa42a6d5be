"""/resources/oauth/token: password and refresh grants (contract 1)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Call, anyone
from fauxmon_api.transport.refused import RefusedError
from fauxmon_model.entities import User
from fauxmon_model.errors import InvalidError

ENDPOINTS = Endpoints("Access")

CLIENT_ID = "invea-tech"
REFRESH_LIVES = 30
"""A refresh token lives this many lives of an access token."""
GRANTS_AT_ONCE = 2
"""Grants that are worked on at once. Each may hash a password, which takes a processor and 16 MiB for a while; a flood
of logins must not take the threads that answer everybody else."""


class Granted(TypedDict):
    """A pair of tokens. `expires_in` is in seconds."""

    access_token: str
    expires_in: int
    token_type: str
    refresh_token: str


class Denied(TypedDict):
    """Why there are none."""

    error: str
    error_description: str


@ENDPOINTS.on(
    "POST",
    "/resources/oauth/token",
    Known.READ,
    "every client; the shape of a failure is read by PRTG, its status is inferred",
    takes={"grant_type": "password", "client_id": CLIENT_ID, "username": "admin", "password": "admin"},
    answers={
        200: "An access token and a refresh token",
        400: "Wrong login, unknown refresh token or grant, or a body that cannot be read",
        401: "Unknown client_id",
        413: "Body too large",
        429: "Too many failed logins",
    },
    gives={200: Granted, 400: Denied, 401: Denied, 413: Denied, 429: Denied},
)
async def token(request: Request) -> Response:
    """Get an access token.

    `grant_type` is `password` (with `username` and `password`) or `refresh_token` (with `refresh_token`).
    `client_id` may be left out. Send the token as `Authorization: bearer <access_token>`. A refresh gives a new pair;
    the old access token stays valid until its own end.
    """
    # Whatever is wrong is told in this endpoint's own shape: clients read `error` and `error_description`.
    try:
        call = await anyone(request)
        state = request.app.state
        async with state.grants:
            return await run_in_threadpool(_granted, call, state.failed_logins)
    except InvalidError as error:
        return _denied(400, "invalid_request", str(error))
    except RefusedError as error:
        return _denied(error.status, "invalid_request", error.message, error.headers)


def _granted(call: Call, logins: FailedLogins) -> Response:
    parameters = call.parameters
    if parameters.text("client_id") not in (None, CLIENT_ID):
        return _denied(401, "invalid_client", "Unknown client_id")
    grant = (parameters.text("grant_type") or "").lower()
    if grant == "password":
        return _password(call, logins)
    if grant == "refresh_token":
        return _refresh(call)
    return _denied(400, "unsupported_grant_type", "grant_type is neither password nor refresh_token")


def _password(call: Call, logins: FailedLogins) -> Response:
    login = call.parameters.text("username") or ""
    wait_s = logins.wait_s(call.peer, login)
    if wait_s:
        description = f"Too many failed logins, try again in {wait_s} s"
        return _denied(429, "invalid_grant", description, {"Retry-After": str(wait_s)})
    user = call.context.repository.accounts.authenticate(login, call.parameters.text("password") or "")
    if user is None:
        logins.failed(call.peer, login)
        return _denied(400, "invalid_grant", "Invalid username and password combination")
    logins.succeeded(call.peer, login)
    return _issued(call, user)


def _refresh(call: Call) -> Response:
    text = call.parameters.text("refresh_token") or ""
    user = call.context.repository.accounts.user_of_token(text, kind="refresh")
    if user is None:
        return _denied(400, "invalid_grant", "Unknown or expired refresh token")
    return _issued(call, user)


def _issued(call: Call, user: User) -> Response:
    accounts = call.context.repository.accounts
    life_s = call.context.settings.token_life_s
    # The order of the keys is that of the product; shell scripts cut this line by hand.
    pair = {
        "access_token": accounts.issue(user.id, "access", life_s),
        "expires_in": life_s,
        "token_type": "bearer",
        "refresh_token": accounts.issue(user.id, "refresh", life_s * REFRESH_LIVES),
    }
    return answer(pair, headers={"Cache-Control": "no-store"})


def _denied(status: int, error: str, description: str, headers: Mapping[str, str] | None = None) -> Response:
    body = {"error": error, "error_description": description}
    return answer(body, status, {"Cache-Control": "no-store", **(headers or {})})
