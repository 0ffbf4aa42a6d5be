"""Alerting: alerts of a server, evaluated when a slot is over, and what it may do when they fire."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from fauxmon.runtime import clock
from fauxmon.runtime.settings import Settings
from fauxmon_collector.alerts.config import AlertsConfig
from fauxmon_collector.alerts.evaluator import Evaluator
from fauxmon_collector.alerts.mail import Mail, Mailer
from fauxmon_collector.alerts.reaction import Reaction
from fauxmon_collector.alerts.reactor import ALWAYS, Reactor
from fauxmon_collector.alerts.script import Script
from fauxmon_collector.alerts.syslog import Syslog
from fauxmon_collector.alerts.webhook import Webhook
from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.store.base import FlowStore
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.repository import Repository

log = logging.getLogger(__name__)


def build_alerts(
    settings: Settings,
    store: FlowStore,
    repository: Repository,
    events: EventLog,
    time: ChartTime,
    mailer: Mailer | None = None,
) -> Evaluator:
    """With the reactions that the settings allow, and e-mail if there is what sends it."""
    config = AlertsConfig(step_ms=settings.alert_step_ms)
    reactions: dict[str, Reaction] = {}
    if settings.alert_webhook is not None:
        reactions[ALWAYS] = Webhook(settings.alert_webhook)
    if settings.alert_syslog is not None:
        reactions["syslog"] = Syslog(*settings.alert_syslog)
    if settings.alert_scripts is not None:
        reactions["script"] = Script(settings.alert_scripts)
    if mailer is not None:
        reactions["email"] = Mail(mailer)
    reactor = Reactor(reactions, events, config.waiting)
    return Evaluator(store, repository, reactor, events, clock.now_ms, config, time)


class Alerting:
    """Evaluates at the end of each slot, once all is stored that came in it. Belongs to one event loop."""

    def __init__(
        self, evaluator: Evaluator, settle: Callable[[], Awaitable[object]], now_ms: Callable[[], int]
    ) -> None:
        self._evaluator = evaluator
        self._settle = settle
        self._now_ms = now_ms
        self._ending = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """From the next end of a slot on."""
        self._ending.clear()
        self._evaluator.reactor.start()
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Let an evaluation that goes on come to its end. May be repeated."""
        self._ending.set()
        if self._task is not None:
            await self._task
            self._task = None
        await asyncio.to_thread(self._evaluator.reactor.stop)

    async def _run(self) -> None:
        while not await self._ended_before(self._evaluator.closes_ms(self._now_ms())):
            try:
                await self._settle()
                await asyncio.to_thread(self._evaluator.evaluate_closed)
            except Exception:  # the next slot is another one
                log.exception("alerts could not be evaluated")

    async def _ended_before(self, time_ms: int) -> bool:
        """Wait until that time, or the end."""
        while not self._ending.is_set() and (left_ms := time_ms - self._now_ms()) > 0:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), left_ms / 1000)
        return self._ending.is_set()
