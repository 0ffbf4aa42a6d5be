"""Guard: nobody sees a page, nor joins its connection, without a session."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from fauxmon_api.web.login.sessions import Sessions

COOKIE = "fauxmon_session"
LOGIN = "/login"


class Guard:
    """ASGI middleware around the pages: visitors without a session are sent to the login, connections are refused."""

    def __init__(self, app: ASGIApp, sessions: Sessions) -> None:
        self._app = app
        self._sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass or answer."""
        if scope["type"] not in {"http", "websocket"} or self._known(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "log in first"})
        else:
            await _refusal(scope)(scope, receive, send)

    def _known(self, scope: Scope) -> bool:
        return self._sessions.user_id(HTTPConnection(scope).cookies.get(COOKIE)) is not None


def _refusal(scope: Scope) -> Response:
    wants_page = scope["method"] == "GET" and "text/html" in HTTPConnection(scope).headers.get("accept", "")
    if not wants_page:
        return PlainTextResponse("Log in first", 401)
    query = scope["query_string"].decode("latin-1")
    wanted = quote(scope["path"] + (f"?{query}" if query else ""), safe="/")
    return RedirectResponse(f"{LOGIN}?next={wanted}", 303)
