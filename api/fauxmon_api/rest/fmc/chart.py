"""Charts of a Profile's Channels (contract 2.5.2, 2.5.3)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.search import POINTS_LIMIT, channel_ids, grid, time_range
from fauxmon_api.transport.answers import answer, listing, nothing
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_api.transport.received import Received
from fauxmon_collector.analysis import ChartQuery, Measure
from fauxmon_model.errors import FieldError, InvalidError

ENDPOINTS = Endpoints("Analysis")

MEASURES: dict[str, Measure] = {"traffic": "traffic", "bytes": "traffic", "packets": "packets", "flows": "flows"}
"""What clients write → what it is. The guide types `bytes` and uses `traffic` in every sample."""
BATCH_POINTS = 800
"""Points of a series in a batch when `showOnly` is not given (documented)."""
BATCH_LIMIT = 100
"""Charts in one batch."""

_SEARCH = {
    "from": "2025-03-01 10:00",
    "to": "2025-03-01 11:00",
    "profile": "live",
    "chart": {"measure": "traffic", "protocol": 0},
}
_ANSWERS = {200: "One series a Channel", 204: "No data", 404: "No such Profile", 405: "Validation failed"}


def chart(call: Bearer) -> Response:
    """Points of every Channel, five minutes apart.

    `search` holds `from`, `to`, `profile`, optional `channels`, and `chart` with `measure` (`traffic` in bit/s,
    `packets` or `flows` per second) and `protocol`. A point is `[end of the slot in ms since 1970, value]`. Times are
    UTC, rounded down to five minutes; there is always at least one slot.
    """
    search = call.parameters.received("search")
    points = call.parameters.integer("showonly") or POINTS_LIMIT
    return listing(_series(call, search, points))


for method in ("GET", "POST"):
    ENDPOINTS.on(
        method,
        "/rest/fmc/analysis/chart",
        Known.READ,
        "PRTG and NTM read ids, names, times and values; grid and rounding recomputed from public samples",
        takes={"search": _SEARCH},
        answers=_ANSWERS,
    )(chart)


@ENDPOINTS.on(
    "POST",
    "/rest/fmc/analysis/charts",
    Known.DOCUMENTED,
    "guide; how points are put together is inferred",
    takes={"search": [{**_SEARCH, "showOnly": 800}]},
    answers={**_ANSWERS, 200: "One list of series a search, in their order"},
)
def charts(call: Bearer) -> Response:
    """Several charts at once. `showOnly` is the most points a series may have; neighbours are put together."""
    searches = call.parameters.json("search")
    call.parameters.checked = searches
    if not isinstance(searches, list) or not searches or len(searches) > BATCH_LIMIT:
        raise InvalidError([FieldError("search", f"Must be a list of 1 to {BATCH_LIMIT} searches")])
    errors: list[FieldError] = []
    received = [Received(search, f"search[{i}]", errors) for i, search in enumerate(searches)]
    answers = [_series(call, search, search.integer("showOnly") or BATCH_POINTS) for search in received]
    return answer(answers) if any(answers) else nothing()


def _series(call: Call, search: Received, points: int) -> list[dict[str, Any]]:
    query = _query(search, call.context.now_ms(), points)
    return [
        {
            "channel": {"id": f"{query.profile_id}/{series.channel_id}", "name": series.name},
            "values": [list(point) for point in series.points],
        }
        for series in call.context.analysis.chart(query).series
        if series.points
    ]


def _query(search: Received, now_ms: int, points: int) -> ChartQuery:
    from_ms, to_ms = time_range(search, now_ms)
    profile_id = search.required("profile")
    chart_object = search.object("chart") or Received({}, "chart", search.errors)
    measure = MEASURES.get(chart_object.text("measure") or "traffic")
    if measure is None:
        chart_object.refuse("measure", "Unknown value")
        measure = "traffic"
    protocol = chart_object.integer("protocol") or 0
    if not 0 <= protocol <= 255:
        chart_object.refuse("protocol", "Unknown value")
    if points < 1:
        search.refuse("showOnly", "Must be at least 1")
    chosen = channel_ids(search)
    search.check()
    to_ms, step_ms = grid(from_ms, to_ms, min(points, POINTS_LIMIT))
    return ChartQuery(profile_id, from_ms, to_ms, measure, protocol, chosen, step_ms)
