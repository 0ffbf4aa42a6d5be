"""Code lists of the analysis (contract 2.4): what searches may name."""

from __future__ import annotations

from typing import TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.bodies import Grouped, Named
from fauxmon_api.transport.answers import listing
from fauxmon_api.transport.call import Bearer
from fauxmon_collector.analysis.aggregations import AGGREGATIONS
from fauxmon_collector.analysis.column_types import hint
from fauxmon_collector.analysis.methods import METHODS
from fauxmon_collector.analysis.orders import ORDERS
from fauxmon_collector.analysis.outputs import DEFINITIONS, ORDER_BYS, OUTPUTS
from fauxmon_collector.analysis.questions import LIMIT_COLUMNS, LIMIT_OPERATORS
from fauxmon_collector.analysis.saved_filters import offered

ENDPOINTS = Endpoints("Analysis")

_PATH = "/rest/fmc/analysis"
_TRUNCATED = "guide, which shows the first entries; the others are inferred"


class OutputColumn(TypedDict):
    """A column. `aggregate` and `output` are 0 or 1."""

    id: str
    name: str
    group: str
    aggregate: int
    output: int
    typeHint: str


class SavedFilter(TypedDict):
    """A filter by name."""

    name: str
    definition: str


class OutputDefinition(TypedDict):
    """Columns by name."""

    name: str
    columns: list[str]


@ENDPOINTS.on("GET", f"{_PATH}/nfcolumns", Known.DOCUMENTED, _TRUNCATED, gives=list[OutputColumn])
def nfcolumns(_call: Bearer) -> Response:
    """Columns that `output` of flow listings knows; `aggregate` tells whether flows can be put together by one."""
    return listing(
        [
            {
                "id": column.id,
                "name": column.title,
                "group": column.group,
                "aggregate": int(column.aggregates),
                "output": 1,
                "typeHint": hint(column),
            }
            for column in OUTPUTS.values()
        ]
    )


@ENDPOINTS.on(
    "GET", f"{_PATH}/filters", Known.DOCUMENTED, "guide; which ones there are is ours", gives=list[SavedFilter]
)
def filters(call: Bearer) -> Response:
    """Saved filters, to be put into filters of one's own: what the user has saved in the pages, then the product's."""
    return listing([{"name": name, "definition": text} for name, text in offered(call.context.repository).items()])


@ENDPOINTS.on(
    "GET", f"{_PATH}/outputdefinitions", Known.DOCUMENTED, "guide, complete list", gives=list[OutputDefinition]
)
def output_definitions(_call: Bearer) -> Response:
    """Saved sets of columns. Without `output`, flow listings show `default`."""
    return listing([{"name": name, "columns": list(columns)} for name, columns in DEFINITIONS.items()])


@ENDPOINTS.on("GET", f"{_PATH}/aggregations", Known.DOCUMENTED, _TRUNCATED, gives=list[Grouped])
def aggregations(_call: Bearer) -> Response:
    """What `aggregateBy` knows."""
    return listing(
        [{"id": id_, "name": one.method.title, "group": one.method.group} for id_, one in AGGREGATIONS.items()]
    )


def flow_orders(_call: Bearer) -> Response:
    """What `listing.sortBy` knows: times sort ascending, all else descending."""
    return listing([{"id": id_, "name": column.title} for id_, column in ORDER_BYS.items()])


for _method in ("GET", "POST"):
    ENDPOINTS.on(_method, f"{_PATH}/flows/orderbys", Known.DOCUMENTED, _TRUNCATED, gives=list[Named])(flow_orders)


@ENDPOINTS.on("GET", f"{_PATH}/statistics/methods", Known.DOCUMENTED, _TRUNCATED, gives=list[Grouped])
def statistics_methods(_call: Bearer) -> Response:
    """What `statistics.statistics` knows. With `:p` each protocol counts for itself."""
    return listing([{"id": id_, "name": one.title, "group": one.group} for id_, one in METHODS.items()])


@ENDPOINTS.on("GET", f"{_PATH}/statistics/orderbys", Known.DOCUMENTED, _TRUNCATED, gives=list[Named])
def statistics_orders(_call: Bearer) -> Response:
    """What `statistics.orderBy` knows."""
    return listing([{"id": id_, "name": order.title} for id_, order in ORDERS.items()])


@ENDPOINTS.on("GET", f"{_PATH}/statistics/limitvaluetypes", Known.DOCUMENTED, "guide, complete list", gives=list[str])
def limit_columns(_call: Bearer) -> Response:
    """What `limit.onColumn` knows."""
    return listing(LIMIT_COLUMNS)


@ENDPOINTS.on("GET", f"{_PATH}/statistics/limitoperators", Known.DOCUMENTED, "guide, complete list", gives=list[str])
def limit_operators(_call: Bearer) -> Response:
    """What `limit.operator` knows."""
    return listing(LIMIT_OPERATORS)
