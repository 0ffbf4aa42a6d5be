"""The product's `options` and `layouts` of a Widget, where no client writes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon_model.entities import ORDER_BY, Chapter
from fauxmon_model.widget_kinds import CHAPTER_ENDPOINT
from fauxmon_model.widget_place import COLUMNS, USUAL_H, USUAL_W, cells

BREAKPOINTS = {"lg": COLUMNS, "md": 10, "sm": 6, "xs": 4, "xxs": 2}
"""Columns of the grid by width of the page."""
TIMES = {"from": "h12Ago", "to": "now"}
"""The parameters that say which time a Widget is about, and what they are where they say nothing (R53)."""
_SUBJECT_COLUMNS = {"portp": ["portp", "proto"]}


def options(chapter: Chapter, clazz: str) -> dict[str, Any]:
    """The Chapter over the last 12 hours (R53), under its own name."""
    view = _traffic(chapter) if chapter.type == "traffic" else _top(chapter)
    return _options(f"{CHAPTER_ENDPOINT}{chapter.id}", clazz, [view])


def options_of(endpoint: str, clazz: str) -> dict[str, Any]:
    """What is no Chapter, under its own name."""
    return _options(endpoint, clazz, [])


def _options(endpoint: str, clazz: str, views: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": None,
        "clazz": clazz,
        "dataEndpoint": endpoint,
        "visualizationSettings": views,
        "parametersSettings": [
            {"name": "aggregation", "value": None, "show": False, "relativeToForm": False, "useDefault": 1},
            {"name": "from", "value": TIMES["from"], "show": True, "relativeToForm": False, "useDefault": False},
            {"name": "to", "value": TIMES["to"], "show": False, "relativeToForm": False, "useDefault": False},
        ],
        "_isNico": True,
    }


def layouts(widget_id: int, x: int, y: int, w: int, h: int) -> dict[str, Any]:
    """At its place on a wide page; on narrower ones the Widgets stand below each other over the whole width."""
    return {
        name: cells(widget_id, x, y, w, h) if columns == COLUMNS else cells(widget_id, 0, y, columns, h)
        for name, columns in BREAKPOINTS.items()
    }


def placed(widget_id: int, known: Mapping[str, Any], row: int | None, col: int | None) -> dict[str, Any]:
    """The `known` layouts with the place on a wide page that clients of the older generation give; where there is none
    yet, one of our own."""
    wide = known.get("lg")
    if not isinstance(wide, Mapping):
        x = col or 0
        ours = layouts(widget_id, x, row or 0, min(USUAL_W, COLUMNS - x), USUAL_H)
        return {**known, "lg": ours["lg"]} if known else ours
    given = {"x": col, "y": row}
    return {**known, "lg": {**wide, **{axis: value for axis, value in given.items() if value is not None}}}


def with_times(options: Mapping[str, Any], times: Mapping[str, str]) -> dict[str, Any]:
    """`options` with these values of `from` and `to`; what else they say stays."""
    given = options.get("parametersSettings")
    kept = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    wanted = {**TIMES, **times}
    known = {one.get("name") for one in kept}
    changed = [{**one, "value": wanted[one["name"]]} if one.get("name") in wanted else one for one in kept]
    missing = [{"name": name, "value": value} for name, value in wanted.items() if name not in known]
    return {**options, "parametersSettings": [*changed, *missing]}


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
