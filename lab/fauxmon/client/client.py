"""Client and AsyncClient: the calls of the contract by what they mean, sent by one that waits or one that awaits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Self, TypeVar

import httpx

from fauxmon.client.calls import Calls
from fauxmon.client.control import AsyncControl, Control
from fauxmon.client.exchange import AsyncSender, Exchange, Sender
from fauxmon.client.patience import COMPUTING, Patience
from fauxmon.client.request import Answer, Request
from fauxmon.client.session import async_session, session
from fauxmon.client.target import Target
from fauxmon.client.transport import answer_of, arguments, failures_of

T = TypeVar("T")


class Client(Calls, Sender):
    """One collector. Lists are empty where the collector answers 204. Errors of all calls: ClientError."""

    def __init__(
        self, target: Target, patience: Patience | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.target = target
        self._http = session(target)
        self._patience = patience or Patience()
        self._sleep = sleep

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    @property
    def control(self) -> Control:
        """What a Fauxmon has besides."""
        return Control(self)

    def run(self, exchange: Exchange[T]) -> T:
        """Send the requests of an Exchange; a call that has no method here can be one of your own."""
        try:
            request = next(exchange)
            while True:
                request = exchange.send(self._waited(request))
        except StopIteration as done:
            result: T = done.value
            return result

    def send(self, request: Request) -> Answer:
        """Send one request."""
        with failures_of(self.target):
            response = self._http.request(**arguments(request))
        return answer_of(self.target, response)

    def _waited(self, request: Request) -> Answer:
        answer = self.send(request)
        pauses = self._patience.pauses()
        while request.patient and answer.status == COMPUTING:
            self._sleep(next(pauses))
            answer = self.send(request)
        return answer


class AsyncClient(Calls, AsyncSender):
    """The same with calls to be awaited, several at a time if you like."""

    def __init__(
        self,
        target: Target,
        patience: Patience | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.target = target
        self._http = async_session(target)
        self._patience = patience or Patience()
        self._sleep = sleep
        self._first = asyncio.Lock()
        self._answered = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.aclose()

    @property
    def control(self) -> AsyncControl:
        """What a Fauxmon has besides."""
        return AsyncControl(self)

    async def run(self, exchange: Exchange[T]) -> T:
        """Send the requests of an Exchange; a call that has no method here can be one of your own."""
        try:
            request = next(exchange)
            while True:
                request = exchange.send(await self._awaited(request))
        except StopIteration as done:
            result: T = done.value
            return result

    async def send(self, request: Request) -> Answer:
        """Send one request."""
        with failures_of(self.target):
            response = await self._response(request)
        return answer_of(self.target, response)

    async def _response(self, request: Request) -> httpx.Response:
        # The first call goes alone and brings the token: else each of many at a time would log in.
        if not self._answered:
            async with self._first:
                if not self._answered:
                    response = await self._http.request(**arguments(request))
                    self._answered = True
                    return response
        return await self._http.request(**arguments(request))

    async def _awaited(self, request: Request) -> Answer:
        answer = await self.send(request)
        pauses = self._patience.pauses()
        while request.patient and answer.status == COMPUTING:
            await self._sleep(next(pauses))
            answer = await self.send(request)
        return answer
