"""Entity: what is listed, read, made, changed and deleted by five calls of the same form (contract 2.8, 2.11)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import GenericAlias
from typing import Any, Generic, Protocol, TypeVar

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbered, numbers
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_api.transport.received import Received
from fauxmon_model.repository import Repository

Row = TypeVar("Row")
Draft = TypeVar("Draft")
_Row = TypeVar("_Row", covariant=True)
_Draft = TypeVar("_Draft", contravariant=True)


class Kept(Protocol[_Row, _Draft]):
    """Where they are kept. Errors: NotFoundError, InvalidError."""

    def all(self) -> Sequence[_Row]:
        """Those that the caller sees."""

    def get(self, id: Any, /) -> _Row:  # noqa: A002 (the contract's word)
        """One of them."""

    def create(self, draft: _Draft, /) -> _Row:
        """A new one of the caller's."""

    def update(self, draft: _Draft, /) -> _Row:
        """Changed by what is given."""

    def remove(self, *ids: Any) -> None:
        """All of these, or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity(Generic[Row, Draft]):
    """A kind of entity. Each method adds a call to `endpoints`; its text is that of a handler: what it does, in a
    sentence, and what there is to know."""

    module: str
    """`__name__` of who describes it."""
    endpoints: Endpoints
    path: str
    kind: str
    """As the model calls it where there is none."""
    noun: str
    nouns: str
    kept: Callable[[Repository], Kept[Row, Draft]]
    draft: Callable[[Received], Draft]
    """What a POST or PUT asks for. Errors: InvalidError, NotFoundError."""
    shape: Callable[[Call], Callable[[Row], Mapping[str, Any]]]
    """What makes rows the contract's objects, for one call."""
    gives: Any
    """The type of these objects."""
    example: Mapping[str, Any]
    """What can be written."""
    example_id: int | str = 1
    numbered: bool = True
    """Whether ids are numbers."""
    fields: Sequence[str] = ("id", "name")
    """Examples of properties."""

    def on_list(
        self,
        known: Known,
        basis: str,
        text: str,
        *,
        chosen: Callable[[Call], Sequence[Row]] | None = None,
        takes: Mapping[str, Any] | None = None,
    ) -> None:
        """GET of all, or of those that are `chosen` by what a call `takes` besides."""
        rows = chosen or (lambda call: self._kept(call).all())

        def handler(call: Bearer) -> Response:
            return listing(list(map(self.shape(call), rows(call))), call.parameters.fields())

        answers = {200: self.nouns.capitalize(), 204: "There are none"}
        told = (known, basis, text, answers, GenericAlias(list, (self.gives,)))
        self._add("GET", self.path, handler, {"fields": list(self.fields), **(takes or {})}, *told)

    def on_one(self, known: Known, basis: str, text: str) -> None:
        """GET of one; 204 where there is none."""

        def handler(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
            def found() -> Mapping[str, Any]:
                return self.shape(call)(self._kept(call).get(numbered(self.kind, id) if self.numbered else id))

            return one(found, call.parameters.fields())

        answers = {200: f"The {self.noun}", 204: f"No such {self.noun}"}
        self._add("GET", self._one, handler, {"fields": list(self.fields)}, known, basis, text, answers, self.gives)

    def on_post(
        self,
        known: Known,
        basis: str,
        text: str,
        *,
        status: int = 201,
        needs: Sequence[str] = (),
        answers: Mapping[int, str] | None = None,
    ) -> None:
        """POST of a new one, which `needs` what the model could not tell from what is kept."""

        def handler(call: Bearer) -> Response:
            entity = call.parameters.received("entity")
            entity.needs(*needs)
            return answer(self.shape(call)(self._kept(call).create(self.draft(entity))), status)

        answered = {status: f"The new {self.noun}", **(answers or {})}
        self._add("POST", self.path, handler, {"entity": self.example}, known, basis, text, answered, self.gives)

    def on_put(
        self,
        known: Known,
        basis: str,
        text: str,
        *,
        path: str | None = None,
        answers: Mapping[int, str] | None = None,
    ) -> None:
        """PUT of one that there is, also by another spelling of the path."""

        def handler(call: Bearer) -> Response:
            entity = call.parameters.received("entity")
            entity.needs("id")
            return answer(self.shape(call)(self._kept(call).update(self.draft(entity))))

        takes = {"entity": {"id": self.example_id, **self.example}}
        answered = {200: f"The changed {self.noun}", 404: f"No such {self.noun}", **(answers or {})}
        self._add("PUT", path or self.path, handler, takes, known, basis, text, answered, self.gives)

    def on_delete(self, known: Known, basis: str, text: str, *, deleted: str = "Deleted") -> None:
        """DELETE of one, or of several with commas between their ids."""

        def handler(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
            self._kept(call).remove(*(numbers(self.kind, id) if self.numbered else id.split(",")))
            return nothing()

        answers = {204: deleted, 404: f"No such {self.noun}"}
        self._add("DELETE", self._one, handler, {}, known, basis, text, answers, None)

    @property
    def _one(self) -> str:
        return f"{self.path}/{{id}}"

    def _kept(self, call: Call) -> Kept[Row, Draft]:
        return self.kept(call.context.repository)

    def _add(
        self,
        method: str,
        path: str,
        handler: Callable[..., Response],
        takes: Mapping[str, Any],
        known: Known,
        basis: str,
        text: str,
        answers: Mapping[int, str],
        gives: Any,
    ) -> None:
        handler.__doc__, handler.__module__ = text, self.module
        self.endpoints.on(method, path, known, basis, takes=takes, answers=answers, gives=gives)(handler)
