"""Endpoint: a route with what is known about it. Routing, `/rest/methods`, OpenAPI and COVERAGE.md all read these."""

from __future__ import annotations

import enum
import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from fastapi import FastAPI

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

    `basis` says in a line what the knowledge rests on; `takes` names the parameters, each with an example;
    `answers` gives the status codes and their meaning.
    """

    method: str
    path: str
    handler: Callable[..., Any]
    tag: str
    known: Known
    basis: str
    takes: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """First sentence of the handler's docstring."""
        return (inspect.getdoc(self.handler) or "").partition("\n")[0].partition(". ")[0].rstrip(".")

    def register(self, app: FastAPI) -> None:
        """Add the route to `app`."""
        app.add_api_route(
            self.path,
            self.handler,
            methods=[self.method],
            tags=[self.tag],
            summary=self.summary,
            description=f"{inspect.getdoc(self.handler)}\n\nKnown from: {self.known.value} ({self.basis}).",
            responses={code: {"description": meaning} for code, meaning in self.answers.items()},
            status_code=min(self.answers),
            response_model=None,
            operation_id=f"{self.method.lower()}{self.path}",
            openapi_extra=self._openapi(),
        )

    def _openapi(self) -> dict[str, Any]:
        known = {"x-known-from": {"kind": self.known.value, "basis": self.basis}}
        if not self.takes:
            return known
        if self.method in {"GET", "DELETE"}:
            parameters = [
                {"name": name, "in": "query", "schema": {"type": "string"}, "example": _as_query(example)}
                for name, example in self.takes.items()
            ]
            return {**known, "parameters": parameters}
        content = {"application/json": {"schema": {"type": "object"}, "example": dict(self.takes)}}
        return {**known, "requestBody": {"content": content}}


def _as_query(example: Any) -> str:
    return example if isinstance(example, str) else json.dumps(example)


class Endpoints(list[Endpoint]):
    """Endpoints of one theme, collected by decorators."""

    def __init__(self, tag: str) -> None:
        super().__init__()
        self._tag = tag

    def on(
        self,
        method: str,
        path: str,
        known: Known,
        basis: str,
        *,
        takes: Mapping[str, Any] | None = None,
        answers: Mapping[int, str] | None = None,
    ) -> Callable[[Handler], Handler]:
        """Decorator: the function below handles `method path`. Without `answers` it is 200."""

        def add(handler: Handler) -> Handler:
            answered = answers or {200: "Done"}
            self.append(Endpoint(method, path, handler, self._tag, known, basis, takes or {}, answered))
            return handler

        return add
