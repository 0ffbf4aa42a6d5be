from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable

import pytest
from starlette.types import Message, Receive, Scope, Send

from fauxmon_api.web.login.guard import COOKIE, OVER, Guard
from fauxmon_api.web.login.sessions import LIFE_MS, LIMIT, Sessions

Page = Callable[[Receive, Send], Awaitable[None]]
Ending = Callable[["Visitor"], object]
ACCEPT: Message = {"type": "websocket.accept"}
CLOSED: Message = {"type": "websocket.close", "code": OVER, "reason": "log in first"}
GONE: Message = {"type": "websocket.disconnect", "code": OVER}


def typed(text: str) -> Message:
    return {"type": "websocket.receive", "text": text}


def drawn(text: str) -> Message:
    return {"type": "websocket.send", "text": text}


class Visitor:
    """A browser's end of a connection, and the session that it joins with."""

    def __init__(self) -> None:
        self.now_ms = 0
        self.sessions = Sessions(lambda: self.now_ms)
        self.token = self.sessions.open(1)
        self.got: list[Message] = []

    def joins(self, page: Page, says: Iterable[Message] = ()) -> list[Message]:
        """What the visitor gets from `page`, having said these."""
        said = iter(says)

        async def app(_scope: Scope, receive: Receive, send: Send) -> None:
            await page(receive, send)

        async def receive() -> Message:
            return next(said)

        async def send(message: Message) -> None:
            self.got.append(message)

        scope = {"type": "websocket", "path": "/", "headers": [(b"cookie", f"{COOKIE}={self.token}".encode())]}
        asyncio.run(Guard(app, self.sessions)(scope, receive, send))
        return self.got


def log_out(visitor: Visitor) -> None:
    visitor.sessions.close(visitor.token)


def outlive(visitor: Visitor) -> None:
    visitor.now_ms = LIFE_MS


def push_out(visitor: Visitor) -> None:
    for _ in range(LIMIT):
        visitor.sessions.open(2)


endings = pytest.mark.parametrize("end", [log_out, outlive, push_out])


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


def test_a_connection_without_session_is_refused(visitor: Visitor) -> None:
    async def page(_receive: Receive, _send: Send) -> None:
        raise AssertionError("nobody gets here")

    log_out(visitor)
    assert visitor.joins(page) == [CLOSED]


def test_with_a_session_everything_passes(visitor: Visitor) -> None:
    heard = []

    async def page(receive: Receive, send: Send) -> None:
        await send(ACCEPT)
        heard.append(await receive())
        await send(drawn("a page"))

    assert visitor.joins(page, [typed("a key")]) == [ACCEPT, drawn("a page")]
    assert heard == [typed("a key")]


@endings
def test_nothing_is_sent_once_the_session_is_over(visitor: Visitor, end: Ending) -> None:
    async def page(_receive: Receive, send: Send) -> None:
        await send(ACCEPT)
        await send(drawn("before"))
        end(visitor)
        await send(drawn("after"))
        await send(drawn("and again"))

    assert visitor.joins(page) == [ACCEPT, drawn("before"), CLOSED]


@endings
def test_nothing_is_heard_once_the_session_is_over(visitor: Visitor, end: Ending) -> None:
    heard = []

    async def page(receive: Receive, send: Send) -> None:
        await send(ACCEPT)
        heard.append(await receive())
        end(visitor)
        heard.extend([await receive(), await receive()])
        await send(drawn("after"))

    says = [typed("before"), typed("after"), typed("and again")]
    assert visitor.joins(page, says) == [ACCEPT, CLOSED], "it is closed once"
    assert heard == [typed("before"), GONE, GONE]


def test_who_has_left_is_not_told_that_the_session_is_over(visitor: Visitor) -> None:
    left: Message = {"type": "websocket.disconnect", "code": 1001}

    async def page(receive: Receive, send: Send) -> None:
        await send(ACCEPT)
        log_out(visitor)
        assert await receive() == left
        await send(drawn("after"))

    assert visitor.joins(page, [left]) == [ACCEPT]
