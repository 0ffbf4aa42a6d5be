"""Asynchronous results, seen from outside: their counters, and a switch for tests of clients that poll."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.transport.answers import answer
from fauxmon_model.errors import FieldError, InvalidError

ENDPOINTS = Endpoints("Control plane")

UNREADY_LIMIT = 1000


@ENDPOINTS.on("GET", "/_fauxmon/results", Known.OURS, "token or loopback", gives=dict[str, int])
def results(call: LocalOrBearer) -> Response:
    """How many results of the analysis are computed, kept and gone.

    `expired` were too old or too many; `refused` would have been too many at a time.
    """
    return answer(call.context.results.stats())


@ENDPOINTS.on(
    "POST",
    "/_fauxmon/results",
    Known.OURS,
    "token or loopback",
    takes={"unready": 2},
    answers={200: "The counters"},
    gives=dict[str, int],
)
def answer_unready(call: LocalOrBearer) -> Response:
    """Answer the first `unready` requests for each result 202, whether or not it is finished, until a reset.

    A client that has to poll is tested by this without waiting; 0 is how it was.
    """
    times = call.parameters.integer("unready")
    if times is None or not 0 <= times <= UNREADY_LIMIT:
        raise InvalidError([FieldError("unready", f"Must be a whole number from 0 to {UNREADY_LIMIT}")])
    call.context.results.answer_unready(times)
    return answer(call.context.results.stats())
