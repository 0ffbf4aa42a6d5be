"""Where Widgets may be: inside the grid, and not upon each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from fauxmon.modelling.documents import COLUMNS
from fauxmon.modelling.reading import Path

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
        if widget["place"] is not None and widget["layouts"] is not None:
            yield (*path, number), "a widget has either a place or layouts"
        place = _place_of(widget)
        if place is None:
            continue
        at: Path = (*path, number, "layouts" if widget["place"] is None else "place")
        if place.x + place.w > COLUMNS:
            yield at, f"reaches to column {place.x + place.w}, and the grid has {COLUMNS}"
        below = next((other for other, there in placed if place.overlaps(there)), None)
        if below is not None:
            yield at, f"lies upon widget {below + 1} of the same dashboard"
        placed.append((number, place))


def _place_of(widget: Mapping[str, Any]) -> _Place | None:
    place, layouts = widget["place"], widget["layouts"]
    if place is None and isinstance(layouts, dict):
        place = layouts.get(WIDE)
    values = [place.get(name) for name in _Place._fields] if isinstance(place, dict) else [None]
    return _Place(*values) if all(isinstance(value, int) for value in values) else None
