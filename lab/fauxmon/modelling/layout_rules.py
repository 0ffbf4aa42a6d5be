"""Where Widgets may be: inside the grid, and not upon each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fauxmon.modelling.reading import Path
from fauxmon_model.widget_form import BREAKPOINTS

WIDE = "lg"
"""The breakpoint of the product's layouts that has the whole grid."""


class _Place(NamedTuple):
    x: int
    y: int
    w: int
    h: int

    def overlaps(self, other: _Place) -> bool:
        """Whether they have a cell in common."""
        beside = self.x + self.w <= other.x or other.x + other.w <= self.x
        return not (beside or self.y + self.h <= other.y or other.y + other.h <= self.y)


def misplaced(path: Path, widgets: Sequence[Mapping[str, Any]]) -> Iterator[tuple[Path, str]]:
    """What is wrong with the places of the Widgets of one Dashboard, which stand at `path`."""
    placed: list[tuple[int, _Place]] = []
    for number, widget in enumerate(widgets):
        at: Path = (*path, number, "layouts" if widget["place"] is None else "place")
        if widget["place"] is not None and widget["layouts"] is not None:
            yield (*path, number), "a widget has either a place or layouts"
        if not isinstance(widget["layouts"], dict | None):
            yield (*path, number, "layouts"), f"layouts: must be a mapping: {', '.join(BREAKPOINTS)}"
            continue
        places = _places(widget)
        for name, each in places.items():
            if each.x + each.w > BREAKPOINTS[name]:
                of = "" if widget["layouts"] is None else f"{name}: "
                yield at, f"{of}reaches to column {each.x + each.w}, and the grid has {BREAKPOINTS[name]}"
        place = places.get(WIDE)
        if place is None or widget["layouts"] is not None:
            continue  # pages push apart what lies upon each other, and collectors keep it so
        below = next((other for other, there in placed if place.overlaps(there)), None)
        if below is not None:
            yield at, f"lies upon widget {below + 1} of the same dashboard"
        placed.append((number, place))


def _places(widget: Mapping[str, Any]) -> dict[str, _Place]:
    """By breakpoint, as far as they are places."""
    layouts = {WIDE: widget["place"]} if widget["layouts"] is None else widget["layouts"]
    found = {}
    for name in BREAKPOINTS:
        place = layouts.get(name)
        values = [place.get(axis) for axis in _Place._fields] if isinstance(place, dict) else [None]
        if all(isinstance(value, int) for value in values):
            found[name] = _Place(*values)
    return found
