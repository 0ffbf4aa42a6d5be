from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_model.bootstrap import reset
from fauxmon_model.entities import DAYS, EMAIL_REPORT_LIMIT, EmailReport
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.report_times import Due
from fauxmon_model.repository import BusinessHoursDraft, EmailReportDraft, ReportDraft, Repository

if TYPE_CHECKING:
    from tests.model.conftest import Clock

DAY_MS = 86_400_000
MIDNIGHT_MS = 1_700_006_400_000
"""Wednesday, 15 November 2023, some two hours after the clock of these tests begins."""


def make(repository: Repository, **fields: Any) -> EmailReport:
    report = repository.reports.create(ReportDraft(name="Lab"))
    return repository.email_reports.create(EmailReportDraft(**{"report_id": report.id, **fields}))


def due(repository: Repository, now_ms: int) -> list[tuple[int, Due]]:
    return [(each.id, time) for each, time in repository.email_reports.due(now_ms)]


def test_what_is_not_given_has_a_default(repository: Repository) -> None:
    kept = repository.email_reports.get(make(repository).id)
    assert (kept.id, kept.name, kept.lang, kept.period, kept.active) == (1, "Lab", "en", {"id": "day"}, True)
    assert kept.days == dict.fromkeys(DAYS, True)
    assert kept.business_hours_id is None


def test_an_update_keeps_what_is_not_given(repository: Repository) -> None:
    made = make(repository, name="Mine", days={"monday": True}, period={"id": "custom", "from": "08:00", "to": "17:00"})
    repository.email_reports.update(EmailReportDraft(id=made.id, lang="cz", active=False))
    kept = repository.email_reports.get(made.id)
    assert (kept.name, kept.lang, kept.active) == ("Mine", "cz", False)
    assert kept.days == {**dict.fromkeys(DAYS, False), "monday": True}
    assert kept.period == {"id": "custom", "from": "08:00", "to": "17:00"}
    repository.email_reports.update(EmailReportDraft(id=made.id, period={"id": "week", "from": "08:00"}))
    assert repository.email_reports.get(made.id).period == {"id": "week"}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"report_id": None}, ["report"]),
        ({"report_id": "nix", "name": " ", "lang": "English"}, ["name", "report", "lang"]),
        ({"period": {"id": "year"}}, ["period.id"]),
        ({"period": {}}, ["period.id"]),
        ({"period": {"id": "custom", "to": "24:00"}}, ["period.from", "period.to"]),
        ({"business_hours_id": 7}, ["businessHours"]),
        ({"days": {"monday": False}}, ["days"]),
        ({"days": {"mon": True, "monday": True}}, ["days.mon"]),
    ],
    ids=range(8),
)
def test_refuses(repository: Repository, fields: dict[str, Any], wrong: list[str]) -> None:
    with pytest.raises(InvalidError) as caught:
        make(repository, **fields)
    assert [each.field for each in caught.value.errors] == wrong
    assert repository.email_reports.all() == []


def test_there_are_no_more_than_the_limit(repository: Repository) -> None:
    draft = EmailReportDraft(report_id=make(repository).report_id)
    for _ in range(EMAIL_REPORT_LIMIT - 1):
        repository.email_reports.create(draft)
    with pytest.raises(InvalidError, match=f"id: there are {EMAIL_REPORT_LIMIT} already"):
        repository.email_reports.create(draft)


def test_what_it_uses_may_go(repository: Repository, clock: Clock) -> None:
    hours = repository.business_hours.create(
        BusinessHoursDraft(label="Office", intervals=[(8, 17)], days={"monday": True})
    )
    made = make(repository, business_hours_id=hours.id)
    assert made.report_id is not None
    assert [each.id for each in repository.email_reports.of_reports([made.report_id])] == [made.id]
    assert [each.id for each in repository.email_reports.of_business_hours(hours.id)] == [made.id]
    repository.business_hours.remove(hours.id)
    assert repository.email_reports.of_business_hours(hours.id) == []
    repository.reports.remove(made.report_id)
    kept = repository.email_reports.get(made.id)
    assert (kept.report_id, kept.business_hours_id, kept.active) == (None, None, True)
    assert due(repository, MIDNIGHT_MS) == []
    clock.now_ms = MIDNIGHT_MS + 1
    repository.email_reports.update(
        EmailReportDraft(id=made.id, report_id=repository.reports.create(ReportDraft(name="New")).id)
    )
    assert due(repository, MIDNIGHT_MS + 2) == [], "it sends anew from now on"


def test_business_hours_can_be_taken_away(repository: Repository) -> None:
    hours = repository.business_hours.create(
        BusinessHoursDraft(label="Office", intervals=[(8, 17)], days={"monday": True})
    )
    made = make(repository, business_hours_id=hours.id)
    repository.email_reports.update(EmailReportDraft(id=made.id, business_hours_id=0))
    assert repository.email_reports.get(made.id).business_hours_id is None


def test_due_is_the_last_one_and_nothing_from_before_it_was_made(repository: Repository) -> None:
    made = make(repository)
    assert due(repository, MIDNIGHT_MS - 1) == []
    first = Due(MIDNIGHT_MS, MIDNIGHT_MS - DAY_MS, MIDNIGHT_MS)
    assert due(repository, MIDNIGHT_MS) == [(made.id, first)]
    third = Due(MIDNIGHT_MS + 2 * DAY_MS, MIDNIGHT_MS + DAY_MS, MIDNIGHT_MS + 2 * DAY_MS)
    assert due(repository, MIDNIGHT_MS + 3 * DAY_MS - 1) == [(made.id, third)], "of several missed ones the last"


def test_what_is_claimed_is_claimed_once(repository: Repository) -> None:
    made = make(repository)
    claim = repository.email_reports.claim(made.id, MIDNIGHT_MS)
    assert claim == made.done_ms
    assert repository.email_reports.claim(made.id, MIDNIGHT_MS) is None
    assert due(repository, MIDNIGHT_MS + 1) == []
    repository.email_reports.give_back(made.id, MIDNIGHT_MS, claim)
    assert len(due(repository, MIDNIGHT_MS + 1)) == 1
    assert repository.email_reports.claim(made.id, MIDNIGHT_MS) == claim


def test_a_claim_that_something_newer_followed_is_not_given_back(repository: Repository) -> None:
    made = make(repository)
    claim = repository.email_reports.claim(made.id, MIDNIGHT_MS)
    assert claim is not None
    assert repository.email_reports.claim(made.id, MIDNIGHT_MS + DAY_MS) == MIDNIGHT_MS
    repository.email_reports.give_back(made.id, MIDNIGHT_MS, claim)
    assert repository.email_reports.claim(made.id, MIDNIGHT_MS + DAY_MS) is None


def test_nobody_claims_what_is_gone_or_inactive(repository: Repository) -> None:
    made = make(repository)
    repository.email_reports.update(EmailReportDraft(id=made.id, active=False))
    assert due(repository, MIDNIGHT_MS) == []
    assert repository.email_reports.claim(made.id, MIDNIGHT_MS) is None
    repository.email_reports.remove(made.id)
    assert repository.email_reports.claim(made.id, MIDNIGHT_MS) is None
    repository.email_reports.give_back(made.id, MIDNIGHT_MS, 0)


@pytest.mark.parametrize("changed", [{"active": True}, {"period": {"id": "week"}}, {"days": {"wednesday": True}}])
def test_at_other_times_nothing_is_sent_that_was_due_before(
    repository: Repository, clock: Clock, changed: dict[str, Any]
) -> None:
    made = make(repository, active="active" not in changed)
    clock.now_ms = MIDNIGHT_MS + 1
    repository.email_reports.update(EmailReportDraft(id=made.id, **changed))
    assert due(repository, MIDNIGHT_MS + 2) == []


def test_another_name_makes_nothing_late(repository: Repository, clock: Clock) -> None:
    made = make(repository)
    clock.now_ms = MIDNIGHT_MS + 1
    repository.email_reports.update(EmailReportDraft(id=made.id, name="Other", active=True, period={"id": "day"}))
    assert len(due(repository, MIDNIGHT_MS + 2)) == 1


def test_several_are_deleted_together_or_not_at_all_and_a_reset_numbers_anew(repository: Repository) -> None:
    ids = [make(repository).id for _ in range(3)]
    with pytest.raises(NotFoundError, match="EmailReport 99 does not exist"):
        repository.email_reports.remove(ids[0], 99)
    repository.email_reports.remove(ids[0], ids[2])
    assert [each.id for each in repository.email_reports.all()] == [ids[1]]
    reset(repository)
    assert repository.email_reports.all() == []
    assert make(repository).id == 1
