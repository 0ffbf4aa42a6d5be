"""Pieces: a model, or what a collector has, as single things that can be held against each other, in the order in which
they can be made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from fauxmon.client import Widget
from fauxmon.modelling.documents import ALL_SOURCES
from fauxmon.modelling.inventory import Inventory, channel_called
from fauxmon.modelling.shapes import chapter_shape, dashboard_shape, profile_shape, report_shape, widget_shape
from fauxmon.modelling.shapes.widget_shape import Documents, title_of
from fauxmon.modelling.words import ALL
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
    return kind == "chapters" and found["name"] in _PREDEFINED[kind]


def chapters_of(inventory: Inventory) -> dict[str, dict[str, Any]]:
    """Every Chapter of a collector as files have it."""
    return {name: chapter_shape.describe(chapter, inventory) for name, chapter in inventory.chapters.items()}


def pieces_there(inventory: Inventory, chapters: Documents) -> dict[Key, Piece]:
    """What a collector has. Columns of Widgets are told as they follow from these Chapters."""
    found = [
        *_described("profiles", inventory.profiles, inventory, profile_shape.describe),
        *_described("chapters", inventory.chapters, inventory, chapter_shape.describe),
        *_described("reports", inventory.reports or {}, inventory, report_shape.describe),
        *_described("dashboards", inventory.dashboards, inventory, dashboard_shape.describe),
    ]
    for dashboard, widgets in inventory.widgets.items():
        found += _widgets(dashboard, ((widget_shape.describe(one, inventory, chapters), one) for one in widgets))
    return {piece.key: piece for piece in found}


def pieces_wanted(model: Mapping[str, Any], inventory: Inventory, chapters: Documents) -> list[Piece]:
    """What a model wants, Profiles after their parents, in the words that `pieces_there` has for this collector."""
    profiles = [_canonical_profile(profile, inventory) for profile in _parents_first(model["profiles"])]
    found = [Piece(Key("profiles", profile["name"]), profile) for profile in profiles]
    for chapter in model["chapters"]:
        channels = _canonical(chapter["channels"], chapter["profile"], inventory)
        found.append(Piece(Key("chapters", chapter["name"]), {**chapter, "channels": channels}))
    found += [Piece(Key("reports", report["name"]), report) for report in model["reports"]]
    for dashboard in model["dashboards"]:
        found.append(Piece(Key("dashboards", dashboard["name"]), {**dashboard, "widgets": []}))
        short = (widget_shape.shortened(widget, chapters) for widget in dashboard["widgets"])
        found += _widgets(dashboard["name"], ((widget, None) for widget in short))
    return found


def _described(kind: str, things: Mapping[str, Any], inventory: Inventory, describe: Any) -> Iterator[Piece]:
    for name, thing in things.items():
        yield Piece(Key(kind, name), describe(thing, inventory), thing)


def _widgets(dashboard: str, widgets: Iterable[tuple[dict[str, Any], Widget | None]]) -> Iterator[Piece]:
    """In the order of their places, which is the same on every collector."""
    seen: Counter[str] = Counter()
    for document, found in sorted(widgets, key=lambda pair: reading_order(pair[0])):
        title = title_of(document)
        seen[title] += 1
        yield Piece(Key("widgets", title, dashboard, seen[title]), document, found)


def reading_order(document: Mapping[str, Any]) -> tuple[Any, ...]:
    """From top to bottom, then from left to right."""
    place = document["place"] or {}
    return (place.get("y", -1), place.get("x", -1), title_of(document), document["clazz"])


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


def _canonical(names: str | list[str], profile: str, inventory: Inventory) -> str | list[str]:
    """Names of Channels of All Sources as this collector has them; those that it has not stay."""
    live = inventory.profiles.get(ALL_SOURCES)
    if names == ALL or profile != ALL_SOURCES or live is None:
        return names
    return [_name_there(live, name) for name in names]


def _name_there(live: Any, name: str) -> str:
    try:
        return channel_called(live, name)["name"]
    except LookupError:
        return name
