# ruff: noqa: A002 - an id is called id here as in the product
"""E-mail reports (REST contract §2.8), and which of them have been sent."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import DAYS, EMAIL_REPORT_LIMIT, PERIODS, BusinessHours, EmailReport, Report
from fauxmon_model.errors import NotFoundError
from fauxmon_model.report_times import Due, last_due, minutes
from fauxmon_model.repository.accounts import maker
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.report_drafts import EmailReportDraft
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight

_LANGUAGE = re.compile("[a-z]{2}")


class EmailReports:
    """Each sends one Report, as who made it sees it. Without full access one sees, and changes, one's own alone."""

    def __init__(self, database: Database, now_ms: Callable[[], int], sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight
        self._now_ms = now_ms

    def all(self) -> list[EmailReport]:
        """By id."""
        with self._database.session() as session:
            return self._seen(session, sa.select(EmailReport).order_by(EmailReport.id))

    def of_reports(self, report_ids: Collection[str]) -> list[EmailReport]:
        """Those that send any of these Reports, by id."""
        with self._database.session() as session:
            sending = sa.select(EmailReport).where(EmailReport.report_id.in_(report_ids))
            return self._seen(session, sending.order_by(EmailReport.id))

    def of_business_hours(self, business_hours_id: int) -> list[EmailReport]:
        """Those that tell of these business hours alone, by id."""
        with self._database.session() as session:
            telling = sa.select(EmailReport).where(EmailReport.business_hours_id == business_hours_id)
            return self._seen(session, telling.order_by(EmailReport.id))

    def get(self, id: int) -> EmailReport:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id, self._sight.of(session))

    def create(self, draft: EmailReportDraft) -> EmailReport:
        """A new one, by default called as its Report, in English, of each day, every day, active; its id is assigned,
        the one in the draft is not looked at. Nothing is sent that was due before. Errors: InvalidError,
        ForbiddenError."""
        findings = Findings()
        with self._database.session() as session:
            findings.room("id", session, EmailReport, EMAIL_REPORT_LIMIT)
            if draft.report_id is None:
                findings.add("report", "must be the id of a Report")
            seen = self._sight.of(session)
            seen.check_write()
            report = _check(session, draft, findings, seen)
            findings.settle()
            email_report = EmailReport(name="" if report is None else report.name, done_ms=self._now_ms())
            email_report.user_id = maker(session, seen).id
            _apply(email_report, draft)
            session.add(email_report)
        return email_report

    def update(self, draft: EmailReportDraft) -> EmailReport:
        """Change what is given. Of what is sent when it is active anew, or at other times, nothing is sent that was due
        before. Errors: NotFoundError, InvalidError, ForbiddenError."""
        findings = Findings()
        with self._database.session() as session:
            seen = self._sight.of(session)
            email_report = _get(session, draft.id or 0, seen)
            seen.check_write()
            _check(session, draft, findings, seen)
            findings.settle()
            before = _schedule(email_report)
            _apply(email_report, draft)
            if _schedule(email_report) != before:
                email_report.done_ms = self._now_ms()
        return email_report

    def remove(self, *ids: int) -> None:
        """Delete these, or none of them. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            seen.check_write()
            for unwanted in [_get(session, each, seen) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)

    def _seen(self, session: Session, statement: sa.Select[Any]) -> list[EmailReport]:
        seen = self._sight.of(session)
        return [each for each in session.scalars(statement) if seen.owned(each.user_id)]

    def due(self, now_ms: int) -> list[tuple[EmailReport, Due]]:
        """Those that are to be sent now, with their last time; of several that were missed, only that is sent."""
        found = ((each, last_due(each.period, each.days, now_ms)) for each in self.all() if each.sends)
        return [(each, due) for each, due in found if due is not None and due.at_ms > each.done_ms]

    def claim(self, id: int, at_ms: int) -> int | None:
        """From now on what was due at this time counts as sent. None if it did so before, or is not to be sent any
        more; else what gives the claim back."""
        with self._database.session() as session:
            email_report = session.get(EmailReport, id)
            if email_report is None or not email_report.sends or email_report.done_ms >= at_ms:
                return None
            before, email_report.done_ms = email_report.done_ms, at_ms
        return before

    def give_back(self, id: int, at_ms: int, claim: int) -> None:
        """It was not sent after all: it is due again, unless something newer has been claimed or the times changed."""
        with self._database.session() as session:
            email_report = session.get(EmailReport, id)
            if email_report is not None and email_report.done_ms == at_ms:
                email_report.done_ms = claim


def _get(session: Session, email_report_id: int, seen: Seen) -> EmailReport:
    email_report = session.get(EmailReport, email_report_id)
    if email_report is None or not seen.owned(email_report.user_id):
        raise NotFoundError("EmailReport", email_report_id)
    return email_report


def _schedule(email_report: EmailReport) -> tuple[object, ...]:
    return email_report.period, email_report.days, email_report.sends


def _check(session: Session, draft: EmailReportDraft, findings: Findings, seen: Seen) -> Report | None:
    """The Report that is asked for, if it is there."""
    report = None
    if draft.name is not None:
        findings.short_name("name", draft.name)
    if draft.report_id is not None:
        report = session.get(Report, draft.report_id)
        if report is None or not seen.owned(report.user_id):
            findings.add("report", f"Report {draft.report_id} does not exist")
    if draft.lang is not None and not _LANGUAGE.fullmatch(draft.lang):
        findings.add("lang", "must be two letters, like en")
    if draft.period is not None:
        _check_period(draft.period, findings)
    hours = draft.business_hours_id
    if hours and session.get(BusinessHours, hours) is None:
        findings.add("businessHours", f"BusinessHours {hours} does not exist")
    if draft.days is not None:
        findings.days("days", draft.days)
    return report


def _check_period(period: Mapping[str, str], findings: Findings) -> None:
    if period.get("id") not in PERIODS:
        findings.add("period.id", f"must be one of {', '.join(PERIODS)}")
    elif period["id"] == "custom":
        for name in ("from", "to"):
            try:
                minutes(period.get(name, ""))
            except ValueError:
                findings.add(f"period.{name}", "must be a time of day like 08:00")


def _apply(email_report: EmailReport, draft: EmailReportDraft) -> None:
    if draft.name is not None:
        email_report.name = draft.name
    if draft.report_id is not None:
        email_report.report_id = draft.report_id
    if draft.lang is not None:
        email_report.lang = draft.lang
    if draft.period is not None:
        kept = ("id", "from", "to") if draft.period["id"] == "custom" else ("id",)
        email_report.period = {name: draft.period[name] for name in kept}
    if draft.business_hours_id is not None:
        email_report.business_hours_id = draft.business_hours_id or None
    if draft.days is not None:
        email_report.days = {day: bool(draft.days.get(day)) for day in DAYS}
    if draft.active is not None:
        email_report.active = draft.active
