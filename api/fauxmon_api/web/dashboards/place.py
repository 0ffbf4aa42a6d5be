"""Where a Widget stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COLUMNS = 12
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

    @property
    def style(self) -> str:
        """As CSS grid lines."""
        return f"grid-column: {self.x + 1} / span {self.w}; grid-row: {self.y + 1} / span {self.h}"


def _cell(given: Mapping[str, Any], name: str, default: int, low: int, high: int) -> int:
    value = given.get(name)
    number = int(value) if isinstance(value, int | float) else default
    return max(low, min(high, number))
