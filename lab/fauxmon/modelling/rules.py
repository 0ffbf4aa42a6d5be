"""The rules of a model: what its parts must be to each other. What only a collector knows is held against one later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from fauxmon.modelling.belonging import Found, belonging, once, unique
from fauxmon.modelling.documents import (
    ALL_SOURCES,
    CHAPTER,
    COLUMN_NAME,
    KINDS,
    TOP_FIELDS,
    TRAFFIC_FIELDS,
)
from fauxmon.modelling.problems import Problem
from fauxmon.modelling.reading import Path
from fauxmon.modelling.shapes.chapter_shape import specific_of
from fauxmon.modelling.shapes.localization import ENGLISH
from fauxmon.modelling.topology_rules import broken_topologies
from fauxmon.modelling.widget_rules import broken_widgets
from fauxmon_model.entities import SOURCES_GROUP
from fauxmon_model.errors import InvalidError
from fauxmon_model.predefined import CHAPTERS
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.profiles import LEVELS_LIMIT
from fauxmon_model.repository.top_checks import check_specific

PREDEFINED_CHAPTERS = frozenset(chapter.name for chapter in CHAPTERS)


def broken(model: Mapping[str, Any], lines: Mapping[Path, int]) -> list[Problem]:
    """Every rule that the model breaks, by line. `lines` says where things stand."""
    found = [
        *_names(model),
        *_texts(model),
        *_profiles(model),
        *_chapters(model),
        *broken_topologies(model),
        *broken_widgets(model),
    ]
    return sorted(Problem(_line(lines, path), message) for path, message in found)


def _line(lines: Mapping[Path, int], path: Path) -> int:
    while path and path not in lines:
        path = path[:-1]
    return lines.get(path, 1)


def _names(model: Mapping[str, Any]) -> Found:
    for kind in KINDS:
        yield from unique((kind,), model[kind], f"two {kind} are named")


def _texts(model: Mapping[str, Any]) -> Found:
    for kind in ("chapters", "reports"):
        for index, thing in enumerate(model[kind]):
            for name, texts in thing["localization"].items():
                if ENGLISH in texts:
                    yield (kind, index, "localization", name), f"the English text is {name} itself: leave {ENGLISH} out"


def _profiles(model: Mapping[str, Any]) -> Found:
    by_name = {profile["name"]: profile for profile in model["profiles"]}
    for index, profile in enumerate(model["profiles"]):
        path: Path = ("profiles", index)
        if profile["name"] == ALL_SOURCES:
            yield (*path, "name"), f"{ALL_SOURCES} is the collector's own: its Channels come with its Sources"
            continue
        if profile["group"] == SOURCES_GROUP:
            yield (*path, "group"), f"the group {SOURCES_GROUP} is kept for the Profiles of Sources"
        yield from _times(path, profile)
        yield from _line_of_parents(path, profile, by_name)
        yield from _channels(path, profile, by_name)


def _times(path: Path, profile: Mapping[str, Any]) -> Found:
    start, end = profile["start"], profile["end"]
    for name, time in (("start", start), ("end", end)):
        if time is not None and not _is_time(time):
            yield (*path, name), f"{name}: there is no time {time}"
            return
    if end is not None and start is None:
        yield (*path, "end"), "a Profile with an end needs a start"
    elif end is not None and end <= start:
        yield (*path, "end"), f"end: must lie after the start, {start}"


def _is_time(text: str) -> bool:
    try:
        return bool(datetime.strptime(text, "%Y-%m-%d %H:%M"))  # noqa: DTZ007 - only whether the calendar has it
    except ValueError:
        return False


def _line_of_parents(path: Path, profile: Mapping[str, Any], by_name: Mapping[str, Any]) -> Found:
    above, names = profile, {profile["name"]}
    while len(names) <= LEVELS_LIMIT:
        parent = by_name.get(above["parent"])
        if parent is profile:
            yield (*path, "parent"), f"{profile['name']} stands below itself"
        if parent is None or parent["name"] in names:  # a ring is told at each that is in it
            return
        above = parent
        names.add(parent["name"])
    yield (*path, "parent"), f"Profiles may not stand more than {LEVELS_LIMIT} levels below {ALL_SOURCES}"


def _channels(path: Path, profile: Mapping[str, Any], by_name: Mapping[str, Any]) -> Found:
    yield from unique((*path, "channels"), profile["channels"], f"two Channels of {profile['name']} are named")
    parent = by_name.get(profile["parent"])
    below = False
    for index, channel in enumerate(profile["channels"]):
        at: Path = (*path, "channels", index)
        if below and channel["sign"] == "+":
            yield (*at, "sign"), "all Channels with sign + must come before those with sign -"
        below = below or channel["sign"] == "-"
        yield from once((*at, "parent"), channel["parent"])
        if parent is not None:
            yield from belonging((*at, "parent"), channel["parent"], parent)


def _chapters(model: Mapping[str, Any]) -> Found:
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
        if chapter["type"] == "top" and chapter["localization"][COLUMN_NAME]:
            yield (*path, "localization", COLUMN_NAME), f"a top Chapter has no {COLUMN_NAME}"
        yield from once((*path, "channels"), chapter["channels"])
        profile = by_name.get(chapter["profile"])
        if profile is not None:
            yield from belonging((*path, "channels"), chapter["channels"], profile)
        if chapter["type"] == "top":
            yield from _specific((*path, "specific"), chapter)


def _specific(path: Path, chapter: Mapping[str, Any]) -> Found:
    findings = Findings()
    check_specific(specific_of(chapter), chapter["statsBy"], findings)
    try:
        findings.settle()
    except InvalidError as error:
        for each in error.errors:
            yield path, f"{each.field}: {each.message}"
