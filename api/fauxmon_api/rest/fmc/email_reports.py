"""E-mail reports (contract 2.8)."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.entity import Entity
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import DAYS, EmailReport
from fauxmon_model.repository import EmailReportDraft

ENDPOINTS = Endpoints("E-mail reports")


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


_EMAIL_REPORTS = Entity(
    module=__name__,
    endpoints=ENDPOINTS,
    path="/rest/fmc/emailreports",
    kind="EmailReport",
    noun="e-mail report",
    nouns="e-mail reports",
    kept=lambda repository: repository.email_reports,
    draft=_draft,
    shape=lambda _: email_report_object,
    gives=EmailReportObject,
    example={
        "name": "Every morning",
        "report": "2f0c7f8a-0b5e-5c53-8a5e-6a0d8f3a2b11",
        "lang": "en",
        "period": {"id": "custom", "from": "08:00", "to": "17:00"},
        "businessHours": 1,
        "days": {day: day not in ("saturday", "sunday") for day in DAYS},
        "active": True,
    },
    fields=("id", "report"),
)
_EMAIL_REPORTS.on_list(Known.READ, "FS2 needs name, which the guide does not have", "Every e-mail report.")
_EMAIL_REPORTS.on_one(Known.DOCUMENTED, "guide", "One e-mail report.")
_EMAIL_REPORTS.on_post(
    Known.READ,
    "FS2 needs 200 and name; when what is sent, and about which time, is inferred",
    """Have a Report sent by e-mail.

    `period` says about which time: the last whole day, week or month, or `custom` hours of the day; `days` are the days
    on which it may be sent. Without a `name` it is called as its Report. Times are UTC.
    """,
    status=200,
)
_EMAIL_REPORTS.on_put(
    Known.READ,
    "FS2 needs 200",
    "Change an e-mail report. Properties that are not given keep their values; period and days are replaced.",
)
_EMAIL_REPORTS.on_delete(
    Known.READ,
    "FS2 needs 204; several ids are documented",
    "Delete one e-mail report, or several with commas between their ids.",
)
