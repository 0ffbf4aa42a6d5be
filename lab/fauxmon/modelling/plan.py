"""Plan: what to do to a collector so that it has what a model wants."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fauxmon.modelling.difference import FieldChange, changes, conflicts, doubled
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.needs import Need, needs
from fauxmon.modelling.pieces import Key, Piece, chapters_of, is_predefined, pieces_there, pieces_wanted, possible
from fauxmon.modelling.pruning import needed, needed_channels, superfluous
from fauxmon.modelling.shapes.widget_shape import Documents

Action = Literal["create", "update", "delete"]


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to be done. `document` is what it is to be, `found` the collector's object; `fields` say what changes
    of one that is there."""

    action: Action
    key: Key
    document: dict[str, Any]
    found: Any = None
    fields: tuple[FieldChange, ...] = ()


@dataclass(slots=True)
class Plan:
    """`changes` are in the order in which they can be done. `waiting` cannot be done yet, for what the collector lacks;
    `refused` cannot be done at all. `kept` are there and not wanted, and stay, for a reason if they were to go.
    `left_out` is how many of the file, by kind, the collector has no calls for. `chapters` are those of both."""

    changes: list[Change] = field(default_factory=list)
    waiting: list[tuple[Key, list[Need]]] = field(default_factory=list)
    refused: list[tuple[Key, str]] = field(default_factory=list)
    kept: list[tuple[Key, str]] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    chapters: Documents = field(default_factory=dict)
    prune: bool = False

    def channels_kept(self, profile: str) -> set[str]:
        """Channels that a Profile is not wanted to have, and that something needs."""
        return {key.name for key, _ in self.kept if key.kind == "channels" and key.dashboard == profile}


def plan(model: Mapping[str, Any], inventory: Inventory, *, prune: bool = False) -> Plan:
    """How to bring the collector to the model. Without `prune` nothing that it has goes."""
    found_chapters = chapters_of(inventory)
    made = Plan(chapters={**found_chapters, **{one["name"]: one for one in model["chapters"]}}, prune=prune)
    there = pieces_there(inventory, made.chapters)
    pieces, left_out = possible(pieces_wanted(model, inventory, there, made.chapters), inventory)
    wanted = {piece.key: piece for piece in pieces}
    made.left_out = dict(Counter(piece.key.kind for piece in left_out))
    going = superfluous(model, there, wanted, inventory)
    if prune:
        made.kept = needed(going, {**there, **wanted})
        made.kept += needed_channels(wanted, there, going)
    else:
        made.kept = [(piece.key, "") for piece in going]
    waiting: set[Key] = set()
    for key, piece in wanted.items():
        reason = _refusal(piece, there.get(key), inventory)
        if reason:
            made.refused.append((key, reason))
            continue
        change = _change(piece, there.get(key), made)
        if change is None:
            continue
        needed_ = dict.fromkeys(_needs_of(piece))
        missing = [need for need in needed_ if not _is_met(need, inventory, wanted, waiting)]
        if missing:
            waiting.add(key)
            made.waiting.append((key, missing))
        else:
            made.changes.append(change)
    if prune:
        made.changes += [Change("delete", piece.key, piece.document, piece.found) for piece in going]
    return made


def _change(piece: Piece, found: Piece | None, made: Plan) -> Change | None:
    if found is None:
        return Change("create", piece.key, piece.document)
    kept = made.channels_kept(piece.key.name) if piece.key.kind == "profiles" else ()
    fields = changes(piece.key.kind, piece.document, found.document, made.prune, kept)
    return Change("update", piece.key, piece.document, found.found, tuple(fields)) if fields else None


def _refusal(piece: Piece, found: Piece | None, inventory: Inventory) -> str:
    kind, name = piece.key.kind, piece.key.name
    if name in inventory.doubles.get(kind, ()):
        return f"there are two {kind} of this name: rename one"
    if found is not None and (twice := doubled(kind, found.document)):
        return f"{twice} there: rename one"
    if found is None or kind != "profiles":
        return ""
    if is_predefined(kind, found.found):
        return "is the collector's own there: choose another name"
    told = conflicts(piece.document, found.document)
    return f"{' and '.join(told)} there, which is fixed when a Profile is created" if told else ""


def _needs_of(piece: Piece) -> Iterator[Need]:
    yield from needs(piece.key.kind, piece.document)
    if piece.key.dashboard:
        yield Need("dashboards", piece.key.dashboard)


def _is_met(need: Need, inventory: Inventory, wanted: Mapping[Key, Piece], waiting: set[Key]) -> bool:
    key = Key(need.kind, need.name)
    if key in waiting:
        return False
    piece = wanted.get(key)
    if piece is not None and need.channel in [None, *_channels_of(piece)]:
        return True
    return inventory.has(need)


def _channels_of(piece: Piece) -> list[str]:
    return [channel["name"] for channel in piece.document["channels"]] if piece.key.kind == "profiles" else []
