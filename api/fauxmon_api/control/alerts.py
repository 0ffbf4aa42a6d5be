"""Steering the evaluation of alerts, for those who cannot wait for the end of a slot."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.transport.answers import answer

ENDPOINTS = Endpoints("Control plane")

REACTIONS_S = 30.0
"""How long the answer waits for reactions."""


@ENDPOINTS.on("GET", "/_fauxmon/alerts", Known.OURS, "token or loopback")
def alerts(call: LocalOrBearer) -> Response:
    """How many alerts were evaluated, have fired or failed, and what became of their reactions."""
    return answer(call.context.alerts.stats())


@ENDPOINTS.on(
    "POST",
    "/_fauxmon/alerts/evaluate",
    Known.OURS,
    "token or loopback",
    answers={200: "What was found for each alert"},
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
