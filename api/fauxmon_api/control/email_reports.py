"""E-mail reports: sending one at once, and what became of those that were due."""

from __future__ import annotations

from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.context import NO_MAILING, MailError, Mailing
from fauxmon_api.control.access import LocalOrBearer
from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.rest.search import time_range
from fauxmon_api.transport.answers import answer, listing
from fauxmon_api.transport.call import Call
from fauxmon_api.transport.received import Received
from fauxmon_api.transport.refused import RefusedError
from fauxmon_model.report_times import next_due

ENDPOINTS = Endpoints("Control plane")

_PATH = "/_fauxmon/emailreports"


class Delivery(TypedDict):
    """What became of an e-mail report that was due: `to` is where it went, `error` why it did not after `tries`."""

    email_report: int
    due_ms: int
    time_ms: int
    to: str
    error: str
    tries: int


class Mailed(TypedDict):
    """An e-mail report, when it is sent next and what became of the last that was due."""

    id: int
    name: str
    next_ms: int | None
    last: Delivery | None


class Sending(TypedDict):
    """An e-mail report that is sent: where to, how large it is and which time it is about."""

    to: str
    octets: int
    from_ms: int
    to_ms: int


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.OURS,
    "token or loopback",
    answers={200: "E-mail reports", 204: "There are none"},
    gives=list[Mailed],
)
def email_reports(call: LocalOrBearer) -> Response:
    """When each e-mail report is sent next (`next_ms`, null for never), and what became of the last that was due.

    `last` has `due_ms`, `time_ms` when it was tried, `to` where it went, or `error`; it is null until one was due.
    """
    context = call.context
    deliveries = () if context.mailing is None else context.mailing.deliveries()
    last = {each["email_report"]: each for each in deliveries}
    rows = []
    for each in context.repository.email_reports.all():
        due = next_due(each.period, each.days, context.now_ms()) if each.sends else None
        rows.append(
            {
                "id": each.id,
                "name": each.name,
                "next_ms": None if due is None or context.mailing is None else due.at_ms,
                "last": last.get(each.id),
            }
        )
    return listing(rows)


@ENDPOINTS.on(
    "POST",
    f"{_PATH}/{{id}}/send",
    Known.OURS,
    "token or loopback",
    takes={"from": "h1Ago", "to": "now"},
    answers={
        200: "It is sent",
        404: "No such e-mail report",
        503: "It could not be sent, or the server sends no mails at all",
    },
    gives=Sending,
)
async def send(id: str, call: LocalOrBearer) -> Response:  # noqa: A002 (the contract's word)
    """Send an e-mail report at once, active or not, about the time `from` `to`, or as long a one as it is about, up to
    now. `to` is rounded up to the end of its five minutes. What is due stays so."""
    span = _span(call)
    try:
        sent = await _mailing(call).send(numbered("EmailReport", id), span)
    except MailError as error:
        raise RefusedError(503, str(error)) from error
    body: dict[str, Any] = {"to": sent.to, "octets": sent.octets, "from_ms": sent.from_ms, "to_ms": sent.to_ms}
    return answer(body)


def _mailing(call: Call) -> Mailing:
    if call.context.mailing is None:
        raise RefusedError(503, NO_MAILING)
    return call.context.mailing


def _span(call: Call) -> tuple[int, int] | None:
    """Errors: InvalidError."""
    given = {name: call.parameters.text(name) for name in ("from", "to")}
    call.parameters.checked = given
    if not any(given.values()):
        return None
    received = Received(given)
    span = time_range(received, call.context.now_ms())
    received.check()
    return span
