"""Two files to be held side by side: what a collector has of a model, and the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fauxmon.modelling.difference import RECORDS
from fauxmon.modelling.documents import KINDS, VERSION
from fauxmon.modelling.forms import Form, ListOf
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.pieces import Key, Piece, chapters_of, pieces_there, pieces_wanted, possible
from fauxmon.modelling.record import Record
from fauxmon.modelling.writing import write


def compared(model: Mapping[str, Any], inventory: Inventory) -> tuple[str, str]:
    """(what is there, what is wanted) as YAML, both of the things that the model has, in its order. What it leaves to
    the collector is as the collector has it."""
    chapters = {**chapters_of(inventory), **{one["name"]: one for one in model["chapters"]}}
    there = pieces_there(inventory, chapters)
    wanted, _ = possible(pieces_wanted(model, inventory, there, chapters), inventory)
    kept = [_as_left(piece, there) for piece in wanted]
    dashboards = {piece.key.name for piece in wanted if piece.key.kind == "dashboards"}
    keys = {piece.key: None for piece in wanted} | {key: None for key in there if key.dashboard in dashboards}
    found = [there[key] for key in keys if key in there]
    return _file(found), _file(kept)


def _as_left(piece: Piece, there: Mapping[Key, Piece]) -> Piece:
    found = there.get(piece.key)
    if found is None:
        return piece
    return Piece(piece.key, _with_left(RECORDS[piece.key.kind], piece.document, found.document))


def _with_left(form: Form, wanted: Any, found: Any) -> Any:
    """What is wanted, with what it leaves to the collector as it is there."""
    if wanted is None or found is None:
        return wanted
    if isinstance(form, Record):
        return {
            field.name: found[field.name]
            if field.left and wanted[field.name] is None
            else _with_left(field.form, wanted[field.name], found[field.name])
            for field in form.fields
        }
    if isinstance(form, ListOf) and isinstance(form.of, Record):
        return [_with_left(form.of, one, other) for one, other in _pairs(wanted, found)]
    return wanted


def _pairs(wanted: Sequence[Any], found: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """By their names, or else by their places."""
    names = {one["name"]: one for one in found if "name" in one}
    for index, one in enumerate(wanted):
        yield one, names.get(one["name"]) if "name" in one else found[index] if index < len(found) else None


def _file(pieces: Sequence[Piece]) -> str:
    documents = {kind: [piece.document for piece in pieces if piece.key.kind == kind] for kind in KINDS}
    widgets = [piece for piece in pieces if piece.key.dashboard]
    documents["dashboards"] = [
        {**one, "widgets": [piece.document for piece in widgets if piece.key.dashboard == one["name"]]}
        for one in documents["dashboards"]
    ]
    return write({"version": VERSION, "owns": [], **documents})
