"""Top N statistics as asynchronous results (contract 2.5.5, 2.5.6)."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api import analysis_rows
from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.bodies import Begun
from fauxmon_api.rest.fmc.analysis_search import begun, mask, selected, shown
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received
from fauxmon_collector.analysis import StatisticsQuery, methods
from fauxmon_collector.analysis.types import Limit
from fauxmon_model.errors import FieldError, InvalidError

ENDPOINTS = Endpoints("Analysis", STORE_FAILS)

_PATH = "/rest/fmc/analysis/statistics"
_TAKES = {
    "search": {
        "from": "2025-03-01 10:00",
        "to": "2025-03-01 11:00",
        "profile": "live",
        "channels": ["*"],
        "statistics": {"statistics": "srcip", "orderBy": "bytes"},
        "limit": {"onColumn": "bytes", "operator": ">", "value": 1000},
        "filter": "proto tcp",
    },
    "showonly": 10,
}
_ERRORS = {404: "No such Profile", 429: "Too many results are being computed"}
_FIELDS = {"statsBy": "statistics.statistics", "orderBy": "statistics.orderBy", "limit": "showonly"}
"""What the analysis calls a field → where it stands in the request."""


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.DOCUMENTED,
    "guide; rows are inferred from those of flows",
    takes=_TAKES,
    answers={200: "The id of the result", **_ERRORS},
    gives=Begun,
)
def statistics(call: Bearer) -> Response:
    """Begin a Top N statistic; the rows are to be had from `results/{id}`.

    `search` holds `from`, `to`, `profile`, optional `channels` and `filter`, `statistics` with the method `statistics`
    and `orderBy`, optional `limit` (`onColumn`, `operator`, `value`) on the sums of a subject, and `specific`: masks,
    and of `record` also `bidirectional` and `aggregateBy`. `showonly` (10, at most 10000) is how many rows, `output`
    which columns they have behind their subject.
    """
    return answer(_begun(call))


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.INFERRED,
    "the guide says 200; 201 as for flows, the same mechanism",
    takes=_TAKES,
    answers={201: "The id of the result", **_ERRORS},
    gives=Begun,
)
def posted_statistics(call: Bearer) -> Response:
    """The same as GET, answered 201."""
    return answer(_begun(call), 201)


def _begun(call: Bearer) -> dict[str, int]:
    search = call.parameters.received("search")
    query = _query(search, call.context.now_ms(), shown(call))
    search.check()
    try:
        prepared = call.context.analysis.prepared_statistics(query)
    except InvalidError as error:
        raise InvalidError(
            [FieldError(_FIELDS.get(e.field, e.field), e.message, e.params) for e in error.errors]
        ) from None
    by = methods.canonical(query.stats_by)
    figures = analysis_rows.columns(call.parameters.identifiers("output"), by)
    return begun(call, search, lambda: analysis_rows.of_statistics(prepared(), by, figures))


def _query(search: Received, now_ms: int, limit: int) -> StatisticsQuery:
    base = selected(search, now_ms)
    asked = search.object("statistics")
    if asked is None:
        search.refuse("statistics", "Is missing")
        asked = Received({"statistics": "ip"}, "statistics", search.errors)
    stats_by = asked.required("statistics")
    specific = search.object("specific") or Received({}, "specific", search.errors)
    if specific.text("forStatistics") not in (None, "", stats_by):
        specific.refuse("forStatistics", f"Is not for {stats_by}")
    return StatisticsQuery(
        *(base.profile_id, base.from_ms, base.to_ms, stats_by),
        order_by=asked.text("orderBy") or "bytes",
        limit=limit,
        channel_ids=base.channel_ids,
        filter=base.filter,
        source_masks=mask(specific, "sourceIpMask"),
        target_masks=mask(specific, "targetIpMask"),
        bidirectional=specific.boolean("bidirectional") or False,
        aggregate_by=specific.texts("aggregateBy") or [],
        above=_limit(search.object("limit")),
        timed=True,
    )


def _limit(given: Received | None) -> Limit | None:
    if given is None:
        return None
    column, operator, value = given.required("onColumn"), given.required("operator"), given.integer("value")
    if value is None and "value" not in given:
        given.refuse("value", "Is missing")
    return Limit(column, operator, value or 0)
