"""Endpoint: a route with what is known about it. Routing, `/rest/methods`, OpenAPI and COVERAGE.md all read these."""

from __future__ import annotations

import enum
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fastapi.routing import APIRoute

EVENT_STREAM = "text/event-stream"
STORE_FAILS: Mapping[int, str] = {503: "The flow store cannot answer, or the server is stopping"}
"""What every endpoint of a theme answers that asks the flow store."""
Handler = TypeVar("Handler", bound=Callable[..., Any])


class Known(enum.Enum):
    """Where the behaviour of an endpoint is known from."""

    DOCUMENTED = "documented"
    """Stated in the vendor's REST guide."""
    READ = "read by a client"
    """A public client depends on it."""
    INFERRED = "inferred"
    """Our decision; nothing public tells."""
    OURS = "ours"
    """Not in the product: the control plane."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One method of one path.

    `basis` says in a line what the knowledge rests on; `takes` names the parameters, each with an example that shows
    every property; `answers` gives the status codes and their meaning, but for those that all of its kind can answer;
    `gives` is the type of the body of a success, or of each status that has a body of its own, or `EVENT_STREAM`.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    tag: str
    known: Known
    basis: str
    takes: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)
    gives: Any = None

    @property
    def summary(self) -> str:
        """First sentence of the handler's docstring."""
        return (inspect.getdoc(self.handler) or "").partition("\n")[0].partition(". ")[0].rstrip(".")

    @property
    def description(self) -> str:
        """The handler's docstring, and where all of it is known from."""
        return f"{inspect.getdoc(self.handler)}\n\nKnown from: {self.known.value} ({self.basis})."

    def route(self) -> APIRoute:
        """The route of an app. It holds nothing of the app, which a handler finds by its request."""
        return APIRoute(
            self.path,
            self.handler,
            methods=[self.method],
            status_code=min(self.answers),
            response_model=None,
            operation_id=f"{self.method.lower()}{self.path}",
            include_in_schema=False,
        )


class Endpoints(list[Endpoint]):
    """Endpoints of one theme, collected by decorators. `answers` are status codes that all of them can answer."""

    def __init__(self, tag: str, answers: Mapping[int, str] | None = None) -> None:
        super().__init__()
        self._tag = tag
        self._answers = answers or {}

    def on(
        self,
        method: str,
        path: str,
        known: Known,
        basis: str,
        *,
        takes: Mapping[str, Any] | None = None,
        answers: Mapping[int, str] | None = None,
        gives: Any = None,
    ) -> Callable[[Handler], Handler]:
        """Decorator: the function below handles `method path`. Without `answers` it is 200."""

        def add(handler: Handler) -> Handler:
            answered = {**self._answers, **(answers or {200: "Done"})}
            self.append(Endpoint(method, path, handler, self._tag, known, basis, takes or {}, answered, gives))
            return handler

        return add
