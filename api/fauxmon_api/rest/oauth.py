"""/resources/oauth/token: password and refresh grants (contract 1)."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.logins import FailedLogins
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Anyone, Call
from fauxmon_model.entities import User

ENDPOINTS = Endpoints("Access")
CLIENT_ID = "invea-tech"
REFRESH_LIVES = 30
"""A refresh token lives this many lives of an access token."""


@ENDPOINTS.on(
    "POST",
    "/resources/oauth/token",
    Known.READ,
    "every client; the shape of a failure is read by PRTG, its status is inferred",
    takes={"grant_type": "password", "client_id": CLIENT_ID, "username": "admin", "password": "admin"},
    answers={
        200: "An access token and a refresh token",
        400: "Wrong login, unknown refresh token or grant",
        401: "Unknown client_id",
        429: "Too many failed logins",
    },
)
def token(request: Request, call: Anyone) -> Response:
    """Get an access token.

    `grant_type` is `password` (with `username` and `password`) or `refresh_token` (with `refresh_token`).
    `client_id` may be left out. Send the token as `Authorization: bearer <access_token>`. A refresh gives a new pair;
    the old access token stays valid until its own end.
    """
    parameters = call.parameters
    if parameters.text("client_id") not in (None, CLIENT_ID):
        return _denied(401, "invalid_client", "Unknown client_id")
    logins: FailedLogins = request.app.state.failed_logins
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
        refused = _denied(429, "invalid_grant", f"Too many failed logins, try again in {wait_s} s")
        refused.headers["Retry-After"] = str(wait_s)
        return refused
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


def _denied(status: int, error: str, description: str) -> Response:
    body = {"error": error, "error_description": description}
    return answer(body, status, {"Cache-Control": "no-store"})
