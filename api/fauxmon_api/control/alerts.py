"""Steering the evaluation of alerts, for those who cannot wait for the end of a slot."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from starlette.responses import Response

from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.transport.answers import answer

ENDPOINTS = Endpoints("Control plane")

REACTIONS_S = 30.0
"""How long the answer waits for reactions."""


class AlertStats(TypedDict):
    """Counts since the start, and of each reaction what was `sent`, `failed` or was `dropped`."""

    evaluated: int
    fired: int
    failed: int
    reactions: dict[str, dict[str, int]]


class JudgedCondition(TypedDict):
    """A condition, and what was found for it."""

    text: str
    value: float | None
    average: NotRequired[float]
    subject: NotRequired[str]
    holds: bool


class AlertOutcome(TypedDict):
    """What was found for an alert; `flows`, `packets` and `bytes` are those of the slot."""

    alert: str
    profile: str
    from_ms: int
    to_ms: int
    flows: int
    packets: int
    bytes: int
    conditions: list[JudgedCondition]
    met: bool
    fired: bool


@ENDPOINTS.on("GET", "/_fauxmon/alerts", Known.OURS, "token or loopback", gives=AlertStats)
def alerts(call: LocalOrBearer) -> Response:
    """How many alerts were evaluated, have fired or failed, and what became of their reactions."""
    return answer(call.context.alerts.stats())


@ENDPOINTS.on(
    "POST",
    "/_fauxmon/alerts/evaluate",
    Known.OURS,
    "token or loopback",
    answers={200: "What was found for each alert"},
    gives=list[AlertOutcome],
)
def evaluate(call: LocalOrBearer) -> Response:
    """Evaluate all enabled alerts now, on the slot that is still open, as if it ended here.

    It counts as an evaluation, for triggers as for blocking, and the slot is evaluated again when it is over. The
    answer comes when the reactions are done, at most 30 seconds later. Settle first.
    """
    evaluator = call.context.alerts
    outcomes = evaluator.evaluate_open()
    evaluator.reactor.idle(REACTIONS_S)
    return answer([{**outcome.facts(), "met": outcome.met, "fired": outcome.fires} for outcome in outcomes])
