"""Events as they happen: server-sent events (HTML Living Standard §9.2)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from fauxmon_api.context import Collecting
from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import EVENT_STREAM, Endpoints, Known

ENDPOINTS = Endpoints("Control plane")

ALIVE_S = 15.0
"""After so long without an event a comment is sent, so that whoever stands between does not give up."""


@ENDPOINTS.on(
    "GET",
    "/_fauxmon/events/stream",
    Known.OURS,
    "token or loopback",
    takes={"since": 0},
    answers={200: "text/event-stream, which does not end"},
    gives=EVENT_STREAM,
)
async def stream(request: Request, call: LocalOrBearer) -> Response:
    """Events after number `since`, then each as it happens, as server-sent events.

    `id` is the event's number, `event` its kind, `data` the event in JSON. Who comes back with the header
    `Last-Event-ID`, as browsers do by themselves, goes on behind that.
    """
    last = request.headers.get("last-event-id", "")
    since = int(last) if last.isascii() and last.isdigit() and len(last) < 19 else call.parameters.integer("since") or 0
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(call.context.collecting, since), media_type=EVENT_STREAM, headers=headers)


async def _events(collecting: Collecting, since: int) -> AsyncIterator[str]:
    while True:
        events = await collecting.next_event(since, ALIVE_S)
        for event in events:
            since = event["id"]
            yield f"id: {since}\nevent: {event['kind']}\ndata: {json.dumps(dict(event))}\n\n"
        if not events:
            yield ": nothing happened\n\n"
