"""The product's `options` and `layouts` of a Widget, where no client writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon_model.entities import ORDER_BY, Chapter

BREAKPOINTS = {"lg": 12, "md": 10, "sm": 6, "xs": 4, "xxs": 2}
"""Columns of the grid by width of the page."""
COLUMNS = BREAKPOINTS["lg"]
_USUAL_W, _USUAL_H = 6, 11
_SUBJECT_COLUMNS = {"portp": ["portp", "proto"]}


def options(chapter: Chapter, clazz: str) -> dict[str, Any]:
    """The Chapter over the last 12 hours (R53), under its own name."""
    return {
        "name": None,
        "clazz": clazz,
        "dataEndpoint": f"fmc_chapter_{chapter.id}",
        "visualizationSettings": [_traffic(chapter) if chapter.type == "traffic" else _top(chapter)],
        "parametersSettings": [
            {"name": "aggregation", "value": None, "show": False, "relativeToForm": False, "useDefault": 1},
            {"name": "from", "value": "h12Ago", "show": True, "relativeToForm": False, "useDefault": False},
            {"name": "to", "value": "now", "show": False, "relativeToForm": False, "useDefault": False},
        ],
        "_isNico": True,
    }


def layouts(widget_id: int, x: int, y: int, w: int, h: int) -> dict[str, Any]:
    """At its place on a wide page; on narrower ones the Widgets stand below each other over the whole width."""
    return {
        name: {
            "x": x if columns == BREAKPOINTS["lg"] else 0,
            "y": y,
            "w": w if columns == BREAKPOINTS["lg"] else columns,
            "h": h,
            "i": str(widget_id),
            "minW": 2,
            "minH": 7,
        }
        for name, columns in BREAKPOINTS.items()
    }


def placed(widget_id: int, known: Mapping[str, Any], row: int | None, col: int | None) -> dict[str, Any]:
    """The `known` layouts with the place on a wide page that clients of the older generation give; where there is none
    yet, layouts of our own."""
    wide = known.get("lg")
    if not isinstance(wide, Mapping):
        x = col or 0
        return layouts(widget_id, x, row or 0, min(_USUAL_W, COLUMNS - x), _USUAL_H)
    given = {"x": col, "y": row}
    return {**known, "lg": {**wide, **{axis: value for axis, value in given.items() if value is not None}}}


def _traffic(chapter: Chapter) -> dict[str, Any]:
    label = f"chapter{chapter.id}col"
    columns = ["mbps", "95bps", "bps", "95ibyt", "ibyt"] if chapter.show_percentile else ["mbps", "bps", "ibyt"]
    settings = {
        "channel": "traffic",
        "series": "*",
        "chartOptions": {"stacked": True, "axis": "linear"},
        "colorColumn": label,
        "columns": [label, *columns],
        "summaries": ["total"],
    }
    return {"index": 0, "channelName": "traffic", "settings": settings}


def _top(chapter: Chapter) -> dict[str, Any]:
    metric = ORDER_BY[chapter.order_by]
    subject = _SUBJECT_COLUMNS.get(chapter.stats_by, [chapter.stats_by])
    settings = {
        "channel": "main",
        "subject": chapter.stats_by,
        "metric": metric,
        "percents": True,
        "colorColumn": chapter.stats_by,
        "columns": [*subject, *(ORDER_BY[column] for column in chapter.middle_output_columns), metric],
        "summaries": ["top", "other", "total"],
    }
    return {"index": 0, "channelName": "main", "settings": settings}
