"""Flow listings as asynchronous results (contract 2.5.4, 2.5.6)."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api import analysis_rows
from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.bodies import Begun
from fauxmon_api.rest.fmc.analysis_search import begun, mask, selected, shown
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received
from fauxmon_collector.analysis import ListingQuery
from fauxmon_collector.analysis.outputs import DEFAULT

ENDPOINTS = Endpoints("Analysis", STORE_FAILS)

_PATH = "/rest/fmc/analysis/flows"
_TAKES = {
    "search": {
        "from": "2025-03-01 10:00",
        "to": "2025-03-01 11:00",
        "profile": "live",
        "channels": ["*"],
        "listing": {"aggregateBy": ["srcip", "proto"], "sortBy": "bytes"},
        "filter": "any",
    },
    "showonly": 10,
    "output": ["ts", "td", "pr", "sa", "pkt", "byt", "fl"],
}
_ERRORS = {404: "No such Profile", 429: "Too many results are being computed"}


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.READ,
    "DUMP needs 200; what columns become when flows are put together is inferred",
    takes=_TAKES,
    answers={200: "The id of the result", **_ERRORS},
    gives=Begun,
)
def flows(call: Bearer) -> Response:
    """Begin to list flows, one by one or put together; the rows are to be had from `results/{id}`.

    `search` holds `from`, `to`, `profile`, optional `channels` and `filter`, and `listing` with `aggregateBy`, masks
    (`sourceIpMask`, `targetIpMask`: `{ipVersion, mask}`) of addresses that flows are put together by, and `sortBy`.
    `output` are the columns, `showonly` (10, at most 10000) is how many rows.
    """
    return answer(_begun(call))


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "PERL needs 201, with everything in the query and an empty body",
    takes=_TAKES,
    answers={201: "The id of the result", **_ERRORS},
    gives=Begun,
)
def posted_flows(call: Bearer) -> Response:
    """The same as GET, answered 201."""
    return answer(_begun(call), 201)


def _begun(call: Bearer) -> dict[str, int]:
    search = call.parameters.received("search")
    base = selected(search, call.context.now_ms())
    listing = search.object("listing") or Received({}, "listing", search.errors)
    query = ListingQuery(
        *(base.profile_id, base.from_ms, base.to_ms),
        columns=call.parameters.identifiers("output") or DEFAULT,
        channel_ids=base.channel_ids,
        filter=base.filter,
        aggregate_by=listing.texts("aggregateBy") or [],
        source_masks=mask(listing, "sourceIpMask"),
        target_masks=mask(listing, "targetIpMask"),
        sort_by=listing.text("sortBy") or None,
        limit=shown(call),
    )
    search.check()
    prepared = call.context.analysis.prepared_listing(query)
    return begun(call, search, lambda: analysis_rows.of_listing(prepared()))
