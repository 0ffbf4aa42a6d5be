"""Verdicts: whether a failover showed up as it should, now or within a time."""

from __future__ import annotations

import asyncio
import ipaddress
from dataclasses import asdict
from time import monotonic
from typing import Any

from starlette.responses import Response

from fauxmon_api.context import Context
from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Call
from fauxmon_api.transport.parameters import Parameters
from fauxmon_api.transport.received import as_boolean
from fauxmon_api.verdicts import verdict
from fauxmon_collector.failover.clocks import Clock
from fauxmon_collector.failover.inquiry import Question
from fauxmon_collector.failover.report import Report
from fauxmon_model.errors import FieldError, InvalidError

ENDPOINTS = Endpoints("Control plane", STORE_FAILS)

WITHIN_LIMIT_S = 3600.0
LATEST_MS = 1 << 48
LOOK_AGAIN_S = 0.5
"""Time alone decides some things, such as that a node has fallen silent."""
SETTLE_S = 1.0
"""What was sent before the question counts; where flows come faster than they can be stored, no longer is waited."""
REST_S = 0.05
"""Between two looks, however much comes in."""

_EXAMPLE = {
    "before": "192.168.1.123",
    "after": "192.168.1.124",
    "shared": "192.168.1.100",
    "within": 60.0,
    "final": True,
    "since": 0,
    "clock": "exporters",
    "now": 1740830400000,
}


@ENDPOINTS.on(
    "POST",
    "/_fauxmon/verify/failover",
    Known.OURS,
    "token or loopback",
    takes=_EXAMPLE,
    answers={200: "The verdict"},
    gives=dict[str, Any],
)
async def failover(call: LocalOrBearer) -> Response:
    """Whether the nodes of a pair failed over from address `before` to `after`, and what is wrong if not.

    Without `within` the answer is about what is there now. With it (seconds, at most 3,600) it is held until the
    verdict is pass or fail, or the time is up. What is missing by then is a fault, unless `final` is false: whoever
    shows what goes on asks again. `since` (ms since 1970) leaves out what came before; `shared` is the pair's shared
    address. `clock` says whose time it is judged by, `ours` or `exporters`, where `now` (ms since 1970) is what their
    clocks show: a simulator's seconds may pass in no time. With `auto` it is ours unless theirs prove to run faster;
    the answer's `clock` is the one that it was.
    """
    question, within_s = _question(call.parameters)
    final = as_boolean(call.parameters.json("final")) is not False
    await call.context.collecting.settle(SETTLE_S)
    report = await _decided(call.context, question, within_s, final)
    return answer(_body(call, question, report))


async def _decided(context: Context, question: Question, within_s: float, final: bool) -> Report:
    end_s = monotonic() + within_s
    while True:
        progress = context.collecting.progress()
        left_s = end_s - monotonic()
        report = await verdict(context, question, over=final and left_s <= 0)
        if report.decided or left_s <= 0:
            return report
        await asyncio.sleep(min(REST_S, left_s))
        await context.collecting.progressed(progress, min(LOOK_AGAIN_S, max(0.0, end_s - monotonic())))


def _question(parameters: Parameters) -> tuple[Question, float]:
    errors: list[FieldError] = []
    before, after, shared = (_address(parameters, name, errors) for name in ("before", "after", "shared"))
    errors += [FieldError(name, "Is missing") for name in ("before", "after") if not parameters.text(name)]
    given = [value for value in (before, after, shared) if value]
    if len(set(given)) < len(given):
        errors.append(FieldError("after", "before, after and shared must be different addresses"))
    within_s, clock = parameters.number("within") or 0.0, parameters.text("clock") or Clock.OURS
    since_ms, now_ms = parameters.integer("since") or 0, parameters.integer("now")
    bounds = {
        "within": (within_s, WITHIN_LIMIT_S),
        "since": (since_ms, LATEST_MS),
        "now": (now_ms or 0, LATEST_MS),
    }
    errors += [
        FieldError(name, f"Must be from 0 to {most:.0f}")
        for name, (value, most) in bounds.items()
        if not 0 <= value <= most
    ]
    if clock not in list(Clock):
        errors.append(FieldError("clock", f"Must be one of {', '.join(Clock)}"))
    if errors:
        raise InvalidError(errors)
    return Question(before, after, shared or None, since_ms, Clock(clock), now_ms), within_s


def _address(parameters: Parameters, name: str, errors: list[FieldError]) -> str:
    """As Sources have it, "" where none is given or it is noted to be wrong."""
    text = parameters.text(name)
    if not text:
        return ""
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        errors.append(FieldError(name, "Must be an IP address"))
        return ""
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed)


def _body(call: Call, question: Question, report: Report) -> dict[str, Any]:
    return {
        "result": report.result,
        "decided": report.decided,
        **asdict(question),
        "at_ms": call.context.now_ms(),
        "observables": [asdict(one) for one in report.observables],
        "findings": [asdict(one) for one in report.findings],
        **report.facts,
    }
