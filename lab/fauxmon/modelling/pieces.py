"""Pieces: a model, or what a collector has, as single things that can be held against each other, in the order in which
they can be made."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from fauxmon.modelling.documents import ALL_SOURCES
from fauxmon.modelling.inventory import Inventory, channel_called
from fauxmon.modelling.needs import needs
from fauxmon.modelling.pairs import paired
from fauxmon.modelling.shapes import (
    chapter_shape,
    dashboard_shape,
    profile_shape,
    report_shape,
    topology_shape,
    views,
    widget_shape,
)
from fauxmon.modelling.shapes.localization import english
from fauxmon.modelling.shapes.widget_shape import Documents, title_of
from fauxmon_model.entities import LIVE, SOURCES_GROUP
from fauxmon_model.predefined import CHAPTERS, PROFILES

_PREDEFINED = {
    "profiles": frozenset({LIVE, *(profile.id for profile in PROFILES)}),
    "chapters": frozenset(chapter.name for chapter in CHAPTERS),
}


class Key(NamedTuple):
    """What a thing is known by. A Widget has its Dashboard, and a number if it is not the first of its title there."""

    kind: str
    name: str
    dashboard: str = ""
    number: int = 1

    def __str__(self) -> str:
        again = f" #{self.number}" if self.number > 1 else ""
        return f"{self.dashboard}: {self.name}{again}" if self.dashboard else self.name


class Piece(NamedTuple):
    """`document` is as files have it, `found` the collector's object, if it has one."""

    key: Key
    document: dict[str, Any]
    found: Any = None


def is_predefined(kind: str, found: Any) -> bool:
    """Whether every collector has it, or makes it by itself: it is neither exported nor changed."""
    if kind == "profiles":
        return found["id"] in _PREDEFINED[kind] or found.get("group") == SOURCES_GROUP
    return kind == "chapters" and english(found, "name") in _PREDEFINED[kind]


def chapters_of(inventory: Inventory) -> dict[str, dict[str, Any]]:
    """Every Chapter of a collector as files have it."""
    return {name: chapter_shape.describe(chapter, inventory) for name, chapter in inventory.chapters.items()}


def pieces_there(inventory: Inventory, chapters: Documents) -> dict[Key, Piece]:
    """What a collector has. Columns of Widgets are told as they follow from these Chapters."""
    found = [
        *_described("profiles", inventory.profiles, inventory, profile_shape.describe),
        *_described("chapters", inventory.chapters, inventory, chapter_shape.describe),
        *_described("reports", inventory.reports or {}, inventory, report_shape.describe),
        *_described("topologies", inventory.topologies or {}, inventory, topology_shape.describe),
        *_described("dashboards", inventory.dashboards, inventory, dashboard_shape.describe),
    ]
    for dashboard, widgets in inventory.widgets.items():
        described = [(widget_shape.describe(one, inventory, chapters), one) for one in widgets]
        seen: Counter[str] = Counter()
        for document, one in sorted(described, key=lambda pair: reading_order(pair[0])):
            seen[title_of(document)] += 1
            key = Key("widgets", title_of(document), dashboard, seen[title_of(document)])
            found.append(Piece(key, document, one))
    return {piece.key: piece for piece in found}


def pieces_wanted(
    model: Mapping[str, Any], inventory: Inventory, there: Mapping[Key, Piece], chapters: Documents
) -> list[Piece]:
    """What a model wants, Profiles after their parents, in the words that `pieces_there` has for this collector."""
    profiles = [_canonical_profile(profile, inventory) for profile in _parents_first(model["profiles"])]
    found = [Piece(Key("profiles", profile["name"]), profile) for profile in profiles]
    for chapter in model["chapters"]:
        channels = _canonical(chapter["channels"], chapter["profile"], inventory)
        found.append(Piece(Key("chapters", chapter["name"]), {**chapter, "channels": channels}))
    found += [Piece(Key("reports", report["name"]), report) for report in model["reports"]]
    for topology in model["topologies"]:
        found.append(Piece(Key("topologies", topology["name"]), _canonical_topology(topology, inventory)))
    for dashboard in model["dashboards"]:
        found.append(Piece(Key("dashboards", dashboard["name"]), {**dashboard, "widgets": []}))
        short = [
            widget_shape.shortened(_canonical_widget(widget, inventory), chapters) for widget in dashboard["widgets"]
        ]
        found += _widgets(dashboard["name"], short, there)
    return found


def possible(pieces: Iterable[Piece], inventory: Inventory) -> tuple[list[Piece], list[Piece]]:
    """Those that the collector has calls for, and the others: what it has none for, and what needs that."""
    lacking = inventory.lacking
    had: list[Piece] = []
    left_out: list[Piece] = []
    for piece in pieces:
        kinds = [piece.key.kind, *(need.kind for need in needs(piece.key.kind, piece.document))]
        (left_out if any(kind in lacking for kind in kinds) else had).append(piece)
    return had, left_out


def _described(kind: str, things: Mapping[str, Any], inventory: Inventory, describe: Any) -> Iterator[Piece]:
    for name, thing in things.items():
        yield Piece(Key(kind, name), describe(thing, inventory), thing)


def _widgets(dashboard: str, documents: Iterable[dict[str, Any]], there: Mapping[Key, Piece]) -> Iterator[Piece]:
    """In the order of their places; each with the key of the one that it is there."""
    by_title: dict[str, list[dict[str, Any]]] = {}
    for document in sorted(documents, key=reading_order):
        by_title.setdefault(title_of(document), []).append(document)
    for title, wanted in by_title.items():
        found = [(piece.document, key) for key, piece in there.items() if key[:3] == ("widgets", title, dashboard)]
        new = itertools.count(len(found) + 1)
        for document, key in zip(wanted, paired(wanted, found), strict=True):
            yield Piece(key or Key("widgets", title, dashboard, next(new)), document)


def reading_order(document: Mapping[str, Any]) -> tuple[Any, ...]:
    """From top to bottom, then from left to right; what stands at one place in an order that is the same on every
    collector."""
    place = document["place"] or {}
    whole = json.dumps(document, sort_keys=True)
    return (place.get("y", -1), place.get("x", -1), title_of(document), document["clazz"], whole)


def _parents_first(profiles: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    waiting = {profile["name"]: dict(profile) for profile in profiles}
    ordered: list[dict[str, Any]] = []
    while waiting:
        ready = [name for name, profile in waiting.items() if profile["parent"] not in waiting]
        ordered += [waiting.pop(name) for name in ready]
    return ordered


def _canonical_profile(profile: dict[str, Any], inventory: Inventory) -> dict[str, Any]:
    channels = [
        {**channel, "parent": _canonical(channel["parent"], profile["parent"], inventory)}
        for channel in profile["channels"]
    ]
    return {**profile, "channels": channels}


def _canonical_topology(topology: dict[str, Any], inventory: Inventory) -> dict[str, Any]:
    paths = [
        {**path, **{way: _canonical_link(path[way], inventory) for way in topology_shape.LINKS}}
        for path in topology["paths"]
    ]
    return {**topology, "paths": paths}


def _canonical_link(link: dict[str, Any] | None, inventory: Inventory) -> dict[str, Any] | None:
    if link is None:
        return None
    return {**link, "channel": _channel_there(link["profile"], link["channel"], inventory)}


def _canonical_widget(widget: dict[str, Any], inventory: Inventory) -> dict[str, Any]:
    def there(profile: str, channel: str) -> tuple[str, str]:
        return profile, _channel_there(profile, channel, inventory)

    return {**widget, "visualizationSettings": views.renamed(widget["visualizationSettings"], there)}


def _canonical(names: str | list[str], profile: str, inventory: Inventory) -> str | list[str]:
    return names if isinstance(names, str) else [_channel_there(profile, name, inventory) for name in names]


def _channel_there(profile: str, name: str, inventory: Inventory) -> str:
    """The name of a Channel of All Sources as this collector has it; one that it has not stays."""
    live = inventory.profiles.get(ALL_SOURCES)
    if profile != ALL_SOURCES or live is None:
        return name
    try:
        return channel_called(live, name)["name"]
    except LookupError:
        return name
