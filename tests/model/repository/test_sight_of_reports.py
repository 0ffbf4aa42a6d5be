"""R60 of Reports and e-mail reports: without full access one sees one's own. They go with their user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from fauxmon_model.entities import EmailReport, ReportChapter
from fauxmon_model.errors import ForbiddenError, InvalidError, NotFoundError
from fauxmon_model.repository import (
    BusinessHoursDraft,
    ChapterDraft,
    EmailReportDraft,
    ReportChapterDraft,
    ReportDraft,
    UserDraft,
)

if TYPE_CHECKING:
    from tests.model.repository.conftest import Team


def test_reports_and_their_mails_are_ones_own(team: Team) -> None:
    foreign = team.whole.chapters.create(ChapterDraft(name="x", type="traffic", profile_id=team.foreign))
    other = team.whole.reports.create(ReportDraft(name="other"))
    mine = team.eyes.reports.create(ReportDraft(name="mine"))
    reports, mails = team.eyes.reports, team.eyes.email_reports
    assert [(each.id, each.owner) for each in reports.all()] == [(mine.id, "anna")]
    assert [each.owner for each in team.whole.reports.all()] == ["anna", "admin"]
    with pytest.raises(NotFoundError):
        reports.get(other.id)
    with pytest.raises(NotFoundError):
        reports.remove(other.id)
    with pytest.raises(InvalidError, match="does not exist"):
        reports.update(ReportDraft(id=mine.id, chapters=[ReportChapterDraft(chapter_id=foreign.id)]))
    theirs = team.whole.email_reports.create(EmailReportDraft(report_id=other.id))
    own = mails.create(EmailReportDraft(report_id=mine.id))
    assert [each.id for each in mails.all()] == [own.id]
    for call in (mails.get, mails.remove, lambda id_: mails.update(EmailReportDraft(id=id_, active=False))):
        with pytest.raises(NotFoundError):
            call(theirs.id)
    with pytest.raises(InvalidError, match="does not exist"):
        mails.create(EmailReportDraft(report_id=other.id))
    team.allow(write=False)
    for forbidden in (lambda: reports.remove(mine.id), lambda: mails.remove(own.id)):
        with pytest.raises(ForbiddenError):
            forbidden()


def test_an_own_mail_without_its_report_is_still_ones_own(team: Team) -> None:
    mine = team.eyes.reports.create(ReportDraft(name="mine"))
    mail = team.eyes.email_reports.create(EmailReportDraft(report_id=mine.id))
    team.eyes.reports.remove(mine.id)
    assert team.eyes.email_reports.get(mail.id).report_id is None
    team.eyes.email_reports.remove(mail.id)
    assert team.whole.email_reports.all() == []


def test_mails_that_use_business_hours_or_a_report_are_told_if_they_are_ones_own(team: Team) -> None:
    hours = team.whole.business_hours.create(
        BusinessHoursDraft(label="Office", intervals=[(8, 17)], days={"monday": True})
    )
    mine = team.eyes.reports.create(ReportDraft(name="mine"))
    draft = EmailReportDraft(report_id=mine.id, business_hours_id=hours.id)
    theirs, own = (eyes.email_reports.create(draft).id for eyes in (team.whole, team.eyes))
    for eyes, told in ((team.eyes, [own]), (team.whole, [theirs, own])):
        assert [each.id for each in eyes.email_reports.of_business_hours(hours.id)] == told
        assert [each.id for each in eyes.email_reports.of_reports([mine.id])] == told


def test_whoever_has_the_login_later_inherits_nothing(team: Team) -> None:
    chapter = team.whole.chapters.create(ChapterDraft(name="x", type="traffic", profile_id=team.child))
    mine = team.eyes.reports.create(ReportDraft(name="mine", chapters=[ReportChapterDraft(chapter_id=chapter.id)]))
    team.eyes.email_reports.create(EmailReportDraft(report_id=mine.id))
    other = team.whole.reports.create(ReportDraft(name="other"))
    team.whole.users.update(UserDraft(id=team.user_id, login="hannah"))
    assert [each.owner for each in team.eyes.reports.all()] == ["hannah"]
    later = team.whole.users.create(UserDraft(login="anna", password="secret", role_id=team.role_id)).id
    assert team.whole.seen_by(later).reports.all() == []
    team.whole.users.remove(team.user_id)
    assert [each.id for each in team.whole.reports.all()] == [other.id]
    with team.whole.database.session() as session:
        for entity in (ReportChapter, EmailReport):
            assert session.scalar(sa.select(sa.func.count()).select_from(entity)) == 0


def test_many_reports_need_no_more_questions_than_one(team: Team) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    with team.whole.database.session() as session:
        engine = session.get_bind()
    counts = []
    for name in "ABC":
        team.eyes.reports.create(ReportDraft(name=name))
        sa.event.listen(engine, "before_cursor_execute", note)
        team.eyes.reports.all()
        sa.event.remove(engine, "before_cursor_execute", note)
        counts.append(len(asked))
        asked.clear()
    assert counts[0] == counts[1] == counts[2] > 0
