# ruff: noqa: A002 - an id is called id here as in the product
"""Entities: what the collections of the contract have in common (2.1.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar
from urllib.parse import quote

from fauxmon.client.calls.profiles import dependants
from fauxmon.client.exchange import Exchange
from fauxmon.client.request import create, delete, get, one, replace, several
from fauxmon.client.types import Dependants

E = TypeVar("E")


class Entities(Generic[E]):
    """A collection at `path`; what would go with one of its members is told below `dependencies`, if anywhere."""

    def __init__(self, path: str, dependencies: str = "") -> None:
        self._path = path
        self._dependencies = dependencies

    def all(self) -> Exchange[list[E]]:
        """Every one."""
        return several((yield get(self._path)))

    def get(self, id: str | int) -> Exchange[E | None]:
        """The one with this id; None if there is no such."""
        found: E | None = (yield get(f"{self._path}/{part(id)}")).body
        return found

    def create(self, entity: Mapping[str, Any]) -> Exchange[E]:
        """A new one, its id assigned."""
        made: E = one((yield create(self._path, entity)))
        return made

    def update(self, entity: Mapping[str, Any]) -> Exchange[E]:
        """A changed one; what is not given stays."""
        changed: E = one((yield replace(self._path, entity)))
        return changed

    def delete(self, id: str | int) -> Exchange[None]:
        """Delete one."""
        yield delete(f"{self._path}/{part(id)}")

    def dependants(self, id: str | int) -> Exchange[list[Dependants]]:
        """What would go, or change, with one."""
        return dependants((yield get(f"{self._dependencies}/{part(id)}")).body)


def part(id: str | int) -> str:
    """An id as one part of a path."""
    return quote(str(id), safe="")
