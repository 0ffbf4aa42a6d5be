"""Charts of a Profile's Channels (contract 2.5.2, 2.5.3)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.bodies import Series
from fauxmon_api.rest.search import POINTS_LIMIT, channel_ids, grid, time_range
from fauxmon_api.transport.answers import answer, listing, nothing
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_api.transport.received import Received
from fauxmon_collector.analysis import STEP_MS, ChartQuery, Measure
from fauxmon_collector.analysis.npm import METRICS
from fauxmon_model.errors import FieldError, InvalidError

ENDPOINTS = Endpoints("Analysis", STORE_FAILS)

MEASURES: dict[str, Measure] = {"traffic": "traffic", "bytes": "traffic", "packets": "packets", "flows": "flows"}
"""What clients write → what it is. The guide types `bytes` and uses `traffic` in every sample."""
BATCH_POINTS = 800
"""Points of a series in a batch when `showOnly` is not given (documented)."""
BATCH_LIMIT = 100
"""Charts in one batch."""
STEP_LIMIT_S = 86_400
"""Seconds of the widest slot that can be asked for."""

_SEARCH = {
    "from": "2025-03-01 10:00",
    "to": "2025-03-01 11:00",
    "profile": "live",
    "chart": {"measure": "traffic", "protocol": 0},
    "npm": {"srt": True, "rtt": True, "jitter": False, "rtr": True},
}
_ANSWERS = {200: "One series a Channel", 204: "No data", 404: "No such Profile"}


def chart(call: Bearer) -> Response:
    """Points of every Channel, five minutes apart.

    `search` holds `from`, `to`, `profile`, optional `channels`, and `chart` with `measure` (`traffic` in bit/s,
    `packets` or `flows` per second) and `protocol`. A point is `[end of the slot in ms since 1970, value]`. Times are
    UTC, rounded down to five minutes; there is always at least one slot.

    `npm` adds a series `<profile>/npm-<name>` for each of its `srt`, `rtt`, `jitter` and `rtr` that is true, over all
    chosen Channels together: the mean in microseconds over the flows that carry it, for `rtr` the number of
    retransmissions; 0 where no flow carries it. `step`, which the product does not have, asks for slots of so many
    seconds instead of 300; where more than 10,000 would be needed they are as many times wider.
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
        gives=list[Series],
    )(chart)


@ENDPOINTS.on(
    "POST",
    "/rest/fmc/analysis/charts",
    Known.DOCUMENTED,
    "guide; how points are put together is inferred",
    takes={"search": [{**_SEARCH, "showOnly": 800}]},
    answers={**_ANSWERS, 200: "One list of series a search, in their order"},
    gives=list[list[Series]],
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
    try:
        found = call.context.analysis.chart(query)
    except InvalidError as error:
        raise InvalidError([FieldError(search.at(e.field), e.message, e.params) for e in error.errors]) from None
    return [
        {
            "channel": {"id": f"{query.profile_id}/{id_}", "name": name},
            "values": [list(point) for point in points],
        }
        for id_, name, points in (
            *((series.channel_id, series.name, series.points) for series in found.series),
            *((series.id, series.id, series.points) for series in found.npm),
        )
        if points
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
    metrics = _metrics(search)
    finest_ms = _step_ms(search)
    search.check()
    to_ms, step_ms = grid(from_ms, to_ms, min(points, POINTS_LIMIT), finest_ms)
    return ChartQuery(profile_id, from_ms, to_ms, measure, protocol, chosen, step_ms, metrics)


def _metrics(search: Received) -> list[str]:
    npm = search.object("npm") or Received({}, "npm", search.errors)
    for name in npm.value:
        if name not in METRICS:
            npm.refuse(name, "Unknown value")
    return [name for name in METRICS if npm.boolean(name)]


def _step_ms(search: Received) -> int:
    seconds = search.integer("step")
    if seconds is None:
        return STEP_MS
    if not 1 <= seconds <= STEP_LIMIT_S:
        search.refuse("step", f"Must be 1 to {STEP_LIMIT_S} seconds")
        return STEP_MS
    return seconds * 1000
