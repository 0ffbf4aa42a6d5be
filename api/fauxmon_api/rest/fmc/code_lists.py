"""Code lists of the Monitoring Center (contract 2.4)."""

from __future__ import annotations

from typing import TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.bodies import Numbered
from fauxmon_api.transport.answers import listing
from fauxmon_api.transport.call import Bearer
from fauxmon_collector.analysis.column_types import COLUMN_TYPES
from fauxmon_collector.analysis.protocols import PROTOCOLS

ENDPOINTS = Endpoints("Analysis")


class ColumnTypeObject(TypedDict):
    """What columns of a type hold, and how values are given."""

    id: str
    description: str
    givenAs: str


@ENDPOINTS.on("GET", "/rest/fmc/protocols", Known.DOCUMENTED, "guide, complete list", gives=list[Numbered])
def protocols(_call: Bearer) -> Response:
    """Protocols that `chart.protocol` knows."""
    return listing([{"id": number, "name": name} for number, name in PROTOCOLS.items()])


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/columnTypes",
    Known.DOCUMENTED,
    "guide, which shows the first entries; the others are inferred",
    gives=list[ColumnTypeObject],
)
def column_types(_call: Bearer) -> Response:
    """What columns of the analysis hold: `typeHint` of `analysis/nfcolumns`."""
    return listing(
        [{"id": id_, "description": one.description, "givenAs": one.given_as} for id_, one in COLUMN_TYPES.items()]
    )
