"""Postman: sends e-mail reports, those that are due by the clock and others when somebody asks."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from fauxmon.runtime.mail.outlets import DeliveryError, Outgoing, Outlet, UncertainError
from fauxmon.runtime.mail.settings import MailSettings
from fauxmon_api.context import MailError, Sent
from fauxmon_api.mail.content import Contents
from fauxmon_api.mail.message import Envelope, message
from fauxmon_collector.store.base import StoreError
from fauxmon_model import report_times
from fauxmon_model.entities import EmailReport
from fauxmon_model.errors import ModelError
from fauxmon_model.report_times import Due
from fauxmon_model.repository import Repository
from fauxmon_model.stored_flows import SLOT_MS

log = logging.getLogger(__name__)

LOOK_S = 5.0
"""How long what is due may wait."""
FIRST_RETRY_MS = 60_000
"""After a failure; after each further one twice as long."""
LONGEST_RETRY_MS = 3_600_000
WAITING_LIMIT = 8
"""Who may wait at a time for a mail that is sent at once."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of the last one of an e-mail report that was due; `tries` are those that failed."""

    email_report: int
    due_ms: int
    time_ms: int
    to: str = ""
    error: str = ""
    tries: int = 0

    @property
    def again_ms(self) -> int:
        """When it may be tried again."""
        return self.time_ms + min(FIRST_RETRY_MS << max(0, min(self.tries - 1, 16)), LONGEST_RETRY_MS)


class Postman:
    """One mail at a time. What was due counts as sent before it goes, so that nothing is ever sent twice, whenever the
    process ends; where it surely has not gone out, that is taken back and it is tried again.

    `settle` waits until what has come in can be queried; `settles_ms` is how long after its end a time still changes.
    """

    def __init__(
        self,
        settings: MailSettings,
        outlet: Outlet,
        repository: Repository,
        contents: Contents,
        now_ms: Callable[[], int],
        settle: Callable[[], Awaitable[object]],
        settles_ms: int = 0,
    ) -> None:
        self._settings = settings
        self._outlet = outlet
        self._repository = repository
        self._contents = contents
        self._now_ms = now_ms
        self._settle = settle
        self._settles_ms = settles_ms
        self._turn = asyncio.Lock()
        self._waiting = 0
        self._deliveries: dict[int, Delivery] = {}
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """From now on send what is due. Errors: OSError."""
        self._outlet.start()
        self._task = asyncio.get_running_loop().create_task(self._run(), name="postman")

    async def stop(self) -> None:
        """Finish what is being sent. May be repeated, and may come without a start."""
        self._stopping.set()
        if self._task is not None:
            await self._task
            self._task = None

    def deliveries(self) -> Sequence[Mapping[str, Any]]:
        """The last one of each e-mail report that was due."""
        return [asdict(delivery) for delivery in self._deliveries.values()]

    async def send(self, email_report_id: int, span: tuple[int, int] | None) -> Sent:
        """Send one at once. Errors: NotFoundError, InvalidError, MailError."""
        if self._waiting >= WAITING_LIMIT:
            raise MailError("Too many mails wait to be sent")
        self._waiting += 1
        try:
            async with self._turn:
                now_ms = self._now_ms()
                each = await asyncio.to_thread(self._repository.email_reports.get, email_report_id)
                from_ms, to_ms = span or report_times.until(each.period, now_ms)
                to_ms += -to_ms % SLOT_MS  # whoever looks now wants to see what has just arrived
                await self._settle()
                mail = await asyncio.to_thread(self._mail, each, from_ms, to_ms, f"{_key(now_ms, each)}-at-once")
                return Sent(await asyncio.to_thread(self._outlet.deliver, mail), len(mail.octets), from_ms, to_ms)
        except (DeliveryError, UncertainError, StoreError) as error:
            raise MailError(str(error)) from error
        finally:
            self._waiting -= 1

    async def send_due(self) -> None:
        """Send what is due and has not just failed."""
        now_ms, reports = self._now_ms(), self._repository.email_reports
        for each, due in await asyncio.to_thread(reports.due, now_ms - self._settles_ms):
            last = self._deliveries.get(each.id)
            again = last if last is not None and last.due_ms == due.at_ms else None
            if again is not None and now_ms < again.again_ms:
                continue
            if self._stopping.is_set():
                return
            async with self._turn:
                delivery = await self._send_one(each, due, 0 if again is None else again.tries)
            if delivery is not None:
                self._deliveries[each.id] = delivery
        known = {each.id for each in await asyncio.to_thread(reports.all)}
        self._deliveries = {id_: delivery for id_, delivery in self._deliveries.items() if id_ in known}

    async def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                await self.send_due()
            except Exception:
                log.exception("nobody knows which e-mail reports are due")
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._stopping.wait()
            except TimeoutError:
                continue

    async def _send_one(self, each: EmailReport, due: Due, tries: int) -> Delivery | None:
        """None if it was changed or deleted meanwhile."""
        reports, now_ms = self._repository.email_reports, self._now_ms()
        try:
            await self._settle()
            mail = await asyncio.to_thread(self._mail, each, due.from_ms, due.to_ms, _key(due.at_ms, each))
            claim = await asyncio.to_thread(reports.claim, each.id, due.at_ms)
            if claim is None:
                return None
            try:
                to = await asyncio.to_thread(self._outlet.deliver, mail)
            except DeliveryError:
                await asyncio.to_thread(reports.give_back, each.id, due.at_ms, claim)
                raise
        except (DeliveryError, UncertainError, StoreError, ModelError) as error:
            log.warning("e-mail report %d was not sent: %s", each.id, error)
            return Delivery(each.id, due.at_ms, now_ms, error=str(error), tries=tries + 1)
        except Exception:  # those that are due after it must not wait for it
            log.exception("e-mail report %d was not sent", each.id)
            return Delivery(each.id, due.at_ms, now_ms, error="Internal error", tries=tries + 1)
        return Delivery(each.id, due.at_ms, now_ms, to=to, tries=tries)

    def _mail(self, each: EmailReport, from_ms: int, to_ms: int, key: str) -> Outgoing:
        """Errors: StoreError, ModelError."""
        content = self._contents.of(each, from_ms, to_ms)
        sender, recipients = self._settings.sender, self._settings.recipients
        octets = message(content, Envelope(sender, recipients, key, self._now_ms()))
        return Outgoing(octets, sender, recipients, key)


def _key(ms: int, each: EmailReport) -> str:
    """`20250301T120000000Z-report-7`."""
    return f"{datetime.fromtimestamp(ms // 1000, UTC):%Y%m%dT%H%M%S}{ms % 1000:03}Z-report-{each.id}"
