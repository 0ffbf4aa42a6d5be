"""Two files to be held side by side: what a collector has of a model, and the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon.modelling.difference import RECORDS
from fauxmon.modelling.documents import CHANNEL, VERSION
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.pieces import Key, Piece, chapters_of, pieces_there, pieces_wanted
from fauxmon.modelling.record import Record
from fauxmon.modelling.writing import write

_KINDS = ("profiles", "chapters", "reports", "dashboards")


def compared(model: Mapping[str, Any], inventory: Inventory) -> tuple[str, str]:
    """(what is there, what is wanted) as YAML, both of the things that the model has, in its order. What it leaves to
    the collector is as the collector has it."""
    chapters = {**chapters_of(inventory), **{one["name"]: one for one in model["chapters"]}}
    there = pieces_there(inventory, chapters)
    wanted = pieces_wanted(model, inventory, chapters)
    if inventory.reports is None:
        wanted = [piece for piece in wanted if piece.key.kind != "reports"]
    kept = [_with_left(piece, there) for piece in wanted]
    dashboards = {piece.key.name for piece in wanted if piece.key.kind == "dashboards"}
    keys = {piece.key: None for piece in wanted} | {key: None for key in there if key.dashboard in dashboards}
    found = [there[key] for key in keys if key in there]
    return _file(found), _file(kept)


def _with_left(piece: Piece, there: Mapping[Key, Piece]) -> Piece:
    found = there.get(piece.key)
    if found is None:
        return piece
    document = _filled(RECORDS[piece.key.kind], piece.document, found.document)
    if piece.key.kind == "profiles":
        channels = {channel["name"]: channel for channel in found.document["channels"]}
        document["channels"] = [
            _filled(CHANNEL, channel, channels.get(channel["name"], channel)) for channel in piece.document["channels"]
        ]
    return Piece(piece.key, document)


def _filled(record: Record, wanted: Mapping[str, Any], found: Mapping[str, Any]) -> dict[str, Any]:
    left = {field.name for field in record.fields if field.left and wanted[field.name] is None}
    return {name: found[name] if name in left else value for name, value in wanted.items()}


def _file(pieces: Sequence[Piece]) -> str:
    documents = {kind: [piece.document for piece in pieces if piece.key.kind == kind] for kind in _KINDS}
    widgets = [piece for piece in pieces if piece.key.dashboard]
    documents["dashboards"] = [
        {**one, "widgets": [piece.document for piece in widgets if piece.key.dashboard == one["name"]]}
        for one in documents["dashboards"]
    ]
    return write({"version": VERSION, "owns": [], **documents})
