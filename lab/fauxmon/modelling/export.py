"""Export: what a collector has, as a model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from fauxmon.modelling.difference import doubled
from fauxmon.modelling.documents import ALL_SOURCES, KINDS, VERSION
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.layout_rules import misplaced
from fauxmon.modelling.needs import Need, needs
from fauxmon.modelling.pieces import Key, Piece, chapters_of, is_predefined, pieces_there, reading_order
from fauxmon.modelling.problems import RefusedError
from fauxmon.modelling.shapes.widget_shape import written_out


class Exported(NamedTuple):
    """`left_out` are things that need what the collector does not have any more, and what that is."""

    model: dict[str, Any]
    left_out: list[tuple[Key, Need]]


def exported(inventory: Inventory, only: Sequence[str] = ("*",)) -> Exported:
    """What its users have made, by name: all that matches one of these patterns, and what that needs. What is
    predefined every collector has by itself, and what shows nothing there shows nothing anywhere. Errors: RefusedError
    for two things of one name."""
    there = pieces_there(inventory, chapters_of(inventory))
    own = {key: piece for key, piece in there.items() if not is_predefined(key.kind, piece.found)}
    chosen = _with_needs([key for key in own if _matches(key, only)], own)
    for key in chosen:
        twice = doubled(key.kind, own[key].document)
        if key.name in inventory.doubles.get(key.kind, ()):
            twice = f"there are two {key.kind} named {key.name}"
        if twice:
            raise RefusedError(f"{key}: {twice}: rename one, or choose others with --only")
    left_out = _broken(chosen, own, inventory)
    whole = {key: own[key] for key in chosen if key not in left_out}
    return Exported(
        {"version": VERSION, "owns": [], **{kind: _documents(kind, whole) for kind in KINDS}}, list(left_out.items())
    )


def _broken(chosen: Mapping[Key, None], own: Mapping[Key, Piece], inventory: Inventory) -> dict[Key, Need]:
    """What needs something that is not there, and what needs one of these."""
    found: dict[Key, Need] = {}
    while True:
        more = {
            key: need
            for key in chosen
            if key not in found
            for need in needs(key.kind, own[key].document)
            if not (inventory.has(need) or _may_come(need)) or Key(need.kind, need.name) in found
        }
        if not more:
            return found
        found |= more


def _may_come(need: Need) -> bool:
    """A Channel of All Sources comes back with its Source."""
    return need.name == ALL_SOURCES


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


def _documents(kind: str, own: Mapping[Key, Piece]) -> list[dict[str, Any]]:
    found = sorted(
        (piece.document for key, piece in own.items() if key.kind == kind), key=lambda document: document["name"]
    )
    if kind != "dashboards":
        return found
    return [{**document, "widgets": _widgets(document["name"], own)} for document in found]


def _widgets(dashboard: str, own: Mapping[Key, Piece]) -> list[dict[str, Any]]:
    widgets = sorted((piece.document for key, piece in own.items() if key.dashboard == dashboard), key=reading_order)
    upon = {path[0] for path, _ in misplaced((), widgets)}
    return [written_out(widget) if number in upon else widget for number, widget in enumerate(widgets)]
