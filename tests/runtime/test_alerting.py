"""When a server evaluates alerts, and what it may do, with clocks that run as a test wants them to."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import cast

import numpy as np
import pytest

from fauxmon.runtime.alerting import Alerting, build_alerts
from fauxmon.runtime.server import running
from fauxmon.runtime.settings import Address, Settings
from fauxmon_collector.alerts.evaluator import Evaluator
from fauxmon_collector.alerts.judging import judge
from fauxmon_collector.alerts.mail import Mailer
from fauxmon_collector.alerts.outcome import Outcome
from fauxmon_collector.alerts.webhook_url import WebhookUrl
from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.store.base import FlowStore
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.alert_codes import Frequency
from fauxmon_model.conditions import Condition
from fauxmon_model.entities import AlertState
from fauxmon_model.flow_columns import PHYSICAL
from fauxmon_model.repository import AlertDraft, Repository

LOOPBACK = Address("127.0.0.1", 0)
FLOW = ("octets", "packets", "flows", "source_id")
NOON_MS = 1_740_830_400_000


class QuietReactor:
    """Stands for one that has nothing to do."""

    def __init__(self, log: list[str]) -> None:
        self._log = log

    def start(self) -> None:
        self._log.append("reactions begin")

    def stop(self) -> None:
        self._log.append("reactions end")


class CountedEvaluator:
    """Stands for an evaluator, over slots of a minute; `fails` of its evaluations do."""

    def __init__(self, log: list[str], done: Callable[[], None], fails: int = 0) -> None:
        self.reactor = QuietReactor(log)
        self._log = log
        self._done = done
        self._fails = fails

    def closes_ms(self, after_ms: int) -> int:
        return after_ms - after_ms % 60_000 + 60_000

    def evaluate_closed(self) -> None:
        self._log.append("evaluated")
        if self._fails:
            self._fails -= 1
            raise ValueError
        self._done()


def run(log: list[str], times: list[int], fails: int = 0) -> None:
    """Until something was evaluated, with a clock that says each of these seconds past noon in turn, then the last."""

    def now_ms() -> int:
        second = times.pop(0) if len(times) > 1 else times[0]
        log.append(f"{second} s")
        return NOON_MS + second * 1000

    async def settle() -> None:
        log.append("settled")

    async def main() -> None:
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        evaluator = CountedEvaluator(log, lambda: loop.call_soon_threadsafe(done.set), fails)
        alerting = Alerting(cast("Evaluator", evaluator), settle, now_ms)
        alerting.start()
        async with asyncio.timeout(10):
            await done.wait()
            await alerting.stop()

    asyncio.run(main())


def test_a_slot_is_evaluated_when_it_is_over_and_all_of_it_is_stored() -> None:
    log: list[str] = []
    run(log, [59, 60, 61])
    assert log[:5] == ["reactions begin", "59 s", "60 s", "settled", "evaluated"]
    assert log[-1] == "reactions end"


def test_an_evaluation_that_fails_is_not_the_last_one(caplog: pytest.LogCaptureFixture) -> None:
    log: list[str] = []
    with caplog.at_level(logging.CRITICAL):
        run(log, [59, 60, 61, 120, 121], fails=1)
    assert log.count("evaluated") == 2


def test_it_ends_while_it_waits_and_twice() -> None:
    log: list[str] = []

    async def settle() -> None:
        log.append("settled")

    async def main() -> None:
        evaluator = CountedEvaluator(log, lambda: None)
        alerting = Alerting(cast("Evaluator", evaluator), settle, lambda: NOON_MS)
        await alerting.stop()
        alerting.start()
        await asyncio.sleep(0)
        await alerting.stop()
        await alerting.stop()

    asyncio.run(main())
    assert log == ["reactions end", "reactions begin", "reactions end", "reactions end"]


def built(settings: Settings, mailer: Mailer | None = None) -> tuple[Evaluator, EventLog]:
    events = EventLog(lambda: NOON_MS)
    nothing = cast("FlowStore", None), cast("Repository", None)
    return build_alerts(settings, *nothing, events, ChartTime.RECEIVED, mailer), events


def test_by_default_a_server_does_nothing_outside_of_it() -> None:
    evaluator, _ = built(Settings())
    assert evaluator.stats()["reactions"].keys() == {"email", "script", "syslog", "snmp"}
    assert evaluator.config.step_ms == 300_000


def test_what_the_settings_allow(tmp_path: Path) -> None:
    webhook = WebhookUrl.of("http://127.0.0.1:1/")
    settings = Settings(
        alert_step_ms=30_000, alert_webhook=webhook, alert_syslog=Address("127.0.0.1", 514), alert_scripts=tmp_path
    )
    evaluator, _ = built(settings)
    assert evaluator.config.step_ms == 30_000
    assert "webhook" in evaluator.stats()["reactions"]


def test_what_sends_mails_is_handed_to_it() -> None:
    sent: list[str] = []

    class Recorder:
        def send(self, subject: str, to: Sequence[str], text: str) -> None:
            sent.append(f"{subject} to {', '.join(to)}")

    evaluator, _ = built(Settings(), Recorder())
    evaluator.reactor.start()
    outcome = Outcome("A", "live", 0, 1, 1, 0, 0, 0, (judge(Condition(1, 1, 0), 1),), met=True, fires=True)
    evaluator.reactor.fired(outcome, {"email": {"enabled": True, "to": "me@example.org", "subject": "S"}})
    assert evaluator.reactor.idle(10)
    evaluator.reactor.stop()
    assert sent == ["S to me@example.org"]


def test_of_a_server_they_are_evaluated_by_the_clock_and_its_next_process_knows_of_it(tmp_path: Path) -> None:
    """Flows of each second of the next minutes, slots of a second."""
    condition = Condition(metric=3, comparator=1, number=1000)
    draft = AlertDraft(name="A", condition_type=2, conditions=[condition], frequency=Frequency.ONLY_ONCE)
    quiet = Settings(udp=(LOOPBACK,), http=LOOPBACK, tls=False, ui=False, data=tmp_path, alert_step_ms=1000)

    async def fired() -> AlertState | None:
        async with running(quiet) as server:
            context = server.collector.context
            columns = {name: np.full(600, 5000, kind.dtype) for name, kind in PHYSICAL if name in FLOW}
            columns["received_ms"] = context.now_ms() + 1000 * np.arange(600, dtype=np.int64)
            server.collector.keeping.store.append([columns])
            context.repository.alerts.create(draft)
            seen: set[str] = set()
            last = 0
            async with asyncio.timeout(60):
                while "alert_fired" not in seen:
                    for event in await context.collecting.next_event(last, 1):
                        last, seen = event["id"], {*seen, event["kind"]}
            return context.repository.alerts.get("A").state

    async def kept() -> AlertState | None:
        async with running(quiet) as server:
            return server.collector.context.repository.alerts.get("A").state

    before, after = asyncio.run(fired()), asyncio.run(kept())
    assert before is not None
    assert after is not None
    assert before.fired
    assert after.fired_ms == before.fired_ms
