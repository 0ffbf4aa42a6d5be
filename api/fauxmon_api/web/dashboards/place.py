"""Where a Widget stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COLUMNS = 12
MIN_W, MIN_H = 2, 7
_LOWEST = 10_000


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
        y = _cell(given, "y", 0, 0, _LOWEST)
        return cls(x, y, _cell(given, "w", 6, 1, COLUMNS - x), _cell(given, "h", 11, 3, 60))

    @classmethod
    def asked(cls, x: int, y: int, w: int, h: int) -> Place:
        """What a visitor asks for, moved into the grid and at least as large as the product lets a Widget be."""
        x, y = max(0, min(COLUMNS - MIN_W, x)), max(0, min(_LOWEST, y))
        return cls(x, y, max(MIN_W, min(COLUMNS - x, w)), max(MIN_H, min(60, h)))

    def covers(self, other: Place) -> bool:
        """Whether they share a cell."""
        across = self.x < other.x + other.w and other.x < self.x + self.w
        return across and self.y < other.y + other.h and other.y < self.y + self.h

    @property
    def cells(self) -> str:
        """As the script of the page reads it."""
        return f"{self.x},{self.y},{self.w},{self.h}"

    @property
    def style(self) -> str:
        """As CSS grid lines."""
        return f"grid-column: {self.x + 1} / span {self.w}; grid-row: {self.y + 1} / span {self.h}"


def _cell(given: Mapping[str, Any], name: str, default: int, low: int, high: int) -> int:
    value = given.get(name)
    number = int(value) if isinstance(value, int | float) else default
    return max(low, min(high, number))
