"""Drawing a chart: areas of Channels on each other, those with `+` above the axis and those with `-` below it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from fauxmon.cli.picture.axes import time_marks, value_marks
from fauxmon_api.quantities import quantity

WIDTH, PLOT_HEIGHT = 960, 300
_LEFT, _RIGHT, _TOP, _AXIS = 84, 40, 44, 34
_LETTER, _SWATCH, _LINE = 6.6, 26, 20
_FONTS = "Roboto, Helvetica, Arial, 'DejaVu Sans', 'Liberation Sans', 'Noto Sans', sans-serif"
"""By name what systems have: who makes a PNG may not know which of them sans-serif is."""
_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
    'viewBox="0 0 {width} {height}" font-family="{fonts}" font-size="12">'
)
_PLOT_WIDTH = WIDTH - _LEFT - _RIGHT
_BOTTOM = _TOP + PLOT_HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A Channel: `points` is the rate of each slot by the end of the slot, seconds since 1970; none is 0."""

    name: str
    color: str
    below: bool
    points: Mapping[int, float]


def draw(title: str, areas: Sequence[Area], slots: range, unit: str) -> str:
    """The whole SVG. `slots` are the ends of the slots, their step is how long each is."""
    above, below = (_stacked([area for area in areas if area.below is sign], slots) for sign in (False, True))
    marks = value_marks(-max(below[-1].top, default=0.0), max(above[-1].top, default=0.0))
    scale = _Scale(slots, marks[0], marks[-1])
    legend, height = _legend(areas)
    return "\n".join(
        [
            _SVG.format(width=WIDTH, height=height, fonts=_FONTS),
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            f'<text x="{_LEFT}" y="24" font-size="15" fill="#1d2733">{escape(title)}</text>',
            *(_value_mark(mark, scale, unit) for mark in marks),
            *(_shape(band, scale, -1 if band.area.below else 1) for band in (*above[:-1], *below[:-1])),
            f'<path d="M{_LEFT} {scale.y(0)}H{WIDTH - _RIGHT}" stroke="#5b6875"/>',
            *(_time_mark(at, text, scale) for at, text in time_marks(scale.from_s, slots[-1])),
            *legend,
            "</svg>\n",
        ]
    )


@dataclass(frozen=True, slots=True)
class _Band:
    """An area with what lies under it, a value a slot."""

    area: Area
    base: list[float]
    top: list[float]


class _Scale:
    """Values and times to places in the picture."""

    def __init__(self, slots: range, lowest: float, highest: float) -> None:
        self.from_s = slots[0] - slots.step
        self.slots = slots
        self._per_second = _PLOT_WIDTH / (slots[-1] - self.from_s)
        self._highest = highest
        self._per_unit = PLOT_HEIGHT / (highest - lowest)

    def x(self, seconds: int) -> float:
        return round(_LEFT + (seconds - self.from_s) * self._per_second, 1)

    def y(self, value: float) -> float:
        return round(_TOP + (self._highest - value) * self._per_unit, 1)


def _stacked(areas: Sequence[Area], slots: range) -> list[_Band]:
    """One on the other; the last one is the top of all, without an area of its own."""
    base = [0.0 for _ in slots]
    bands = []
    for area in areas:
        top = [under + area.points.get(slot, 0.0) for under, slot in zip(base, slots, strict=True)]
        bands.append(_Band(area, base, top))
        base = top
    return [*bands, _Band(Area(name="", color="", below=False, points={}), base, base)]


def _shape(band: _Band, scale: _Scale, sign: int) -> str:
    """A value is the rate of a whole slot, so the outline goes in steps."""
    slots = scale.slots
    there, back = [], []
    for slot, base, top in zip(slots, band.base, band.top, strict=True):
        begins, ends = scale.x(slot - slots.step), scale.x(slot)
        there.append(f"{begins} {scale.y(sign * top)} {ends} {scale.y(sign * top)}")
        back.append(f"{ends} {scale.y(sign * base)} {begins} {scale.y(sign * base)}")
    outline = " ".join([*there, *reversed(back)])
    return (
        f'<polygon points="{outline}" fill="{escape(band.area.color)}" fill-opacity="0.85">'
        f"<title>{escape(band.area.name)}</title></polygon>"
    )


def _value_mark(mark: float, scale: _Scale, unit: str) -> str:
    y = scale.y(mark)
    return (
        f'<path d="M{_LEFT} {y}H{WIDTH - _RIGHT}" stroke="#e3e8ed"/>'
        f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end" fill="#5b6875">{quantity(abs(mark), unit)}</text>'
    )


def _time_mark(at: int, text: str, scale: _Scale) -> str:
    x = scale.x(at)
    return (
        f'<path d="M{x} {_BOTTOM}v5" stroke="#5b6875"/>'
        f'<text x="{x}" y="{_BOTTOM + 19}" text-anchor="middle" fill="#5b6875">{text}</text>'
    )


def _legend(areas: Sequence[Area]) -> tuple[list[str], int]:
    """A patch and a name for each area, in as many lines as they take; and the height of the whole picture."""
    parts = []
    x, y = float(_LEFT), _BOTTOM + _AXIS + 12
    for area in areas:
        text = f"{area.name} (below)" if area.below else area.name
        width = _SWATCH + len(text) * _LETTER
        if x > _LEFT and x + width > WIDTH - _RIGHT:
            x, y = float(_LEFT), y + _LINE
        parts.append(
            f'<rect x="{x:.1f}" y="{y - 9}" width="10" height="10" rx="2" fill="{escape(area.color)}"/>'
            f'<text x="{x + 15:.1f}" y="{y}" fill="#1d2733">{escape(text)}</text>'
        )
        x += width + 10
    return parts, y + 16
