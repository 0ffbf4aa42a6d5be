"""ECharts options for series over time: `+` Channels above the axis and `-` below it (R37)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from nicegui import ui

from fauxmon_api.lines import Line as Line
from fauxmon_api.lines import reduced as reduced
from fauxmon_api.web import zones
from fauxmon_api.web.ranges import Window

NO_FLOWS = "No flows in any slot that is over"
UNITS = {"traffic": "b/s", "packets": "packets/s", "flows": "flows/s"}


def line_chart(classes: str) -> ui.echart:
    """An empty chart. Drawn as SVG: on a canvas ECharts leaves out steps of less than two pixels."""
    return ui.echart({}, renderer="svg").classes(classes)


def replace(chart: ui.echart, options: dict[str, Any]) -> bool:
    """Draw `options`; nothing is sent when they are what is drawn. Whether the chart was built anew for it, which is
    when ECharts forgets what dragging means."""
    if chart.options == options:
        return False
    anew = len(chart.options.get("series", ())) != len(options["series"])
    chart.options.clear()
    chart.options.update(options)
    chart.update()
    return anew


def options(
    lines: Iterable[Line],
    window: Window,
    closed_ms: int,
    unit: str,
    *,
    legend: bool = True,
    style: str = "stacked",
    selectable: bool = False,
    nothing: str = NO_FLOWS,
) -> dict[str, Any]:
    """The whole options object. Slots after `closed_ms` are hatched and carry no values (R27); a chart without values
    says `nothing`.

    `style` is `stacked`, areas upon each other; `lines`; or `log`, lines over a logarithmic axis, which has no below:
    there `-` Channels are dashed. Over a `selectable` chart one may drag (`SELECT_TIME`).
    """
    shown = list(lines)
    labels = [label for label in window.labels if label <= closed_ms]
    empty = not any(line.points.get(label) for line in shown for label in labels)
    return {
        "animation": False,
        "useUTC": zones.here() is dt.UTC,  # else it is the browser's
        "aria": {"enabled": True},
        "textStyle": {"fontFamily": "Roboto, sans-serif"},
        "grid": {"left": 76, "right": 16, "top": 36 if legend else 12, "bottom": 26},
        "title": _nothing(nothing, show=empty),
        "legend": _legend(shown, show=legend),
        "tooltip": _tooltip(unit, window.step_ms),
        "xAxis": _time_axis(window),
        "yAxis": _rate_axis(unit, numbered=not empty, log=style == "log" and not empty),
        "series": [*(_DRAWN[style](line, labels) for line in shown), _open_slot(closed_ms, window.to_ms)],
        **(_selectable() if selectable else {}),
    }


def marked(options: dict[str, Any], switch: Mapping[str, int]) -> dict[str, Any]:
    """`options` with a switch from one node to another: its gap or overlap is tinted, as nothing else is, and the
    second node's first record is a line."""
    first_ms, last_ms = switch["first_after_ms"], switch["last_before_ms"]
    tint = "--fx-overlap" if switch["overlap_ms"] else "--fx-gap"
    between = sorted((first_ms, last_ms))
    series = {
        "type": "line",
        "name": "\u200bswitch",
        "silent": True,
        "symbol": "none",
        "data": [[first_ms, None]],
        "markLine": {
            "silent": True,
            "symbol": "none",
            "label": {"show": False},
            "lineStyle": {"type": "dashed", "width": 2, **_themed("color", "--fx-bad")},
            "data": [{"xAxis": first_ms}],
        },
        "markArea": {
            "silent": True,
            "itemStyle": {**_themed("color", tint)},
            "data": [[{"xAxis": at_ms} for at_ms in between]],
        },
    }
    return {**options, "series": [*options["series"], series]}


SELECT_TIME = {
    "type": "takeGlobalCursor",
    "key": "brush",
    "brushOption": {"brushType": "lineX", "brushMode": "single"},
}
"""The action after which dragging over a chart selects time: `chart:brushEnd` then tells `areas`."""
SELECT_NOTHING = {"type": "brush", "areas": []}
"""The action that takes the mark of a selection away."""


def selected_time(areas: Sequence[Mapping[str, Any]]) -> tuple[int, int] | None:
    """From and to of what was dragged over, in ms; None for a mere click."""
    for area in areas:
        first, last = sorted(int(edge) for edge in area["coordRange"])
        if last > first:
            return first, last
    return None


def _area(line: Line, labels: Sequence[int]) -> dict[str, Any]:
    below = line.sign == "-"
    return {
        **_series(line, [[label, -value if below else value] for label, value in _values(line, labels)]),
        "stack": "below" if below else "above",
        # No line: that of a Channel without traffic would lie over the one below it.
        "lineStyle": {"width": 0},
        "areaStyle": {"opacity": 0.8},
    }


def _line(line: Line, labels: Sequence[int]) -> dict[str, Any]:
    below = line.sign == "-"
    values = [[label, -value if below else value] for label, value in _values(line, labels)]
    return {**_series(line, values), **_UNSTACKED, **_points(line), "lineStyle": {"width": 1.5, "type": "solid"}}


def _log_line(line: Line, labels: Sequence[int]) -> dict[str, Any]:
    values = [[label, value or None] for label, value in _values(line, labels)]
    dashed = "dashed" if line.sign == "-" else "solid"
    return {**_series(line, values), **_UNSTACKED, **_points(line), "lineStyle": {"width": 1.5, "type": dashed}}


def _points(line: Line) -> dict[str, Any]:
    """Each value of a sparse line is marked: what lies between is not known."""
    return {"symbol": "circle", "symbolSize": 4, "step": False, "showAllSymbol": True} if line.sparse else {}


_UNSTACKED = {"stack": None, "areaStyle": None}
"""Said, since ECharts keeps what it was told before."""
_DRAWN = {"stacked": _area, "lines": _line, "log": _log_line}


def _series(line: Line, data: list[list[Any]]) -> dict[str, Any]:
    return {
        "type": "line",
        "name": line.name,
        # A value is the rate of the slot that ends at its label, so the line turns at the slot's start.
        "step": "start",
        "symbol": "none",
        "color": line.color,
        "emphasis": {"disabled": True},
        "data": data,
    }


def _values(line: Line, labels: Sequence[int]) -> list[tuple[int, float]]:
    return [(label, line.points.get(label, 0.0)) for label in labels if not line.sparse or label in line.points]


def _open_slot(closed_ms: int, to_ms: int) -> dict[str, Any]:
    return {
        "type": "line",
        "name": "\u200bopen slot",
        "silent": True,
        "symbol": "none",
        "data": [[to_ms, None]],
        "markArea": {
            "silent": True,
            "itemStyle": {":color": "fauxmon.hatch()"},
            "data": [[{"xAxis": closed_ms}, {"xAxis": to_ms}]],
        },
    }


def _nothing(told: str, *, show: bool) -> dict[str, Any]:
    return {
        "show": show,
        "text": told,
        "left": "center",
        "top": "middle",
        "textStyle": {"fontSize": 13, "fontWeight": 400, **_themed("color", "--fx-muted")},
    }


def _legend(lines: Sequence[Line], *, show: bool) -> dict[str, Any]:
    return {
        "show": show,
        "type": "scroll",
        "data": [line.name for line in lines],
        ":formatter": "fauxmon.shortened",
        "left": 72,
        "right": 16,
        "top": 4,
        "icon": "roundRect",
        "itemWidth": 10,
        "itemHeight": 10,
        "itemGap": 14,
        "textStyle": {"fontSize": 12, **_themed("color", "--fx-text")},
        "pageTextStyle": _themed("color", "--fx-muted"),
        **_themed("pageIconColor", "--fx-text"),
        **_themed("inactiveColor", "--fx-line"),
    }


def _tooltip(unit: str, step_ms: int) -> dict[str, Any]:
    return {
        "trigger": "axis",
        "confine": True,
        "transitionDuration": 0,
        "axisPointer": {"type": "line", "lineStyle": {"type": "solid", **_themed("color", "--fx-muted")}},
        ":formatter": f"fauxmon.axisTooltip('{unit}', {step_ms})",
        **tooltip_box(),
    }


def tooltip_box() -> dict[str, Any]:
    """The looks of a tooltip."""
    return {
        "padding": 8,
        "borderWidth": 1,
        **_themed("backgroundColor", "--fx-raised"),
        **_themed("borderColor", "--fx-line"),
        "textStyle": {"fontSize": 12, **_themed("color", "--fx-text")},
    }


def _selectable() -> dict[str, Any]:
    accent = "--fx-accent"
    marked = {"borderWidth": 1, "opacity": 0.25, **_themed("color", accent), **_themed("borderColor", accent)}
    # ECharts adds buttons for what can be dragged, unless it is told not to.
    return {"brush": {"xAxisIndex": 0, "brushStyle": marked}, "toolbox": {"show": False}}


def _time_axis(window: Window) -> dict[str, Any]:
    span_ms = window.to_ms - window.from_ms
    label = "{HH}:{mm}:{ss}" if span_ms <= 300_000 else "{HH}:{mm}" if span_ms <= 86_400_000 else "{MM}-{dd} {HH}:{mm}"
    return {
        "type": "time",
        "min": window.from_ms,
        "max": window.to_ms,
        "splitNumber": 6,
        "axisLine": {"lineStyle": _themed("color", "--fx-axis")},
        "axisTick": {"lineStyle": _themed("color", "--fx-axis")},
        "axisLabel": {
            "formatter": label,
            "hideOverlap": True,
            "fontSize": 11,
            **_themed("color", "--fx-muted"),
        },
        "splitLine": {"show": False},
    }


def _rate_axis(unit: str, *, numbered: bool, log: bool) -> dict[str, Any]:
    return {
        "type": "log" if log else "value",
        "splitNumber": 4,
        "axisLabel": {
            "show": numbered,
            ":formatter": f"value => fauxmon.quantity(Math.abs(value), '{unit}')",
            "fontSize": 11,
            **_themed("color", "--fx-muted"),
        },
        "splitLine": {"lineStyle": {"type": "solid", **_themed("color", "--fx-grid")}},
        "axisLine": {"show": False},
    }


def _themed(key: str, variable: str) -> dict[str, str]:
    """`key` with the value of a CSS variable, read in the browser at each update, so that it follows the theme."""
    return {f":{key}": f"fauxmon.color('{variable}')"}
