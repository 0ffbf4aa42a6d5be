"""Sums of Channels to the byte: tables and charts of the contract are rounded to five minutes, and scaled."""

from __future__ import annotations

from typing import TypedDict

from starlette.responses import Response

from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.transport.answers import answer
from fauxmon_model.entities import LIVE

ENDPOINTS = Endpoints("Control plane", STORE_FAILS)


class ChannelTotals(TypedDict):
    """Sums of a Channel, and when its first and last flow came."""

    channel_id: str
    name: str
    flows: int
    packets: int
    bytes: int
    first_ms: int | None
    last_ms: int | None


@ENDPOINTS.on(
    "GET",
    "/_fauxmon/totals",
    Known.OURS,
    "token or loopback",
    takes={"profile": "live", "from": 1740830400000, "to": 1740831300000},
    answers={200: "A row for each Channel", 404: "No such Profile"},
    gives=list[ChannelTotals],
)
def totals(call: LocalOrBearer) -> Response:
    """Flows, packets and bytes of each Channel of a Profile, of the flows from `from` up to `to` (ms since 1970).

    Without them all flows until now count; without `profile` it is All Sources.
    """
    parameters, now_ms = call.parameters, call.context.now_ms()
    to_ms = parameters.integer("to")
    rows = call.context.analysis.totals(
        parameters.text("profile") or LIVE, parameters.integer("from") or 0, now_ms if to_ms is None else to_ms
    )
    return answer(
        [
            {
                "channel_id": row.channel_id,
                "name": row.name,
                "flows": row.flows,
                "packets": row.packets,
                "bytes": row.octets,
                "first_ms": row.first_ms,
                "last_ms": row.last_ms,
            }
            for row in rows
        ]
    )
