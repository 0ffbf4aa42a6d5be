"""Where Widgets stand on a wide page, and what gives way when one of them is moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

COLUMNS = 12
MIN_W, MIN_H = 2, 7
USUAL_W, USUAL_H = 6, 11
LOWEST, HIGHEST = 10_000, 60
"""The last row, and the most rows that one takes."""


@dataclass(frozen=True, slots=True)
class Place:
    """Position and size in cells of the grid, as `layouts.lg` has them: x and y from 0, x + w at most `COLUMNS`."""

    x: int
    y: int
    w: int
    h: int

    @classmethod
    def of(cls, layouts: Mapping[str, Any]) -> Place:
        """What `layouts.lg` says, moved into the grid; half of the width where it says nothing."""
        cells = layouts.get("lg")
        given = cells if isinstance(cells, Mapping) else {}
        x = _cell(given, "x", 0, 0, COLUMNS - 1)
        y = _cell(given, "y", 0, 0, LOWEST)
        return cls(x, y, _cell(given, "w", USUAL_W, 1, COLUMNS - x), _cell(given, "h", USUAL_H, 3, HIGHEST))

    def covers(self, other: Place) -> bool:
        """Whether they share a cell."""
        across = self.x < other.x + other.w and other.x < self.x + self.w
        return across and self.y < other.y + other.h and other.y < self.y + self.h


def settled(places: Mapping[int, Place], moved: int, place: Place) -> dict[int, Place]:
    """Where all stand once `moved` has its `place`: nothing covers anything, and what must give way goes down."""
    done = {moved: place}
    for id_, other in sorted(places.items(), key=lambda item: (item[1].y, item[1].x)):
        if id_ == moved:
            continue
        while covering := [one for one in done.values() if one.covers(other)]:
            other = replace(other, y=max(one.y + one.h for one in covering))
        done[id_] = other
    return done


def put(widget_id: int, layouts: Mapping[str, Any], place: Place) -> dict[str, Any]:
    """`layouts` with this place on a wide page. What it does not change stays as it was written, be it out of the grid;
    so do the narrower pages."""
    before, wide = asdict(Place.of(layouts)), layouts.get("lg")
    if not isinstance(wide, Mapping):
        return {**layouts, "lg": cells(widget_id, **asdict(place))}
    changed = {axis: value for axis, value in asdict(place).items() if value != before[axis]}
    return {**layouts, "lg": {**wide, **changed}}


def cells(widget_id: int, x: int, y: int, w: int, h: int) -> dict[str, Any]:
    """One of the product's layouts."""
    return {"x": x, "y": y, "w": w, "h": h, "i": str(widget_id), "minW": MIN_W, "minH": MIN_H}


def _cell(given: Mapping[str, Any], name: str, default: int, low: int, high: int) -> int:
    value = given.get(name)
    number = int(value) if isinstance(value, int | float) else default
    return max(low, min(high, number))
