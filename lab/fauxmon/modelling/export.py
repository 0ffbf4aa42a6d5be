"""Export: what a collector has, as a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from fauxmon.modelling.documents import VERSION
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.needs import needs
from fauxmon.modelling.pieces import Key, Piece, chapters_of, is_predefined, pieces_there, reading_order
from fauxmon.modelling.problems import RefusedError


def exported(inventory: Inventory, only: Sequence[str] = ("*",)) -> dict[str, Any]:
    """What its users have made, by name: all that matches one of these patterns, and what that needs. What is
    predefined every collector has by itself. Errors: RefusedError for two things of one name."""
    there = pieces_there(inventory, chapters_of(inventory))
    own = {key: piece for key, piece in there.items() if not is_predefined(key.kind, piece.found)}
    chosen = _with_needs([key for key in own if _matches(key, only)], own)
    for key in chosen:
        if key.name in inventory.doubles.get(key.kind, ()):
            raise RefusedError(f"there are two {key.kind} named {key.name}: rename one, or choose others with --only")
    documents = {kind: _documents(kind, chosen, own) for kind in ("profiles", "chapters", "reports", "dashboards")}
    return {"version": VERSION, "owns": [], **documents}


def _matches(key: Key, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(key.dashboard or key.name, pattern) for pattern in patterns)


def _with_needs(keys: list[Key], own: Mapping[Key, Piece]) -> dict[Key, None]:
    """These and, all the way down, what they need of what users have made."""
    chosen = dict.fromkeys(keys)
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        for need in needs(key.kind, own[key].document):
            below = Key(need.kind, need.name)
            if below in own and below not in chosen:
                chosen[below] = None
                waiting.append(below)
    return chosen


def _documents(kind: str, chosen: Mapping[Key, None], own: Mapping[Key, Piece]) -> list[dict[str, Any]]:
    found = sorted((own[key].document for key in chosen if key.kind == kind), key=lambda document: document["name"])
    if kind != "dashboards":
        return found
    return [{**document, "widgets": _widgets(document["name"], own)} for document in found]


def _widgets(dashboard: str, own: Mapping[Key, Piece]) -> list[dict[str, Any]]:
    widgets = [piece.document for key, piece in own.items() if key.dashboard == dashboard]
    return sorted(widgets, key=reading_order)
