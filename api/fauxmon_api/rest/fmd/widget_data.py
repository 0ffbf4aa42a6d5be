"""What a Widget shows now (contract 2.11.2)."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.fmd.drawn import draw
from fauxmon_api.rest.fmd.topology_shape import NodeObject, PathObject
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.transport.answers import answer, nothing
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Dashboards", STORE_FAILS)


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


class TopologyMap(TypedDict):
    """A Topology with what is on it, its paths with what they carry."""

    id: int
    name: str
    trafficScale: int
    nodes: list[NodeObject]
    paths: list[PathObject]


class WidgetData(TypedDict):
    """What a Widget shows, by its kind."""

    name: str | None
    table: WidgetTable
    piechart: NotRequired[Pie]
    summaryPiechart: NotRequired[Pie]
    trafficChart: NotRequired[WidgetChart]
    npmChart: NotRequired[WidgetChart]
    topology: NotRequired[TopologyMap]


@ENDPOINTS.on(
    "GET",
    "/rest/fmd/overview/widget/data/{id}",
    Known.DOCUMENTED,
    "the guide gives the shape; what each kind of Widget puts into it, `npmChart` and `topology` are inferred",
    answers={
        200: "Table, pies or chart",
        204: "No data",
        404: "No such Widget, or what it draws is gone: its Chapter, Topology or a Channel",
        405: "Its time is none, or it has chosen a Channel that its Chapter does not have",
    },
    gives=WidgetData,
)
def widget_data(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """The data of a Widget, computed from its Chapter, its Topology or from the Sources.

    The time is that of its parameters `from` and `to`: a time, or relative like `h12Ago` and `now`; by default the
    last twelve hours. The slot that is still open is shown with what has arrived so far.
    """
    widget = call.context.repository.widgets.get(numbered("Widget", id))
    drawn = draw(call.context, WidgetOptions(widget.options))
    return nothing(drawn.nothing) if drawn.nothing else answer({"name": drawn.name, **drawn.data})
