"""Guard: nobody sees a page, nor joins or keeps its connection, without a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fauxmon_api.web.login.sessions import Sessions

COOKIE = "fauxmon_session"
LOGIN = "/login"
OVER = 1008
"""The code with which a connection is closed that has no session (any more): policy violation (RFC 6455, 7.4.1)."""


class Guard:
    """ASGI middleware around the pages: visitors without a session are sent to the login, connections are refused, and
    end with their session."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass or answer."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            connection = _Connection(partial(self._known, _token(scope)), receive, send)
            if not await connection.ended():
                await self._app(scope, connection.receive, connection.send)
        elif self._known(_token(scope)):
            await self._app(scope, receive, send)
        else:
            await _refusal(scope)(scope, receive, send)

    def _known(self, token: str | None) -> bool:
        return self._sessions.user_id(token) is not None


class _Connection:
    """The connection of a page: once its session is over it is closed, and nothing passes in either direction."""

    def __init__(self, known: Callable[[], bool], receive: Receive, send: Send) -> None:
        self._known = known
        self._receive = receive
        self._send = send
        self._ended = False

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            self._ended = True
        elif await self.ended():
            return {"type": "websocket.disconnect", "code": OVER}
        return message

    async def send(self, message: Message) -> None:
        if not await self.ended():
            await self._send(message)

    async def ended(self) -> bool:
        if not self._ended and not self._known():
            self._ended = True
            await self._send({"type": "websocket.close", "code": OVER, "reason": "log in first"})
        return self._ended


def _token(scope: Scope) -> str | None:
    return HTTPConnection(scope).cookies.get(COOKIE)


def _refusal(scope: Scope) -> Response:
    wants_page = scope["method"] == "GET" and "text/html" in HTTPConnection(scope).headers.get("accept", "")
    if not wants_page:
        return PlainTextResponse("Log in first", 401)
    query = scope["query_string"].decode("latin-1")
    wanted = quote(scope["path"] + (f"?{query}" if query else ""), safe="/")
    return RedirectResponse(f"{LOGIN}?next={wanted}", 303)
