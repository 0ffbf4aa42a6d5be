# ruff: noqa: A002 - an id is called id here as in the product
"""Reports (REST contract §2.8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from fauxmon_model.database import Database
from fauxmon_model.entities import (
    LANGUAGES_LIMIT,
    REPORT_CHAPTERS_LIMIT,
    REPORT_LIMIT,
    Chapter,
    Report,
    ReportChapter,
)
from fauxmon_model.errors import NotFoundError
from fauxmon_model.ids import report_id
from fauxmon_model.repository.accounts import maker
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.dependants import reports_of
from fauxmon_model.repository.report_drafts import ReportDraft
from fauxmon_model.repository.sight import ALL_SEEING, Seen, Sight

_TEXTS = ("name", "location", "device")
_LONGEST_TEXT = 255
_LONGEST_LANGUAGE = 8


class Reports:
    """Each has some Chapters, in an order. Without full access one sees, and changes, one's own alone."""

    def __init__(self, database: Database, sight: Sight = ALL_SEEING) -> None:
        self._database = database
        self._sight = sight

    def all(self) -> list[Report]:
        """By name."""
        with self._database.session() as session:
            return self._seen(session, session.scalars(sa.select(Report).order_by(Report.name, Report.id)))

    def of_chapters(self, chapter_ids: Collection[str]) -> list[Report]:
        """Those that have any of these Chapters, by name."""
        with self._database.session() as session:
            return self._seen(session, reports_of(session, chapter_ids))

    def get(self, id: str) -> Report:
        """Errors: NotFoundError."""
        with self._database.session() as session:
            return get_report(session, id, self._sight.of(session))

    def create(self, draft: ReportDraft) -> Report:
        """A new Report of who makes it, by default without Chapters; its id is assigned, the one in the draft is not
        looked at. Errors: InvalidError, ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            seen.check_write()
            report = Report(name="", location="", device="", localization={}, is_default=0, chapters=[])
            report.user = maker(session, seen)
            findings = Findings()
            findings.room("id", session, Report, REPORT_LIMIT)
            _apply(session, report, draft, findings, seen)
            findings.settle()
            report.id = report_id(report.name, lambda taken: session.get(Report, taken) is not None)
            session.add(report)
        return report

    def update(self, draft: ReportDraft) -> Report:
        """Change what is given; of a text, the languages that are given. Errors: NotFoundError, InvalidError,
        ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            report = get_report(session, draft.id or "", seen)
            seen.check_write()
            findings = Findings()
            _apply(session, report, draft, findings, seen)
            findings.settle()  # what was changed until here is undone
        return report

    def remove(self, *ids: str) -> None:
        """Delete these, or none of them; e-mail reports of theirs stay without. Errors: NotFoundError,
        ForbiddenError."""
        with self._database.session() as session:
            seen = self._sight.of(session)
            seen.check_write()
            for unwanted in [get_report(session, each, seen) for each in dict.fromkeys(ids)]:
                session.delete(unwanted)

    def _seen(self, session: Session, reports: Iterable[Report]) -> list[Report]:
        seen = self._sight.of(session)
        return [report for report in reports if seen.owned(report.user_id)]


def get_report(session: Session, report_id: str, seen: Seen) -> Report:
    """Errors: NotFoundError."""
    report = session.get(Report, report_id)
    if report is None or not seen.owned(report.user_id):
        raise NotFoundError("Report", report_id)
    return report


def _apply(session: Session, report: Report, draft: ReportDraft, findings: Findings, seen: Seen) -> None:
    report.localization = {field: _localize(report, draft, field, findings) for field in _TEXTS}
    findings.name("name", report.name)
    if draft.is_default is not None:
        report.is_default = draft.is_default
    if draft.chapters is None:
        return
    if len(draft.chapters) > REPORT_CHAPTERS_LIMIT:
        findings.add("chapters", f"must be {REPORT_CHAPTERS_LIMIT} or less")
        return
    for index, chapter in enumerate(draft.chapters):
        known = session.get(Chapter, chapter.chapter_id)
        if known is None or not seen.profile(known.profile_id):
            findings.add(f"chapters[{index}].chapterId", f"Chapter {chapter.chapter_id} does not exist")
    report.chapters = [
        ReportChapter(chapter_id=chapter.chapter_id, position=position, traffic_chart=dict(chapter.traffic_chart))
        for position, chapter in enumerate(draft.chapters)
    ]


def _localize(report: Report, draft: ReportDraft, field: str, findings: Findings) -> dict[str, str]:
    """A text by language, and set as such: it is the English one, else what is given, else that of any language."""
    given = (draft.localization or {}).get(field, {})
    text = given.get("en") or getattr(draft, field)
    texts = {**report.localization.get(field, {}), **given}
    if text is not None and ("en" in texts or text != getattr(report, field)):
        texts["en"] = text
    shown = text if text is not None else texts.get("en") or next(filter(None, texts.values()), "")
    setattr(report, field, shown)
    if len(texts) > LANGUAGES_LIMIT:
        findings.add(f"localization.{field}", f"must be {LANGUAGES_LIMIT} languages or less")
    for language, each in texts.items():
        if not 1 <= len(language) <= _LONGEST_LANGUAGE:
            findings.add(f"localization.{field}", f"a language is 1 to {_LONGEST_LANGUAGE} letters, like en")
        if len(each) > _LONGEST_TEXT:
            where = field if each == shown else f"localization.{field}.{language[:_LONGEST_LANGUAGE]}"
            findings.add(where, f"must not be longer than {_LONGEST_TEXT} characters")
    return texts
