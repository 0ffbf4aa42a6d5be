"""E-mail reports (contract 2.8)."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbered, numbers
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import DAYS, EmailReport
from fauxmon_model.repository import EmailReportDraft

ENDPOINTS = Endpoints("E-mail reports")

_PATH = "/rest/fmc/emailreports"
_FIELDS = ["id", "report"]
_ENTITY = {
    "name": "Every morning",
    "report": "2f0c7f8a-0b5e-5c53-8a5e-6a0d8f3a2b11",
    "lang": "en",
    "period": {"id": "custom", "from": "08:00", "to": "17:00"},
    "businessHours": 1,
    "days": {day: day not in ("saturday", "sunday") for day in DAYS},
    "active": True,
}


class EmailReportObject(TypedDict):
    """An e-mail report. `report` is null once its Report is deleted; `period` has `id`, and `from` and `to` if they are
    hours of a day."""

    id: int
    name: str
    report: str | None
    lang: str
    period: dict[str, str]
    businessHours: NotRequired[int]
    days: dict[str, bool]
    active: bool


def email_report_object(email_report: EmailReport) -> dict[str, Any]:
    """An EmailReport as the contract has it. `report` is null once its Report is deleted."""
    hours = email_report.business_hours_id
    return {
        "id": email_report.id,
        "name": email_report.name,
        "report": email_report.report_id,
        "lang": email_report.lang,
        "period": email_report.period,
        **({} if hours is None else {"businessHours": hours}),
        "days": email_report.days,
        "active": email_report.active,
    }


def _draft(entity: Received) -> EmailReportDraft:
    period = entity.object("period")
    draft = EmailReportDraft(
        id=entity.integer("id"),
        name=entity.text("name"),
        report_id=entity.text("report"),
        lang=entity.text("lang"),
        period=None if period is None else _period(period),
        business_hours_id=entity.link("businessHours"),
        days=entity.flags("days"),
        active=entity.boolean("active"),
    )
    entity.check()
    return draft


def _period(period: Received) -> dict[str, str]:
    texts = {"id": period.required("id"), "from": period.text("from"), "to": period.text("to")}
    return {name: text for name, text in texts.items() if text is not None}


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.READ,
    "FS2 needs name, which the guide does not have",
    takes={"fields": _FIELDS},
    answers={200: "E-mail reports", 204: "There are none"},
    gives=list[EmailReportObject],
)
def all_email_reports(call: Bearer) -> Response:
    """Every e-mail report."""
    rows = [email_report_object(email_report) for email_report in call.context.repository.email_reports.all()]
    return listing(rows, call.parameters.fields())


@ENDPOINTS.on(
    "GET",
    f"{_PATH}/{{id}}",
    Known.DOCUMENTED,
    "guide",
    takes={"fields": _FIELDS},
    answers={200: "The e-mail report", 204: "No such e-mail report"},
    gives=EmailReportObject,
)
def one_email_report(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One e-mail report."""
    return one(
        lambda: email_report_object(call.context.repository.email_reports.get(numbered("EmailReport", id))),
        call.parameters.fields(),
    )


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "FS2 needs 200 and name; when what is sent, and about which time, is inferred",
    takes={"entity": _ENTITY},
    answers={200: "The e-mail report with its id"},
    gives=EmailReportObject,
)
def create_email_report(call: Bearer) -> Response:
    """Have a Report sent by e-mail.

    `period` says about which time: the last whole day, week or month, or `custom` hours of the day; `days` are the days
    on which it may be sent. Without a `name` it is called as its Report. Times are UTC.
    """
    draft = _draft(call.parameters.received("entity"))
    return answer(email_report_object(call.context.repository.email_reports.create(draft)))


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.READ,
    "FS2 needs 200",
    takes={"entity": {"id": 1, **_ENTITY}},
    answers={200: "The e-mail report as it is now", 404: "No such e-mail report"},
    gives=EmailReportObject,
)
def update_email_report(call: Bearer) -> Response:
    """Change an e-mail report. Properties that are not given keep their values; period and days are replaced."""
    draft = _draft(call.parameters.received("entity"))
    return answer(email_report_object(call.context.repository.email_reports.update(draft)))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.READ,
    "FS2 needs 204; several ids are documented",
    answers={204: "Deleted", 404: "No such e-mail report"},
)
def remove_email_reports(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete one e-mail report, or several with commas between their ids."""
    call.context.repository.email_reports.remove(*numbers("EmailReport", id))
    return nothing()
