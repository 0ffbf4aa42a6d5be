"""Exact sums of the Channels of a Profile, up to now: the product's own answers are scaled, or of whole slots."""

from __future__ import annotations

from dataclasses import asdict

from starlette.responses import Response

from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.transport.answers import answer
from fauxmon_model.entities.profile import LIVE

ENDPOINTS = Endpoints("Control plane")


@ENDPOINTS.on(
    "GET",
    "/_fauxmon/totals",
    Known.OURS,
    "token or loopback",
    takes={"profile": LIVE, "last": "60"},
    answers={200: "One entry a Channel", 404: "No such Profile"},
)
def totals(call: LocalOrBearer) -> Response:
    """Flows, packets and octets of each Channel, in the Profile's order, and when its first and last flow counted.

    Without `last` all that is held counts, with it (seconds) what is no older.
    """
    profile, last_s = call.parameters.text("profile") or LIVE, call.parameters.number("last")
    now_ms = call.context.now_ms()
    from_ms = 0 if last_s is None else max(0, now_ms - round(min(last_s * 1000, now_ms)))
    return answer([asdict(one) for one in call.context.analysis.totals(profile, from_ms, now_ms + 1)])
