"""The chart of the Monitoring Center: rates of its Channels, or their performance."""

from __future__ import annotations

from typing import Any

from fauxmon_api.web import chart, zones
from fauxmon_api.web import format as fmt
from fauxmon_api.web.monitoring.snapshot import Snapshot
from fauxmon_collector.analysis.npm import METRICS
from fauxmon_model.entities import PALETTE

_COLORS = dict(zip(METRICS, PALETTE, strict=False))


def options(shot: Snapshot) -> dict[str, Any]:
    """As ECharts takes it. Performance is a line: there is nothing to stack."""
    style, nothing = shot.selection.style, chart.NO_FLOWS
    if shot.selection.metric is None:
        lines = [
            chart.Line(series.name, series.color, series.sign, dict(series.points))
            for series in shot.chart.series
            if shot.selection.shows(series.channel_id)
        ]
    else:
        lines = _performance(shot, shot.selection.metric)
        style = "lines" if style == "stacked" else style
        nothing = "No flow of these Channels tells of it"
    return chart.options(
        *(chart.reduced(lines), shot.window, shot.closed_ms, _unit(shot)),
        style=style,
        selectable=True,
        nothing=nothing,
    )


def key(shot: Snapshot) -> str:
    """What stands below the chart."""
    slots = f"{fmt.duration(shot.window.step_ms)} slots, by receive time, {zones.name()}"
    if (metric := shot.selection.metric) is None:
        return f"{_unit(shot)}, {slots}"
    if METRICS[metric].adds_up:
        return f"{METRICS[metric].title} of all Channels shown, {slots}"
    return f"{METRICS[metric].title}, mean of all Channels shown, {slots}"


def _performance(shot: Snapshot, metric: str) -> list[chart.Line]:
    if shot.performance is None:
        return []
    title, adds_up = METRICS[metric].title, METRICS[metric].adds_up
    if adds_up:
        return [chart.Line(title, _COLORS[metric], "+", dict(shot.performance.points))]
    # A mean of 0 is one of no flow (R51). They are in microseconds.
    means = {label: value / 1000 for label, value in shot.performance.points if value}
    return [chart.Line(title, _COLORS[metric], "+", means, sparse=True)]


def _unit(shot: Snapshot) -> str:
    if (metric := shot.selection.metric) is None:
        return chart.UNITS[shot.selection.rate]
    return "" if METRICS[metric].adds_up else "ms"
