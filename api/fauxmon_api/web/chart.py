"""ECharts options for series over time: stacked areas, `+` Channels above the axis and `-` below it (R37)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from nicegui import ui

from fauxmon_api.lines import Line as Line
from fauxmon_api.lines import reduced as reduced
from fauxmon_api.web.ranges import Window

UNITS = {"traffic": "b/s", "packets": "packets/s", "flows": "flows/s"}


def line_chart(classes: str) -> ui.echart:
    """An empty chart. Drawn as SVG: on a canvas ECharts leaves out steps of less than two pixels."""
    return ui.echart({}, renderer="svg").classes(classes)


def replace(chart: ui.echart, options: dict[str, Any]) -> None:
    """Draw `options`; nothing is sent when they are what is drawn."""
    if chart.options != options:
        chart.options.clear()
        chart.options.update(options)
        chart.update()


def options(lines: Iterable[Line], window: Window, closed_ms: int, unit: str, *, legend: bool = True) -> dict[str, Any]:
    """The whole options object. Slots after `closed_ms` are hatched and carry no values (R27)."""
    shown = list(lines)
    labels = [label for label in window.labels if label <= closed_ms]
    empty = not any(line.points.get(label) for line in shown for label in labels)
    return {
        "animation": False,
        "useUTC": True,
        "aria": {"enabled": True},
        "textStyle": {"fontFamily": "Roboto, sans-serif"},
        "grid": {"left": 76, "right": 16, "top": 36 if legend else 12, "bottom": 26},
        "title": _nothing(show=empty),
        "legend": _legend(shown, show=legend),
        "tooltip": _tooltip(unit, window.step_ms),
        "xAxis": _time_axis(window),
        "yAxis": _rate_axis(unit, numbered=not empty),
        "series": [*(_area(line, labels) for line in shown), _open_slot(closed_ms, window.to_ms)],
    }


def _area(line: Line, labels: Sequence[int]) -> dict[str, Any]:
    below = line.sign == "-"
    return {
        "type": "line",
        "name": line.name,
        "stack": "below" if below else "above",
        # A value is the rate of the slot that ends at its label, so the line turns at the slot's start.
        "step": "start",
        "symbol": "none",
        "color": line.color,
        # No line: that of a Channel without traffic would lie over the one below it.
        "lineStyle": {"width": 0},
        "areaStyle": {"opacity": 0.8},
        "emphasis": {"disabled": True},
        "data": [[label, -value if below else value] for label in labels for value in (line.points.get(label, 0.0),)],
    }


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


def _nothing(*, show: bool) -> dict[str, Any]:
    return {
        "show": show,
        "text": "No flows in any slot that is over",
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


def _time_axis(window: Window) -> dict[str, Any]:
    seconds = window.to_ms - window.from_ms <= 300_000
    return {
        "type": "time",
        "min": window.from_ms,
        "max": window.to_ms,
        "splitNumber": 6,
        "axisLine": {"lineStyle": _themed("color", "--fx-axis")},
        "axisTick": {"lineStyle": _themed("color", "--fx-axis")},
        "axisLabel": {
            "formatter": "{HH}:{mm}:{ss}" if seconds else "{HH}:{mm}",
            "hideOverlap": True,
            "fontSize": 11,
            **_themed("color", "--fx-muted"),
        },
        "splitLine": {"show": False},
    }


def _rate_axis(unit: str, *, numbered: bool) -> dict[str, Any]:
    return {
        "type": "value",
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
