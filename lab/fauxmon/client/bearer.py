"""Bearer: the token of every call. Logs in before the first one that needs it, and renews what has expired
(contract 1)."""

from __future__ import annotations

from collections.abc import Generator, Mapping

import httpx

from fauxmon.client.errors import LoginError, StatusError
from fauxmon.client.target import Login, Target

CLIENT_ID = "invea-tech"
TOKEN_PATH = "/resources/oauth/token"  # noqa: S105 - a path

_Flow = Generator[httpx.Request, httpx.Response, bool]


class Bearer(httpx.Auth):
    """Asks with the token or the login of a Target. Errors of its calls: LoginError; StatusError where no collector is.

    A token that is refused is renewed by its refresh token, or else by another login, and the call is repeated once.
    """

    requires_response_body = True

    def __init__(self, target: Target) -> None:
        self._target = target
        self._token = target.token
        self._refresh: str | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """httpx's protocol: yields requests, is sent their answers."""
        login = self._target.login
        # What a collector on this machine tells of itself needs no token.
        needed = request.url.path.startswith("/rest/") or not self._target.loopback
        if self._token is None and login is not None and needed:
            yield from self._log_in(login, request)
        used = self._sign(request)
        answer = yield request
        if answer.status_code == httpx.codes.UNAUTHORIZED and login is not None:
            if self._token == used:  # else another call has renewed it meanwhile
                yield from self._renew(login, request)
            self._sign(request)
            yield request

    def _sign(self, request: httpx.Request) -> str | None:
        if self._token is not None:
            request.headers["Authorization"] = f"bearer {self._token}"
        return self._token

    def _renew(self, login: Login, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        refresh, self._refresh = self._refresh, None
        if refresh is not None:
            form = {"grant_type": "refresh_token", "client_id": CLIENT_ID, "refresh_token": refresh}
            answer = yield self._post(form, request)
            if self._takes(answer):
                return
        yield from self._log_in(login, request)

    def _log_in(self, login: Login, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        form = {"grant_type": "password", "client_id": CLIENT_ID, "username": login.user, "password": login.password}
        answer = yield self._post(form, request)
        if not self._takes(answer):
            reason = _object(answer).get("error_description") or answer.status_code
            raise LoginError(f"{self._target.url} refuses the login of {login.user}: {reason}")

    def _post(self, form: Mapping[str, str], request: httpx.Request) -> httpx.Request:
        url = f"{self._target.url.rstrip('/')}{TOKEN_PATH}"
        return httpx.Request("POST", url, data=form, extensions=request.extensions)

    def _takes(self, answer: httpx.Response) -> bool:
        """Keep the tokens of an answer; False if it has none."""
        body = _object(answer)
        token, refresh = body.get("access_token"), body.get("refresh_token")
        if answer.status_code != httpx.codes.OK or not isinstance(token, str):
            return False
        self._token = token
        self._refresh = refresh if isinstance(refresh, str) else None
        return True


def _object(answer: httpx.Response) -> Mapping[str, object]:
    try:
        body = answer.json()
    except ValueError as error:
        message = f"{answer.url.host} does not answer like a collector: no JSON in {answer.url.path}"
        raise StatusError(answer.status_code, message) from error
    return body if isinstance(body, dict) else {}
