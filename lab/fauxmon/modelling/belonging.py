"""Rules that several kinds of things share: names are given once, and Channels are those of the Profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from fauxmon.modelling.reading import Path
from fauxmon.modelling.words import ALL

Found: TypeAlias = Iterator[tuple[Path, str]]
"""What is wrong, and where."""


def unique(path: Path, things: Sequence[Mapping[str, Any]], words: str) -> Found:
    """Two of these things have one name."""
    seen = set()
    for index, thing in enumerate(things):
        if thing["name"] in seen:
            yield (*path, index, "name"), f"{words} {thing['name']}"
        seen.add(thing["name"])


def once(path: Path, values: Sequence[Any]) -> Found:
    """A value is listed twice."""
    for index, value in enumerate(values):
        if value in values[:index]:
            yield (*path, index), f"{value} is listed twice"


def belonging(path: Path, names: str | Sequence[str], profile: Mapping[str, Any]) -> Found:
    """A Channel of these is none of the Profile, or is listed twice."""
    if names == ALL:
        return
    there = [channel["name"] for channel in profile["channels"]]
    for index, name in enumerate(names):
        if name not in there:
            yield (*path, index), f"{name} is no Channel of {profile['name']}, which has: {', '.join(there) or 'none'}"
