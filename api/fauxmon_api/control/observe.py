"""Looking at the running collector: health, events, ledger, store, problems, listeners, sources."""

from __future__ import annotations

from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.source_state import described, states
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Anyone

ENDPOINTS = Endpoints("Control plane", STORE_FAILS)

EVENTS_LIMIT = 1000
PROBLEMS_LIMIT = 1000
WAIT_LIMIT_S = 60.0
"""The longest that one request for events is held."""


class Health(TypedDict):
    """What answers. `time_ms` is its clock."""

    status: str
    version: str
    product_version: str
    engine: int
    time_ms: int


class EventsSince(TypedDict):
    """Events, and the number of the last one."""

    events: list[dict[str, Any]]
    last: int


class Progress(TypedDict):
    """How far it is."""

    number: int


@ENDPOINTS.on("GET", "/_fauxmon/health", Known.OURS, "open to everybody", gives=Health)
def health(call: Anyone) -> Response:
    """Whether the server answers, which version it is, and by which of Flowmon's engines it draws charts."""
    settings = call.context.settings
    return answer(
        {
            "status": "ok",
            "version": settings.version,
            "product_version": settings.product_version,
            "engine": settings.engine,
            "time_ms": call.context.now_ms(),
        }
    )


@ENDPOINTS.on(
    "GET",
    "/_fauxmon/events",
    Known.OURS,
    "token or loopback",
    takes={"since": 0, "wait": 10.0, "limit": EVENTS_LIMIT},
    gives=EventsSince,
)
async def events(call: LocalOrBearer) -> Response:
    """Events after number `since`, oldest first.

    With `wait` (seconds, at most 60) and no event yet, the answer is held until there is one. Go on with `last`.
    """
    since = max(0, call.parameters.integer("since") or 0)
    limit = _limit(call.parameters.integer("limit"), EVENTS_LIMIT)
    wait_s = min(call.parameters.number("wait") or 0.0, WAIT_LIMIT_S)
    found = call.context.collecting.events(since, limit)
    if not found and wait_s:
        found = (await call.context.collecting.next_event(since, wait_s))[:limit]
    last = max((event["id"] for event in found), default=since)
    return answer({"events": list(map(dict, found)), "last": last})


@ENDPOINTS.on(
    "GET", "/_fauxmon/progress", Known.OURS, "token or loopback", takes={"since": 0, "wait": 10.0}, gives=Progress
)
async def progress(call: LocalOrBearer) -> Response:
    """A number that rises whenever something came in and can be queried.

    With `wait` (seconds, at most 60) the answer is held until the number is beyond `since`.
    """
    since = max(0, call.parameters.integer("since") or 0)
    wait_s = min(call.parameters.number("wait") or 0.0, WAIT_LIMIT_S)
    collecting = call.context.collecting
    return answer({"number": await collecting.progressed(since, wait_s) if wait_s else collecting.progress()})


@ENDPOINTS.on("GET", "/_fauxmon/ledger", Known.OURS, "token or loopback", gives=dict[str, Any])
def ledger(call: LocalOrBearer) -> Response:
    """Where every datagram, set and record has ended, and whether the sums agree (`balanced`)."""
    return answer(dict(call.context.collecting.ledger()))


@ENDPOINTS.on("GET", "/_fauxmon/store", Known.OURS, "token or loopback", gives=dict[str, Any])
def store(call: LocalOrBearer) -> Response:
    """How many flows and octets are held, since when, by which limits, and how many have expired.

    `before` + `appended` = `flows` + `expired` + `removed`, where `expired` is the sum of `expired_by_age`,
    `expired_by_size` and `expired_by_count`. Of the limits those are told that are set.
    """
    return answer(dict(call.context.collecting.stored()))


@ENDPOINTS.on(
    "GET",
    "/_fauxmon/problems",
    Known.OURS,
    "token or loopback",
    takes={"limit": 100, "exporter": "192.168.1.123", "port": 2055},
    gives=list[dict[str, Any]],
)
def problems(call: LocalOrBearer) -> Response:
    """The newest Problems: what was wrong with received data, where, and by which specification.

    `exporter` and `port` leave those of one exporter or listening port. The last ten of each exporter are kept, however
    many come from others.
    """
    limit = _limit(call.parameters.integer("limit"), PROBLEMS_LIMIT, 100)
    return answer([dict(problem) for problem in call.context.collecting.problems(limit, *_exporter(call))])


@ENDPOINTS.on(
    "GET",
    "/_fauxmon/problems/counts",
    Known.OURS,
    "token or loopback",
    takes={"exporter": "192.168.1.123", "port": 2055},
    gives=list[dict[str, Any]],
)
def problem_counts(call: LocalOrBearer) -> Response:
    """How often each Problem came, by exporter and listening port.

    `exporter` and `port` leave those of one exporter or listening port.
    """
    return answer([dict(row) for row in call.context.collecting.problem_counts(*_exporter(call))])


@ENDPOINTS.on("GET", "/_fauxmon/listeners", Known.OURS, "token or loopback", gives=list[dict[str, Any]])
def listeners(call: LocalOrBearer) -> Response:
    """The UDP sockets: where they listen, what they received, what the kernel dropped."""
    return answer([dict(listener) for listener in call.context.collecting.listeners()])


@ENDPOINTS.on("GET", "/_fauxmon/sources", Known.OURS, "token or loopback", gives=list[dict[str, Any]])
def sources(call: LocalOrBearer) -> Response:
    """Sources with their live counters and whether they are `active` or `silent`.

    `lost` is what sequence numbers show to be missing; `not_sent` are flows that the exporter itself says it dropped.
    """
    return answer(states(call.context))


@ENDPOINTS.on(
    "GET",
    "/_fauxmon/sources/{id}",
    Known.OURS,
    "token or loopback",
    answers={200: "The Source", 404: "No such Source"},
    gives=dict[str, Any],
)
async def source(id: str, call: LocalOrBearer) -> Response:  # noqa: A002 (the contract's word)
    """A Source with what its exporter has told of itself in options data.

    Besides what the list of Sources says, `not_sent_packets` and `not_sent_octets` are what the flows held that it did
    not send. `domains` has, for each Observation Domain that told anything: rates of sampling, names of interfaces,
    VRFs and applications, statistics, descriptions of Information Elements, flow keys. `sequence` counts what sequence
    numbers show: `lost`, `reordered`, `duplicates`, `restarts`. `sessions` has the same for each Transport Session (by
    the exporter's `port`) and Observation Domain, the 64 heard last. `templates_in_force` has the newest 256 templates,
    each with the names and lengths of its fields. `channels` are those that its flows can come into, that of All
    Sources first.
    """
    return answer(await described(call.context, numbered("Source", id)))


def _exporter(call: LocalOrBearer) -> tuple[str | None, int | None]:
    """Whose Problems are asked for; None is everybody's."""
    return call.parameters.text("exporter") or None, call.parameters.integer("port")


def _limit(asked: int | None, most: int, default: int | None = None) -> int:
    return min(max(1, asked or default or most), most)
