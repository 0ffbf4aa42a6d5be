# ruff: noqa: A002 - an id is called id here as in the product
"""Business hours (REST contract §2.8)."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import BUSINESS_HOURS_LIMIT, DAYS, INTERVAL_LIMIT, BusinessHours
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import BusinessHoursDraft
from fauxmon_model.repository.sight import ALL_SEEING, Sight

_HOURS = 24


class BusinessHoursRepository:
    """Each is a set of hours of the week."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[BusinessHours]:
        """By id."""
        with self._database.session() as session:
            return list(session.scalars(sa.select(BusinessHours).order_by(BusinessHours.id)))

    def get(self, id: int) -> BusinessHours:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return _get(session, id)

    def create(self, draft: BusinessHoursDraft) -> BusinessHours:
        """New ones with at least one interval on at least one day; the id is assigned, the one in the draft is not
        looked at. Errors: InvalidError, ForbiddenError."""
        findings = Findings()
        findings.short_name("label", draft.label)
        _check_intervals(draft.intervals or (), findings)
        findings.days("days", draft.days or {})
        with self._database.session() as session:
            self._sight.of(session).check_write()
            findings.room("id", session, BusinessHours, BUSINESS_HOURS_LIMIT)
            findings.settle()
            hours = BusinessHours()
            _apply(hours, draft)
            session.add(hours)
        return hours

    def update(self, draft: BusinessHoursDraft) -> BusinessHours:
        """Change what is given. Errors: NotFoundError, InvalidError, ForbiddenError."""
        findings = Findings()
        if draft.label is not None:
            findings.short_name("label", draft.label)
        if draft.intervals is not None:
            _check_intervals(draft.intervals, findings)
        if draft.days is not None:
            findings.days("days", draft.days)
        with self._database.session() as session:
            self._sight.of(session).check_write()
            hours = _get(session, draft.id or 0)
            findings.settle()
            _apply(hours, draft)
        return hours

    def remove(self, *ids: int) -> None:
        """Delete these, or none of them. Errors: NotFoundError, ForbiddenError."""
        with self._database.session() as session:
            self._sight.of(session).check_write()
            for unwanted in [_get(session, each) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)


def _get(session: Session, hours_id: int) -> BusinessHours:
    if (hours := session.get(BusinessHours, hours_id)) is None:
        raise NotFoundError("BusinessHours", hours_id)
    return hours


def _check_intervals(intervals: Sequence[tuple[int, int]], findings: Findings) -> None:
    if not 1 <= len(intervals) <= INTERVAL_LIMIT:
        findings.add("intervals", f"must be 1 to {INTERVAL_LIMIT} intervals")
        return
    for index, (first, end) in enumerate(intervals):
        if not 0 <= first < _HOURS:
            findings.add(f"intervals[{index}].from", f"must be between 0 and {_HOURS - 1}")
        if not 1 <= end <= _HOURS:
            findings.add(f"intervals[{index}].to", f"must be between 1 and {_HOURS}")
        elif end <= first:
            findings.add(f"intervals[{index}].to", "must be after from: hours over midnight are two intervals")


def _apply(hours: BusinessHours, draft: BusinessHoursDraft) -> None:
    if draft.label is not None:
        hours.label = draft.label
    if draft.intervals is not None:
        hours.intervals = [{"from": first, "to": end} for first, end in draft.intervals]
    if draft.days is not None:
        hours.days = {day: bool(draft.days.get(day)) for day in DAYS}
