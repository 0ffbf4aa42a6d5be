"""What flows say of each Source: its rates, its traffic of the last minutes, and how it samples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fauxmon_api.context import Context
from fauxmon_api.web.charting import Charting
from fauxmon_api.web.ranges import Range, closed_until
from fauxmon_api.web.when_new import WhenNew
from fauxmon_collector.analysis import ChartQuery, Sampled
from fauxmon_model.entities import LIVE

DRAWN = Range("5 min", "m5Ago", 5_000)
"""The time of the small charts, and in which slots."""
MEAN_MS = 60_000
"""Rates are means over so long."""


class Rates(NamedTuple):
    """Of each second."""

    flows: float
    packets: float
    bits: float


NO_RATES = Rates(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Measured:
    """By Channel of *All Sources*: rates, and traffic in b/s of each of the `slots` that is over, with its colour; by
    Source id how it samples, of those with flows lately."""

    slots: int = 0
    rates: Mapping[str, Rates] = field(default_factory=dict)
    traffic: Mapping[str, Sequence[float]] = field(default_factory=dict)
    colors: Mapping[str, str] = field(default_factory=dict)
    sampled: Mapping[int, Sampled] = field(default_factory=dict)


class Measuring:
    """Of one page, which asks again and again."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._charts = Charting(context.analysis.chart)
        self._known: WhenNew[tuple[dict[str, Rates], dict[int, Sampled]]] = WhenNew()

    def read(self, sources: Sequence[Mapping[str, Any]], now_ms: int) -> Measured:
        """As of now. Without anything new, rates are asked again when the next slot begins, as long as they fall."""
        window, progress = DRAWN.until(now_ms), self._context.collecting.progress()
        newest_ms = max((int(source["last_seen_ms"]) for source in sources), default=0)
        drawn = self._charts.read(ChartQuery(LIVE, 0, 0), window, newest_ms, progress)
        closed_ms = closed_until(window, now_ms, drawn.open_slot_ms)
        labels = [label for label in window.labels if label <= closed_ms]
        traffic = {one.channel_id: dict(one.points) for one in drawn.series}
        asked = window.to_ms if window.to_ms - newest_ms <= MEAN_MS + 2 * window.step_ms else None
        rates, sampled = self._known.get(asked, progress, lambda: self._measure(sources, window.from_ms, now_ms))
        return Measured(
            len(window.labels),
            rates,
            {channel_id: [points.get(label, 0.0) for label in labels] for channel_id, points in traffic.items()},
            {one.channel_id: one.color for one in drawn.series},
            sampled,
        )

    def _measure(
        self, sources: Sequence[Mapping[str, Any]], from_ms: int, now_ms: int
    ) -> tuple[dict[str, Rates], dict[int, Sampled]]:
        first_seen = {str(source["channel_id"]): int(source["first_seen_ms"]) for source in sources}
        rates = {}
        for total in self._context.analysis.totals(LIVE, now_ms - MEAN_MS, now_ms):
            seconds = min(MEAN_MS, max(1000, now_ms - first_seen.get(total.channel_id, 0))) / 1000
            rates[total.channel_id] = Rates(total.flows / seconds, total.packets / seconds, 8 * total.octets / seconds)
        return rates, self._context.analysis.sampled(from_ms, now_ms)


def path(values: Sequence[float], slots: int) -> str:
    """The outline of values in a box of 100 to 20 (SVG path data), that of the newest of `slots` at its right edge;
    "" where there is nothing."""
    most = max(values, default=0)
    if not most:
        return ""
    width = 100 / slots
    steps = [
        f"V{_number(20 - 19 * value / most)}H{_number((number + 1) * width)}" for number, value in enumerate(values)
    ]
    return f"M0 20{''.join(steps)}V20Z"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
