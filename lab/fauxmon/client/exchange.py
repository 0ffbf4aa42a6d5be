"""Exchange: a call of the contract as the requests that it takes, whoever sends them, and Call, which makes of one a
method of the client that waits and of the client that awaits."""

from __future__ import annotations

import functools
from abc import ABC, abstractmethod
from collections.abc import Callable, Coroutine, Generator
from typing import Any, Generic, ParamSpec, Self, TypeAlias, TypeVar, overload

from fauxmon.client.request import Answer, Request

P = ParamSpec("P")
T = TypeVar("T")

Exchange: TypeAlias = Generator[Request, Answer, T]
"""Yields requests, is sent their answers, returns what they mean."""


class Sender(ABC):
    """Sends the requests of an Exchange, and waits for their answers."""

    @abstractmethod
    def run(self, exchange: Exchange[T]) -> T:
        """What the answers mean. Errors: ClientError."""


class AsyncSender(ABC):
    """Sends the requests of an Exchange, and awaits their answers."""

    @abstractmethod
    async def run(self, exchange: Exchange[T]) -> T:
        """What the answers mean. Errors: ClientError."""


class Call(Generic[P, T]):
    """An Exchange as a method: of a Sender it gives what the answers mean, of an AsyncSender something to await."""

    def __init__(self, describe: Callable[P, Exchange[T]]) -> None:
        self._describe = describe
        self.__doc__ = describe.__doc__

    @overload
    def __get__(self, sender: Sender, owner: type | None = None) -> Callable[P, T]: ...
    @overload
    def __get__(self, sender: AsyncSender, owner: type | None = None) -> Callable[P, Coroutine[Any, Any, T]]: ...
    @overload
    def __get__(self, sender: None, owner: type) -> Self: ...
    def __get__(self, sender: Sender | AsyncSender | None, owner: type | None = None) -> Any:
        if sender is None:
            return self
        describe, run = self._describe, sender.run

        @functools.wraps(describe)
        def calling(*args: P.args, **kwargs: P.kwargs) -> Any:
            return run(describe(*args, **kwargs))

        return calling
