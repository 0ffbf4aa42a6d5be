"""session: a plain httpx client of a collector, logged in, for calls that Client has no word for."""

from __future__ import annotations

from collections.abc import Generator

import httpx

from fauxmon.client.errors import LoginError
from fauxmon.client.target import Target
from fauxmon.client.transport import TOKEN_PATH, login_form, tls, token_in

Session = httpx.Client
"""What a session is, for those who do not import httpx."""


def session(target: Target) -> Session:
    """Asks `target.url` with its token or login; to be closed. A login that is refused raises LoginError, everything
    else is httpx's: answers are given as they are."""
    return httpx.Client(
        base_url=target.url,
        verify=tls(target),
        timeout=target.timeout_s,
        trust_env=not target.loopback,
        auth=_Bearer(target),
    )


class _Bearer(httpx.Auth):
    """Logs in before the first call under /rest, and when a token is refused."""

    requires_response_body = True

    def __init__(self, target: Target) -> None:
        self._target = target
        self._token = target.token

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """httpx's protocol: yields requests, is sent their answers."""
        login = self._target.login
        if self._token is None and login is not None and request.url.path.startswith("/rest/"):
            yield from self._log_in()
        if self._token is not None:
            request.headers["Authorization"] = f"bearer {self._token}"
        answer = yield request
        if answer.status_code == httpx.codes.UNAUTHORIZED and login is not None:
            yield from self._log_in()
            request.headers["Authorization"] = f"bearer {self._token}"
            yield request

    def _log_in(self) -> Generator[httpx.Request, httpx.Response, None]:
        login = self._target.login
        if login is None:
            raise LoginError(f"{self._target.url} wants a login")
        answer = yield httpx.Request("POST", f"{self._target.url.rstrip('/')}{TOKEN_PATH}", data=login_form(login))
        self._token = token_in(answer)
        if self._token is None:
            raise LoginError(f"{self._target.url} refuses the login of {login.user}: {answer.status_code}")
