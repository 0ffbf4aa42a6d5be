"""Steering the running collector: settle and reset."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.context import Receipt
from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import STORE_FAILS, Endpoints, Known
from fauxmon_api.transport.answers import answer, nothing
from fauxmon_api.transport.call import Call
from fauxmon_api.transport.received import Received
from fauxmon_model.errors import FieldError, InvalidError

ENDPOINTS = Endpoints("Control plane", STORE_FAILS)

SETTLE_S = 10.0
"""How long a settle waits unless told otherwise."""
SETTLE_LIMIT_S = 300.0
RECEIPTS_LIMIT = 10_000

_RECEIPT = {"exporter": "192.168.1.123", "listening_port": 2055, "domain": 0, "sequence": 1200, "messages": 4}


class SettledObject(TypedDict):
    """Whether everything can be queried, after how long, and which receipts are still open."""

    settled: bool
    waited_ms: float
    missing: list[dict[str, Any]]


@ENDPOINTS.on(
    "POST",
    "/_fauxmon/settle",
    Known.OURS,
    "token or loopback",
    takes={"timeout_s": 10.0, "receipts": [_RECEIPT]},
    answers={
        200: "Everything can be queried",
        504: "Not within the time; `missing` says what",
    },
    gives={200: SettledObject, 504: SettledObject},
)
async def settle(call: LocalOrBearer) -> Response:
    """Wait until all that was sent before this call can be queried.

    A receipt says what a sender knows: its address, and the sequence number of its last message or how many messages
    it has sent. `listening_port` and `domain` narrow it down.
    """
    receipts = _receipts(call)
    timeout_s = call.parameters.number("timeout_s")
    settled = await call.context.collecting.settle(
        min(SETTLE_S if timeout_s is None else timeout_s, SETTLE_LIMIT_S), receipts
    )
    body = {
        "settled": settled.settled,
        "waited_ms": round(settled.waited_ms, 3),
        "missing": [{k: v for k, v in asdict(receipt).items() if v is not None} for receipt in settled.missing],
    }
    return answer(body, 200 if settled.settled else 504)


@ENDPOINTS.on("POST", "/_fauxmon/reset", Known.OURS, "token or loopback", answers={204: "As freshly started"})
async def reset(call: LocalOrBearer) -> Response:
    """Forget everything: flows, Sources, what was configured, counters. The model is as at a first start."""
    await call.context.collecting.reset()
    call.context.results.clear()
    call.context.alerts.clear()
    return nothing()


def _receipts(call: Call) -> list[Receipt]:
    given = call.parameters.json("receipts")
    call.parameters.checked = given
    if given is None:
        return []
    if not isinstance(given, list) or len(given) > RECEIPTS_LIMIT:
        raise InvalidError([FieldError("receipts", f"Must be a list of at most {RECEIPTS_LIMIT} receipts")])
    errors: list[FieldError] = []
    receipts = [_receipt(Received(value, f"receipts[{i}]", errors)) for i, value in enumerate(given)]
    if errors:
        raise InvalidError(errors)
    return receipts


def _receipt(given: Received) -> Receipt:
    receipt = Receipt(
        exporter=given.required("exporter"),
        listening_port=given.integer("listening_port"),
        domain=given.integer("domain"),
        sequence=given.integer("sequence"),
        messages=given.integer("messages"),
    )
    if receipt.sequence is None and receipt.messages is None:
        given.refuse("sequence", "Either sequence or messages is needed")
    return receipt
