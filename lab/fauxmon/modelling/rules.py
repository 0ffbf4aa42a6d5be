"""The rules of a model: what its parts must be to each other. What only a collector knows is held against one later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fauxmon.modelling.documents import (
    ALL_SOURCES,
    CHAPTER,
    TOP_FIELDS,
    TRAFFIC_FIELDS,
)
from fauxmon.modelling.layout_rules import misplaced
from fauxmon.modelling.problems import Problem
from fauxmon.modelling.reading import Path
from fauxmon.modelling.shapes.chapter_shape import specific_of
from fauxmon.modelling.words import ALL
from fauxmon_model.entities import SOURCES_GROUP
from fauxmon_model.errors import InvalidError
from fauxmon_model.predefined import CHAPTERS
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.profiles import LEVELS_LIMIT
from fauxmon_model.repository.top_checks import check_specific

PREDEFINED_CHAPTERS = frozenset(chapter.name for chapter in CHAPTERS)
_NAMED = ("profiles", "chapters", "reports", "dashboards")
_Found = Iterator[tuple[Path, str]]


def broken(model: Mapping[str, Any], lines: Mapping[Path, int]) -> list[Problem]:
    """Every rule that the model breaks, by line. `lines` says where things stand."""
    found = [*_names(model), *_profiles(model), *_chapters(model), *_dashboards(model)]
    return sorted(Problem(_line(lines, path), message) for path, message in found)


def _line(lines: Mapping[Path, int], path: Path) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _names(model: Mapping[str, Any]) -> _Found:
    for kind in _NAMED:
        yield from _unique((kind,), model[kind], f"two {kind} are named")


def _unique(path: Path, things: Sequence[Mapping[str, Any]], words: str) -> _Found:
    seen = set()
    for index, thing in enumerate(things):
        if thing["name"] in seen:
            yield (*path, index, "name"), f"{words} {thing['name']}"
        seen.add(thing["name"])


def _profiles(model: Mapping[str, Any]) -> _Found:
    by_name = {profile["name"]: profile for profile in model["profiles"]}
    for index, profile in enumerate(model["profiles"]):
        path: Path = ("profiles", index)
        if profile["name"] == ALL_SOURCES:
            yield (*path, "name"), f"{ALL_SOURCES} is the collector's own: its Channels come with its Sources"
            continue
        if profile["group"] == SOURCES_GROUP:
            yield (*path, "group"), f"the group {SOURCES_GROUP} is kept for the Profiles of Sources"
        if profile["end"] is not None and profile["start"] is None:
            yield (*path, "end"), "a Profile with an end needs a start"
        yield from _line_of_parents(path, profile, by_name)
        yield from _channels(path, profile, by_name)


def _line_of_parents(path: Path, profile: Mapping[str, Any], by_name: Mapping[str, Any]) -> _Found:
    above = profile
    for _ in range(LEVELS_LIMIT):
        parent = by_name.get(above["parent"])
        if parent is None:
            return
        if parent is profile:
            yield (*path, "parent"), f"{profile['name']} stands below itself"
            return
        above = parent
    yield (*path, "parent"), f"Profiles may not stand more than {LEVELS_LIMIT} levels below {ALL_SOURCES}"


def _channels(path: Path, profile: Mapping[str, Any], by_name: Mapping[str, Any]) -> _Found:
    yield from _unique((*path, "channels"), profile["channels"], f"two Channels of {profile['name']} are named")
    parent = by_name.get(profile["parent"])
    below = False
    for index, channel in enumerate(profile["channels"]):
        at: Path = (*path, "channels", index)
        if below and channel["sign"] == "+":
            yield (*at, "sign"), "all Channels with sign + must come before those with sign -"
        below = below or channel["sign"] == "-"
        if parent is not None:
            yield from _belonging((*at, "parent"), channel["parent"], parent)


def _belonging(path: Path, names: str | Sequence[str], profile: Mapping[str, Any]) -> _Found:
    if names == ALL:
        return
    there = [channel["name"] for channel in profile["channels"]]
    for index, name in enumerate(names):
        if name not in there:
            yield (*path, index), f"{name} is no Channel of {profile['name']}, which has: {', '.join(there) or 'none'}"


def _chapters(model: Mapping[str, Any]) -> _Found:
    by_name = {profile["name"]: profile for profile in model["profiles"]}
    defaults = {field.name: field.default for field in CHAPTER.fields}
    for index, chapter in enumerate(model["chapters"]):
        path: Path = ("chapters", index)
        if chapter["name"] in PREDEFINED_CHAPTERS:
            yield (*path, "name"), f"{chapter['name']} is predefined: every collector has it, and it is not touched"
        strange = TOP_FIELDS if chapter["type"] == "traffic" else TRAFFIC_FIELDS
        for field in strange:
            if chapter[field] != defaults[field]:
                yield (*path, field), f"a {chapter['type']} Chapter has no {field}"
        profile = by_name.get(chapter["profile"])
        if profile is not None:
            yield from _belonging((*path, "channels"), chapter["channels"], profile)
        if chapter["type"] == "top":
            yield from _specific((*path, "specific"), chapter)


def _specific(path: Path, chapter: Mapping[str, Any]) -> _Found:
    findings = Findings()
    check_specific(specific_of(chapter), chapter["statsBy"], findings)
    try:
        findings.settle()
    except InvalidError as error:
        for each in error.errors:
            yield path, f"{each.field}: {each.message}"


def _dashboards(model: Mapping[str, Any]) -> _Found:
    for index, dashboard in enumerate(model["dashboards"]):
        path: Path = ("dashboards", index, "widgets")
        for number, widget in enumerate(dashboard["widgets"]):
            if (widget["chapter"] is None) == (widget["endpoint"] is None):
                yield (*path, number), "a widget has either a chapter or an endpoint"
        yield from misplaced(path, dashboard["widgets"])
