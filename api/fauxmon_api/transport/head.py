"""HEAD: what GET would answer, without its body (RFC 9110 §9.3.2)."""

from __future__ import annotations

import contextlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class _ToldError(Exception):
    """The answer is over, whatever its body would go on with."""


class Head:
    """ASGI middleware: routes know GET, and every path that has it has HEAD."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let pass, or ask as GET and end the answer behind its headers: there are bodies that never end."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            if message["type"] == "http.response.start":
                await send(message)
                await send({"type": "http.response.body"})
            elif message.get("more_body"):
                raise _ToldError

        with contextlib.suppress(_ToldError):
            await self._app({**scope, "method": "GET"}, receive, bodiless)
