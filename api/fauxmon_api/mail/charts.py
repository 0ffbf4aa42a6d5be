"""Charts of mails: few enough lines and points, as a PNG where one can be made, else as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fauxmon_api.lines import MAX_SERIES, Line, reduced
from fauxmon_api.picture.draw import Area, draw
from fauxmon_api.picture.raster import RasterError, raster

POINTS_LIMIT = 400
"""Slots of one picture; neighbouring ones of a longer time are put together."""
_STEPS = (1, 2, 3, 6, 12, 24, 36, 72, 144, 288)
"""Slots that become one: up to a day, where a slot is five minutes."""


@dataclass(frozen=True, slots=True)
class Picture:
    """`kind` is `png` or `svg`."""

    octets: bytes
    kind: str


def picture(
    title: str, lines: Sequence[Line], unit: str, step_ms: int, *, stacked: bool = True, logarithmic: bool = False
) -> Picture | None:
    """None if there is nothing to draw. Slots are `step_ms` long."""
    labels = sorted({label for line in lines for label in line.points})
    if not labels:
        return None
    wide_ms = step_ms * _together((labels[-1] - labels[0]) // step_ms + 1)
    shown = reduced(lines) if stacked else lines[:MAX_SERIES]
    areas = [
        Area(name=printable(line.name), color=line.color, below=line.sign == "-", points=_widened(line.points, wide_ms))
        for line in shown
    ]
    first, last = (_end(label, wide_ms) // 1000 for label in (labels[0], labels[-1]))
    slots = range(first, last + 1, wide_ms // 1000)
    svg = draw(printable(title), areas, slots, unit, stacked=stacked, logarithmic=logarithmic)
    try:
        return Picture(raster(svg), "png")
    except RasterError:
        return Picture(svg.encode(), "svg")


def printable(text: str) -> str:
    """On one line, of characters that may stand in a header and in XML."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _together(slots: int) -> int:
    return next((count for count in _STEPS if slots <= count * POINTS_LIMIT), -(-slots // POINTS_LIMIT))


def _widened(points: Mapping[int, float], wide_ms: int) -> dict[int, float]:
    """The mean of the points in each wide slot, by its end, in seconds."""
    found: dict[int, list[float]] = {}
    for label, value in points.items():
        found.setdefault(_end(label, wide_ms) // 1000, []).append(value)
    return {end: sum(values) / len(values) for end, values in found.items()}


def _end(label: int, wide_ms: int) -> int:
    return -(-label // wide_ms) * wide_ms
