"""What may be deleted: what a model owns and does not want, unless something that stays needs it.

A model owns the Widgets of its Dashboards, and Profiles, Chapters, Reports and Dashboards whose names match one of the
patterns in its `owns`. What is predefined it never owns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.needs import needs
from fauxmon.modelling.pieces import Key, Piece, is_predefined
from fauxmon.modelling.words import WORDS

_KINDS = list(WORDS)


def superfluous(
    model: Mapping[str, Any], there: Mapping[Key, Piece], wanted: Mapping[Key, Piece], inventory: Inventory
) -> list[Piece]:
    """What is there, is owned and is not wanted; what needs something comes before it."""
    dashboards = {dashboard["name"] for dashboard in model["dashboards"]}

    def owned(key: Key) -> bool:
        if key.dashboard:
            return key.dashboard in dashboards
        return any(fnmatchcase(key.name, pattern) for pattern in model["owns"])

    found = [
        piece
        for key, piece in there.items()
        if key not in wanted
        and owned(key)
        and not is_predefined(key.kind, piece.found)
        and key.name not in inventory.doubles.get(key.kind, ())
    ]
    return sorted(found, key=lambda piece: (-_KINDS.index(piece.key.kind), -_depth(piece, there)))


def needed(going: list[Piece], all_: Mapping[Key, Piece]) -> list[tuple[Key, str]]:
    """Those that something needs that stays, and why; they are taken out of the list. One that stays for such a reason
    may keep others."""
    kept: list[tuple[Key, str]] = []
    while True:
        leaving = {piece.key for piece in going}
        users = {
            Key(need.kind, need.name): key
            for key, piece in all_.items()
            if key not in leaving and Key("dashboards", key.dashboard) not in leaving
            for need in needs(key.kind, piece.document)
        }
        staying = [piece for piece in going if piece.key in users]
        if not staying:
            return kept
        for piece in staying:
            user = users[piece.key]
            kept.append((piece.key, f"the {WORDS[user.kind]} {user} needs it"))
            going.remove(piece)


def needed_channels(
    wanted: Mapping[Key, Piece], there: Mapping[Key, Piece], going: list[Piece]
) -> Iterator[tuple[Key, str]]:
    """Channels that a Profile of the model has not, and that something needs that stays, and why they stay."""
    leaving = {piece.key for piece in going}
    users = {
        (need.name, need.channel): key
        for key, piece in {**there, **wanted}.items()
        if key not in leaving and Key("dashboards", key.dashboard) not in leaving
        for need in needs(key.kind, piece.document)
    }
    for key, piece in wanted.items():
        if key.kind != "profiles" or key not in there:
            continue
        names = [channel["name"] for channel in piece.document["channels"]]
        for name in (channel["name"] for channel in there[key].document["channels"]):
            user = users.get((key.name, name))
            if name not in names and user is not None:
                yield Key("channels", name, key.name), f"the {WORDS[user.kind]} {user} needs it"


def _depth(piece: Piece, there: Mapping[Key, Piece]) -> int:
    depth = 0
    while piece.key.kind == "profiles":
        above = there.get(Key("profiles", piece.document["parent"]))
        if above is None or above.key == piece.key:
            break
        piece, depth = above, depth + 1
    return depth
