"""Lines: the series of a chart over time, in pages and in pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MAX_SERIES = 20
"""More Channels than that cannot be told apart by colour; the smallest are drawn as one."""
OTHERS_COLOR = "#8a97a3"


@dataclass(frozen=True, slots=True)
class Line:
    """One area of the chart; `points` maps the end of a slot (ms) to a rate. Slots that are not there are zero;
    those of a `sparse` one have no value."""

    name: str
    color: str
    sign: str
    points: Mapping[int, float]
    sparse: bool = False


def reduced(lines: Sequence[Line], limit: int = MAX_SERIES) -> list[Line]:
    """At most `limit` lines a sign: the largest as they are, in their order, the rest of that sign summed up."""
    kept: list[Line] = []
    for sign in ("+", "-"):
        mine = [line for line in lines if line.sign == sign]
        if len(mine) <= limit:
            kept.extend(mine)
            continue
        by_size = sorted(range(len(mine)), key=lambda i: -sum(mine[i].points.values()))
        largest = set(by_size[: limit - 1])
        kept.extend(line for i, line in enumerate(mine) if i in largest)
        kept.append(_summed([line for i, line in enumerate(mine) if i not in largest], sign))
    return kept


def _summed(lines: Sequence[Line], sign: str) -> Line:
    points: dict[int, float] = {}
    for line in lines:
        for label, value in line.points.items():
            points[label] = points.get(label, 0.0) + value
    return Line(f"{len(lines)} others", OTHERS_COLOR, sign, points)
