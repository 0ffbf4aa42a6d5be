"""E-mail reports by a clock that the test moves: each once, also when things go wrong and when it starts again."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon.runtime.mail.outlets import DeliveryError, Outgoing, Outlet, Spool, UncertainError
from fauxmon.runtime.mail.postman import FIRST_RETRY_MS, LONGEST_RETRY_MS, WAITING_LIMIT, Postman
from fauxmon.runtime.mail.settings import MailSettings
from fauxmon_api.context import MailError
from fauxmon_api.mail.content import Content, Contents
from fauxmon_collector.store.base import StoreError
from fauxmon_model.entities import EmailReport
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import EmailReportDraft, ReportDraft

if TYPE_CHECKING:
    from tests.conftest import World

NOON_MS = 1_740_830_400_000
"""Saturday, 1 March 2025."""
HOUR_MS = 3_600_000
MIDNIGHT_MS = NOON_MS + 12 * HOUR_MS
DAY_MS = 24 * HOUR_MS
MINUTE_MS = 60_000


@dataclass
class InTestOutlet:
    """Takes mails, or fails as it is told: with each of `failing` once."""

    failing: list[Exception] = field(default_factory=list)
    mails: list[Outgoing] = field(default_factory=list)
    before: Callable[[], None] = lambda: None

    def start(self) -> None:
        """Nothing to do."""

    def deliver(self, mail: Outgoing) -> str:
        self.before()
        if self.failing:
            raise self.failing.pop(0)
        self.mails.append(mail)
        return "taken"


@pytest.fixture
def outlet() -> InTestOutlet:
    return InTestOutlet()


@pytest.fixture
def daily(world: World) -> EmailReport:
    """Sent every midnight."""
    report = world.repository.reports.create(ReportDraft(name="Lab"))
    return world.repository.email_reports.create(EmailReportDraft(report_id=report.id))


async def settled() -> None:
    """Nothing comes in here."""


def postman(
    world: World,
    outlet: Outlet,
    contents: Contents | None = None,
    settle: Callable[[], Awaitable[object]] = settled,
    settles_ms: int = 0,
) -> Postman:
    contents = contents or Contents(world.repository, world.analysis)
    settings = MailSettings(sender="f@lab.test", recipients=("ops@lab.test",))
    return Postman(settings, outlet, world.repository, contents, lambda: world.now_ms, settle, settles_ms)


def run(*steps: Callable[[], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        for step in steps:
            await step()

    asyncio.run(main())


def test_nothing_is_sent_before_it_is_due_and_then_once(world: World, outlet: InTestOutlet, daily: EmailReport) -> None:
    sending = postman(world, outlet)
    world.now_ms = MIDNIGHT_MS - 1
    run(sending.send_due)
    assert outlet.mails == []
    world.now_ms = MIDNIGHT_MS
    run(sending.send_due, sending.send_due)
    (mail,) = outlet.mails
    assert (mail.sender, mail.recipients, mail.key) == ("f@lab.test", ("ops@lab.test",), "20250302T000000000Z-report-1")
    assert b"2025-03-01 00:00 to 2025-03-02 00:00 UTC" in mail.octets
    done = {"email_report": 1, "due_ms": MIDNIGHT_MS, "time_ms": MIDNIGHT_MS, "to": "taken", "error": "", "tries": 0}
    assert sending.deliveries() == [done]


def test_who_starts_again_sends_what_was_missed_and_nothing_twice(
    world: World, outlet: InTestOutlet, daily: EmailReport
) -> None:
    world.now_ms = MIDNIGHT_MS
    run(postman(world, outlet).send_due)
    run(postman(world, outlet).send_due)
    assert len(outlet.mails) == 1
    world.now_ms += 3 * DAY_MS + HOUR_MS
    run(postman(world, outlet).send_due)
    assert [mail.key for mail in outlet.mails[1:]] == ["20250305T000000000Z-report-1"], "the last of those missed"


def test_a_failure_is_tried_again_later_and_later(world: World, outlet: InTestOutlet, daily: EmailReport) -> None:
    outlet.failing = [DeliveryError(f"no {n}") for n in range(3)]
    sending = postman(world, outlet)
    world.now_ms = MIDNIGHT_MS
    for tries, waits_ms in enumerate((FIRST_RETRY_MS, 2 * FIRST_RETRY_MS, 4 * FIRST_RETRY_MS), 1):
        run(sending.send_due)
        last = sending.deliveries()[0]
        assert (last["error"], last["tries"], len(outlet.failing)) == (f"no {tries - 1}", tries, 3 - tries)
        world.now_ms += waits_ms - 1
        run(sending.send_due)
        assert len(outlet.failing) == 3 - tries, "not yet"
        world.now_ms += 1
    run(sending.send_due, sending.send_due)
    assert [mail.key for mail in outlet.mails] == ["20250302T000000000Z-report-1"]
    assert sending.deliveries()[0]["error"] == ""


def test_however_often_it_has_failed_it_is_tried_within_the_hour(
    world: World, outlet: InTestOutlet, daily: EmailReport
) -> None:
    outlet.failing = [DeliveryError("no") for _ in range(15)]
    sending = postman(world, outlet)
    world.now_ms = MIDNIGHT_MS
    for _ in range(15):
        run(sending.send_due)
        world.now_ms += LONGEST_RETRY_MS
    assert outlet.failing == []


def test_what_may_have_gone_out_is_not_sent_again(world: World, outlet: InTestOutlet, daily: EmailReport) -> None:
    outlet.failing = [UncertainError("who knows")]
    sending = postman(world, outlet)
    world.now_ms = MIDNIGHT_MS
    run(sending.send_due)
    world.now_ms += HOUR_MS
    run(sending.send_due, postman(world, outlet).send_due)
    assert outlet.mails == []
    assert sending.deliveries()[0]["error"] == "who knows"


def test_it_counts_as_sent_before_it_goes_so_that_a_kill_cannot_make_two(
    world: World, outlet: InTestOutlet, daily: EmailReport
) -> None:
    due = []
    outlet.before = lambda: due.extend(world.repository.email_reports.due(MIDNIGHT_MS))
    world.now_ms = MIDNIGHT_MS
    run(postman(world, outlet).send_due)
    assert len(outlet.mails) == 1
    assert due == []


@pytest.mark.parametrize("how", ["deleted", "inactive"])
def test_what_is_gone_while_it_is_written_is_not_sent(
    world: World, outlet: InTestOutlet, daily: EmailReport, how: str
) -> None:
    async def change() -> None:
        if how == "deleted":
            world.repository.email_reports.remove(daily.id)
        else:
            world.repository.email_reports.update(EmailReportDraft(id=daily.id, active=False))

    world.now_ms = MIDNIGHT_MS
    sending = postman(world, outlet, settle=change)
    run(sending.send_due)
    assert outlet.mails == []
    assert sending.deliveries() == []


class BrokenContents(Contents):
    """Fails once."""

    def __init__(self, world: World, error: Exception) -> None:
        super().__init__(world.repository, world.analysis)
        self.failing = [error]

    def of(self, email_report: EmailReport, from_ms: int, to_ms: int) -> Content:
        if self.failing:
            raise self.failing.pop()
        return super().of(email_report, from_ms, to_ms)


@pytest.mark.parametrize(
    ("error", "told"), [(StoreError("disk full"), "disk full"), (ZeroDivisionError(), "Internal error")]
)
def test_what_cannot_be_written_now_is_sent_later(
    world: World, outlet: InTestOutlet, daily: EmailReport, error: Exception, told: str
) -> None:
    sending = postman(world, outlet, BrokenContents(world, error))
    world.now_ms = MIDNIGHT_MS
    run(sending.send_due)
    assert (outlet.mails, sending.deliveries()[0]["error"]) == ([], told)
    world.now_ms += FIRST_RETRY_MS
    run(sending.send_due)
    assert len(outlet.mails) == 1


def test_of_several_one_that_fails_holds_up_no_other(world: World, outlet: InTestOutlet, daily: EmailReport) -> None:
    world.repository.email_reports.create(EmailReportDraft(report_id=daily.report_id))
    outlet.failing = [DeliveryError("no")]
    world.now_ms = MIDNIGHT_MS
    run(postman(world, outlet).send_due)
    assert [mail.key for mail in outlet.mails] == ["20250302T000000000Z-report-2"]


def test_where_the_end_of_a_time_still_changes_it_is_waited_for(
    world: World, outlet: InTestOutlet, daily: EmailReport
) -> None:
    sending = postman(world, outlet, settles_ms=MINUTE_MS)
    world.now_ms = MIDNIGHT_MS + MINUTE_MS - 1
    run(sending.send_due)
    assert outlet.mails == []
    world.now_ms += 1
    run(sending.send_due)
    assert len(outlet.mails) == 1


def test_of_those_that_are_deleted_nothing_is_kept(world: World, outlet: InTestOutlet, daily: EmailReport) -> None:
    sending = postman(world, outlet)
    world.now_ms = MIDNIGHT_MS
    run(sending.send_due)
    assert len(sending.deliveries()) == 1
    world.repository.email_reports.remove(daily.id)
    run(sending.send_due)
    assert sending.deliveries() == []


def test_at_once_is_up_to_the_end_of_these_five_minutes_and_changes_nothing_of_what_is_due(
    world: World, outlet: InTestOutlet, daily: EmailReport
) -> None:
    world.repository.email_reports.update(EmailReportDraft(id=daily.id, active=False))
    world.now_ms = NOON_MS + MINUTE_MS
    sending = postman(world, outlet)

    async def send() -> None:
        sent = await sending.send(daily.id, None)
        assert (sent.to, sent.octets) == ("taken", len(outlet.mails[0].octets))
        assert (sent.from_ms, sent.to_ms) == (world.now_ms - DAY_MS, NOON_MS + 5 * MINUTE_MS)
        given = await sending.send(daily.id, (NOON_MS - HOUR_MS, NOON_MS))
        assert (given.from_ms, given.to_ms) == (NOON_MS - HOUR_MS, NOON_MS)

    run(send)
    assert [mail.key for mail in outlet.mails] == ["20250301T120100000Z-report-1-at-once"] * 2
    assert world.repository.email_reports.get(daily.id).done_ms == daily.done_ms
    assert sending.deliveries() == []


def test_at_once_says_why_not(world: World, outlet: InTestOutlet, daily: EmailReport) -> None:
    outlet.failing = [DeliveryError("no"), UncertainError("who knows")]
    sending = postman(world, outlet)

    async def send() -> None:
        for why in ("no", "who knows"):
            with pytest.raises(MailError, match=why):
                await sending.send(daily.id, None)
        with pytest.raises(NotFoundError):
            await sending.send(99, None)
        world.repository.reports.remove(daily.report_id or "")
        with pytest.raises(InvalidError):
            await sending.send(daily.id, None)

    run(send)


def test_not_too_many_wait_for_a_mail(world: World, outlet: InTestOutlet, daily: EmailReport) -> None:
    go_on = asyncio.Event()

    async def waiting() -> None:
        await go_on.wait()

    sending = postman(world, outlet, settle=waiting)

    async def send() -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(WAITING_LIMIT):
                group.create_task(sending.send(daily.id, None))
            await asyncio.sleep(0)
            with pytest.raises(MailError, match="Too many"):
                await sending.send(daily.id, None)
            go_on.set()
        await sending.send(daily.id, None)

    run(send)
    assert len(outlet.mails) == WAITING_LIMIT + 1


def test_once_started_it_sends_by_itself_and_stopping_lets_a_mail_go_out(
    world: World, outlet: InTestOutlet, daily: EmailReport
) -> None:
    world.repository.email_reports.create(EmailReportDraft(report_id=daily.report_id))
    begun, go_on = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        assert go_on.wait(30)

    outlet.before = hold
    world.now_ms = MIDNIGHT_MS
    sending = postman(world, outlet)

    async def main() -> None:
        sending.start()
        assert await asyncio.to_thread(begun.wait, 30)
        stopping = asyncio.get_running_loop().create_task(sending.stop())
        await asyncio.sleep(0)
        assert not stopping.done()
        go_on.set()
        await stopping
        await sending.stop()

    asyncio.run(main())
    assert [mail.key for mail in outlet.mails] == ["20250302T000000000Z-report-1"]
    assert [each.id for each, _ in world.repository.email_reports.due(MIDNIGHT_MS)] == [2], "for the next start"


def test_a_real_spool_has_the_mail_of_each_once(world: World, daily: EmailReport, tmp_path: Path) -> None:
    world.now_ms = MIDNIGHT_MS
    spool = Spool(tmp_path)
    run(postman(world, spool).send_due, postman(world, spool).send_due)
    assert [file.name for file in tmp_path.iterdir()] == ["20250302T000000000Z-report-1.eml"]
