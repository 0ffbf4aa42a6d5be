"""What a Widget shows now (contract 2.11.2)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NotRequired, TypedDict

from starlette.responses import Response

from fauxmon_api.context import Context
from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.fmc.chapter_shape import DISABLED
from fauxmon_api.rest.fmd import figures, views
from fauxmon_api.rest.fmd.connections import connections
from fauxmon_api.rest.fmd.figures import Figures
from fauxmon_api.rest.fmd.widget_options import CONNECTIONS_ENDPOINT, WidgetOptions
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.rest.search import grid
from fauxmon_api.transport.answers import answer, nothing
from fauxmon_api.transport.call import Bearer
from fauxmon_collector.analysis import STEP_MS
from fauxmon_model.entities import Chapter

ENDPOINTS = Endpoints("Dashboards", STORE_FAILS)

VIEWS: dict[str, Callable[[WidgetOptions, Figures], dict[str, Any]]] = {
    "TimeSeriesAndTableWidget": views.time_series_and_table,
    "TwoPiesAndTableWidget": views.two_pies_and_table,
    "SummariesWidget": views.summaries,
}
"""Widgets over Chapters, by `clazz`."""


class WidgetTable(TypedDict):
    """Cells are texts to be shown."""

    header: list[str]
    rows: list[list[str]]
    summaries: NotRequired[list[list[str]]]
    rowsColors: NotRequired[list[str]]


class Slice(TypedDict):
    """Part of a pie."""

    name: str
    value: str
    color: str


class Pie(TypedDict):
    """Its parts."""

    values: list[Slice]


class ChartLine(TypedDict):
    """Points are `[seconds since 1970, value]`."""

    name: str
    color: str
    values: list[tuple[int, float]]


class WidgetChart(TypedDict):
    """Lines, and the unit of their values."""

    lines: list[ChartLine]
    metricLabel: str


class WidgetData(TypedDict):
    """What a Widget shows, by its kind."""

    name: str | None
    table: WidgetTable
    piechart: NotRequired[Pie]
    summaryPiechart: NotRequired[Pie]
    trafficChart: NotRequired[WidgetChart]


@ENDPOINTS.on(
    "GET",
    "/rest/fmd/overview/widget/data/{id}",
    Known.DOCUMENTED,
    "the guide gives the shape; what each kind of Widget puts into it is inferred",
    answers={200: "Table, pies or chart", 204: "No data", 404: "No such Widget, or its Chapter is gone"},
    gives=WidgetData,
)
def widget_data(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """The data of a Widget, computed from its Chapter or from the Sources.

    The time is that of its parameters `from` and `to`: a time, or relative like `h12Ago` and `now`; by default the
    last twelve hours. The slot that is still open is shown with what has arrived so far.
    """
    context = call.context
    options = WidgetOptions(context.repository.widgets.get(numbered("Widget", id)).options)
    if options.endpoint == CONNECTIONS_ENDPOINT:
        return answer({"name": options.name, **connections(context)})
    view = VIEWS.get(options.clazz)
    if view is None or options.chapter_id is None:
        return nothing(f"A {options.clazz or 'Widget'} over {options.endpoint or 'nothing'} has no data")
    chapter = context.repository.chapters.get(options.chapter_id)
    if not chapter.status:
        return nothing(DISABLED)
    found = figures_of(context, options, chapter)
    if not found.total.values["fl"]:
        return nothing("No flow matches")
    return answer({"name": options.name or chapter.name, **view(options, found)})


def figures_of(context: Context, options: WidgetOptions, chapter: Chapter) -> Figures:
    """What the Chapter says about the Widget's time."""
    now_ms = context.now_ms()
    from_ms, to_ms = options.time("from", "h12Ago", now_ms), options.time("to", "now", now_ms)
    # Up to the end of the slot that is still open: whoever looks now wants to see what has just arrived.
    to_ms += -to_ms % STEP_MS
    if chapter.type == "top":
        return figures.of_top(chapter, context.analysis.top_chapter(chapter, from_ms, to_ms))
    to_ms, step_ms = grid(from_ms, to_ms)
    return figures.of_traffic(chapter, context.analysis.traffic_chapter(chapter, from_ms, to_ms, step_ms))
