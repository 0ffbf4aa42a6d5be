"""Top N statistics as asynchronous results (contract 2.5.5, 2.5.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from starlette.responses import Response

from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.bodies import Begun
from fauxmon_api.rest.fmc.analysis_search import begun, mask, selected, shown
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received
from fauxmon_collector.analysis import Statistics, StatisticsQuery, StatisticsRow, methods, orders, protocols
from fauxmon_collector.analysis.outputs import ORDER_BYS, OUTPUTS, Form
from fauxmon_collector.analysis.texts import written
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

COLUMNS = ("ts", "te", "td", "fl", "pkt", "byt", "pps", "bps", "bpp")
"""Of rows behind their subject, unless `output` names others."""
_Figure = tuple[Form, Callable[[StatisticsRow], int]]
_FIGURES: dict[str, _Figure] = {
    "ts": (OUTPUTS["ts"].form, lambda row: row.start_ms or 0),
    "te": (OUTPUTS["te"].form, lambda row: row.end_ms or 0),
    "td": (OUTPUTS["td"].form, lambda row: (row.end_ms or 0) - (row.start_ms or 0)),
    "bytes": (ORDER_BYS["bytes"].form, lambda row: row.octets),
    "packets": (ORDER_BYS["packets"].form, lambda row: row.packets),
    "flows": (ORDER_BYS["flows"].form, lambda row: row.flows),
    "bps": (ORDER_BYS["bps"].form, lambda row: int(row.bps)),
    "pps": (ORDER_BYS["pps"].form, lambda row: int(row.pps)),
    "bpp": (ORDER_BYS["bpp"].form, lambda row: int(row.bpp)),
}


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
    columns = _columns(call.parameters.identifiers("output"), by)
    return begun(call, search, lambda: _rows(prepared, by, columns))


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


def _columns(output: Sequence[str], by: str) -> dict[str, _Figure]:
    """What is shown behind the subject, by what it is called. The subject may be named too, it comes first anyway."""
    shown = {}
    for number, id_ in enumerate(output or COLUMNS):
        figure = _FIGURES.get(orders.ALIASES.get(id_, id_))
        if figure is not None:
            shown[id_] = figure
        elif methods.canonical(id_) not in (by, "proto") and not (by == methods.RECORD and methods.puts_together(id_)):
            raise InvalidError([FieldError(f"output[{number}]", f"a statistic by {by} has no column {id_}")])
    return shown


def _rows(prepared: Callable[[], Statistics], by: str, columns: Mapping[str, _Figure]) -> Iterator[dict[str, str]]:
    for row in prepared().rows:
        figures = {id_: written(form, value(row)) for id_, (form, value) in columns.items()}
        yield {**_subject(by, row), **figures}


def _subject(by: str, row: StatisticsRow) -> dict[str, str]:
    """A subject of several parts by their names, another one by the id of the statistic, and its protocol."""
    if row.parts:
        return dict(row.parts)
    proto = {} if row.proto is None else {"proto": protocols.name(row.proto)}
    return {by: row.subject, **proto}
