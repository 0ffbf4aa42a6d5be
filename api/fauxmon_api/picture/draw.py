"""Drawing a chart: areas of Channels on each other or a line of each, `+` above the axis and `-` below it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from fauxmon_api.picture.axes import decade_marks, logarithm, time_marks, value_marks
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


def draw(
    title: str,
    areas: Sequence[Area],
    slots: range,
    unit: str,
    *,
    stacked: bool = True,
    logarithmic: bool = False,
) -> str:
    """The whole SVG. `slots` are the ends of the slots, their step is how long each is."""
    placed, shape = (_stacked, _shape) if stacked else (_side_by_side, _line)
    above, below = (
        _Side(placed([area for area in areas if area.below is sign], slots), -1 if sign else 1)
        for sign in (False, True)
    )
    marks = (decade_marks if logarithmic else value_marks)(-below.highest, above.highest)
    scale = _Scale(slots, marks, logarithm(marks) if logarithmic else float)
    legend, height = _legend(areas)
    return "\n".join(
        [
            _SVG.format(width=WIDTH, height=height, fonts=_FONTS),
            f"<title>{escape(title)}</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            f'<text x="{_LEFT}" y="24" font-size="15" fill="#1d2733">{escape(title)}</text>',
            *(_value_mark(mark, scale, unit) for mark in marks),
            *(shape(band, scale, side.sign) for side in (above, below) for band in side.bands),
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


@dataclass(frozen=True, slots=True)
class _Side:
    """Those on one side of the axis; `sign` is 1 or -1."""

    bands: Sequence[_Band]
    sign: int

    @property
    def highest(self) -> float:
        return max((value for band in self.bands for value in band.top), default=0.0)


class _Scale:
    """Values, by their `form`, and times to places in the picture."""

    def __init__(self, slots: range, marks: Sequence[float], form: Callable[[float], float]) -> None:
        self.from_s = slots[0] - slots.step
        self.slots = slots
        self._per_second = _PLOT_WIDTH / (slots[-1] - self.from_s)
        self._form = form
        self._highest = form(marks[-1])
        self._per_unit = PLOT_HEIGHT / (self._highest - form(marks[0]))

    def x(self, seconds: int) -> float:
        return round(_LEFT + (seconds - self.from_s) * self._per_second, 1)

    def y(self, value: float) -> float:
        return round(_TOP + (self._highest - self._form(value)) * self._per_unit, 1)


def _stacked(areas: Sequence[Area], slots: range) -> list[_Band]:
    """One on the other."""
    base = [0.0 for _ in slots]
    bands = []
    for area in areas:
        top = [under + area.points.get(slot, 0.0) for under, slot in zip(base, slots, strict=True)]
        bands.append(_Band(area, base, top))
        base = top
    return bands


def _side_by_side(areas: Sequence[Area], slots: range) -> list[_Band]:
    """Each on the axis."""
    base = [0.0 for _ in slots]
    return [_Band(area, base, [area.points.get(slot, 0.0) for slot in slots]) for area in areas]


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


def _line(band: _Band, scale: _Scale, sign: int) -> str:
    """The same outline, of the top alone."""
    slots = scale.slots
    steps = " ".join(
        f"{scale.x(slot - slots.step)} {scale.y(sign * top)} {scale.x(slot)} {scale.y(sign * top)}"
        for slot, top in zip(slots, band.top, strict=True)
    )
    return (
        f'<polyline points="{steps}" fill="none" stroke="{escape(band.area.color)}" stroke-width="1.5">'
        f"<title>{escape(band.area.name)}</title></polyline>"
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
