"""Pipeline: the ingest thread over real parts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from fauxmon_api.context import Receipt
from fauxmon_collector.ingest.ledger import Ledger
from fauxmon_collector.ingest.pipeline import Pipeline, PipelineConfig
from fauxmon_collector.input.inbox import Inbox, InboxConfig
from fauxmon_collector.store.base import StoreError
from fauxmon_model.errors import NotFoundError

if TYPE_CHECKING:
    from tests.collector.ingest.conftest import Messages, Parts

WITHIN_S = 20.0
OCTETS = [(1, 4)]
ROOMY = InboxConfig()
SOON = PipelineConfig(linger_s=0.001, tick_s=0.01, retry_s=0.001, retry_max_s=0.01)


class Running:
    """A Pipeline with its Inbox, started."""

    def __init__(self, parts: Parts, config: PipelineConfig, inbox: InboxConfig, now: Callable[[], float]) -> None:
        self.parts = parts
        self.inbox = Inbox(inbox)
        self.ledger = Ledger(self.inbox, lambda: 0, parts.store.stats)
        self.pipeline = Pipeline(self.inbox, parts.intake, self.ledger, parts.events, now, config)
        self.failure: Future[BaseException] = Future()
        self.pipeline.start(self.failure.set_result)

    def put(self, *arrivals: Any) -> None:
        for arrival in arrivals:
            self.inbox.put(arrival)

    def settle(self) -> None:
        self.pipeline.barrier().done.result(WITHIN_S)


Start = Callable[..., Running]


@pytest.fixture
def start(make_parts: Callable[..., Parts], messages: Messages) -> Iterator[Start]:
    started: list[Running] = []

    def start_(
        config: PipelineConfig = SOON,
        inbox: InboxConfig = ROOMY,
        now: Callable[[], float] = lambda: float(messages.T0),
        **options: int,
    ) -> Running:
        started.append(Running(make_parts(**options), config, inbox, now))
        return started[-1]

    yield start_
    for running in started:
        running.pipeline.stop()


@pytest.fixture
def running(start: Start) -> Running:
    return start()


def until_event(running: Running, kind: str) -> None:
    """Wait until the newest event is of this kind."""
    import asyncio

    async def wait() -> None:
        last = 0
        while True:
            for event in await running.parts.events.next(last, WITHIN_S):
                last = event.id
                if event.kind == kind:
                    return
            assert last, f"no {kind}"

    asyncio.run(asyncio.wait_for(wait(), WITHIN_S))


def test_what_is_put_before_a_barrier_is_stored_when_it_is_done(running: Running, messages: Messages) -> None:
    running.put(*(messages.arrival(messages.v5(sequence=number)) for number in range(10_000)))
    running.settle()
    assert running.parts.store.count() == 10_000
    assert running.ledger.snapshot()["balanced"]


def test_a_barrier_does_not_wait_for_the_lingering(start: Start, messages: Messages) -> None:
    running = start(PipelineConfig(linger_s=1000, tick_s=1000))
    running.put(messages.arrival(messages.v5()))
    running.settle()
    assert running.parts.store.count() == 1


def test_a_receipt_keeps_a_barrier_open_until_it_is_met(running: Running, messages: Messages) -> None:
    receipt = Receipt("192.168.1.123", sequence=5)
    running.put(messages.arrival(messages.v5(sequence=4)))
    barrier = running.pipeline.barrier([receipt])
    running.settle()
    assert not barrier.done.done()
    assert barrier.open == (receipt,)
    running.put(messages.arrival(messages.v5(sequence=5)))
    barrier.done.result(WITHIN_S)
    assert barrier.open == ()


def test_a_receipt_is_not_met_by_flows_that_wait_for_a_failing_store(running: Running, messages: Messages) -> None:
    running.parts.store.stop()
    barrier = running.pipeline.barrier([Receipt("192.168.1.123", messages=1)])
    running.pipeline.call(lambda: None).result(WITHIN_S)  # its position is known now
    running.put(messages.arrival(messages.v5()))
    until_event(running, "store_failed")
    running.pipeline.call(lambda: None).result(WITHIN_S)
    assert not barrier.done.done()
    running.parts.store.start()
    barrier.done.result(WITHIN_S)
    assert running.parts.store.count() == 1


def test_a_barrier_asked_for_while_a_reset_waits_is_reached(running: Running, messages: Messages) -> None:
    running.put(*(messages.arrival(messages.v5(sequence=number)) for number in range(3)))
    running.settle()
    go_on = threading.Event()
    running.pipeline.call(lambda: go_on.wait(WITHIN_S))
    running.pipeline.clear(lambda: None)
    barrier = running.pipeline.barrier()
    go_on.set()
    barrier.done.result(WITHIN_S)


def test_an_abandoned_barrier_is_forgotten(running: Running, messages: Messages) -> None:
    barrier = running.pipeline.barrier([Receipt("192.168.1.123", messages=1)])
    running.pipeline.abandon(barrier)
    running.put(messages.arrival(messages.v5()))
    running.settle()
    assert not barrier.done.done()


def test_call_runs_in_the_ingest_thread_and_gives_back_what_it_raises(running: Running) -> None:
    assert running.pipeline.call(lambda: threading.current_thread().name).result(WITHIN_S) == "ingest"
    with pytest.raises(NotFoundError):
        running.pipeline.remove_source(99).result(WITHIN_S)
    running.settle()


def test_one_who_gives_up_waiting_does_no_harm(running: Running, messages: Messages) -> None:
    blocked = threading.Event()
    running.pipeline.call(lambda: blocked.wait(WITHIN_S))
    called = running.pipeline.call(lambda: None)
    barrier = running.pipeline.barrier([Receipt("192.168.1.123", messages=1)])
    assert called.cancel()
    assert not barrier.done.cancel()
    blocked.set()
    running.put(messages.arrival(messages.v5()))
    running.settle()
    assert barrier.done.done()


def test_a_failing_store_loses_nothing_and_is_reported_once(running: Running, messages: Messages) -> None:
    running.parts.store.stop()
    running.put(messages.arrival(messages.v5()))
    barrier = running.pipeline.barrier()
    until_event(running, "store_failed")
    running.put(messages.arrival(messages.v5(sequence=1)))
    assert running.ledger.snapshot()["balanced"]
    assert not barrier.done.done()
    running.parts.store.start()
    barrier.done.result(WITHIN_S)
    until_event(running, "store_recovered")
    running.settle()
    assert running.parts.store.count() == 2
    assert running.parts.kinds() == ["source_added", "store_failed", "store_recovered"]


def test_with_enough_pending_the_inbox_fills_up_and_counts(start: Start, messages: Messages) -> None:
    running = start(inbox=InboxConfig(datagrams=5), pending_records=3)
    running.parts.store.stop()
    running.put(*(messages.arrival(messages.v5(sequence=number)) for number in range(3)))
    until_event(running, "store_failed")
    while running.ledger.counters()["pending"] < 3:
        running.pipeline.call(lambda: None).result(WITHIN_S)
    running.put(*(messages.arrival(messages.v5(sequence=number)) for number in range(3, 11)))
    counters = running.ledger.snapshot()
    assert counters["balanced"]
    assert (counters["pending"], counters["inbox_waiting"], counters["inbox_dropped"]) == (3, 5, 3)
    running.parts.store.start()
    running.settle()
    assert running.parts.store.count() == 8


def test_a_stop_stores_what_is_waiting_and_saves_the_counters(start: Start, messages: Messages) -> None:
    running = start(PipelineConfig(linger_s=1000, tick_s=1000))
    running.put(*(messages.arrival(messages.v5(sequence=number)) for number in range(9_000)))
    running.pipeline.stop()
    assert running.parts.store.count() == 9_000
    assert running.parts.repository.sources.all()[0].records == 9_000
    assert running.ledger.counters()["inbox_waiting"] == 0


def test_a_stop_with_a_failing_store_gives_up_and_counts(start: Start, messages: Messages) -> None:
    running = start(pending_records=1)
    running.parts.store.stop()
    running.put(*(messages.arrival(messages.v5(sequence=number)) for number in range(10)))
    running.pipeline.stop()
    counters = running.ledger.snapshot()
    assert counters["balanced"]
    assert (counters["rejected"], counters["pending"], counters["inbox_waiting"]) == (10, 0, 0)


def test_every_tick_saves_counters_and_notices_silence(start: Start, messages: Messages) -> None:
    clock = [float(messages.T0)]
    running = start(now=lambda: clock[0])
    running.put(messages.arrival(messages.v5()))
    running.settle()
    while running.parts.repository.sources.all()[0].records != 1:
        running.pipeline.call(lambda: None).result(WITHIN_S)
    clock[0] += 60
    until_event(running, "source_silent")


def test_every_tick_gives_up_what_waited_too_long_for_its_template(start: Start, messages: Messages) -> None:
    clock = [float(messages.T0)]
    running = start(now=lambda: clock[0])
    running.put(messages.arrival(messages.ipfix(messages.data_set(OCTETS, [[5]]))))
    running.settle()
    assert running.ledger.counters()["held_back"] == 1
    clock[0] += 3600
    while running.ledger.counters()["template_missing"] == 0:
        running.pipeline.call(lambda: None).result(WITHIN_S)
    assert running.ledger.snapshot()["balanced"]


def test_what_is_too_old_expires_when_nothing_comes_in(start: Start, messages: Messages) -> None:
    clock = [float(messages.T0)]
    running = start(now=lambda: clock[0], limit_age_ms=60_000)
    running.put(messages.arrival(messages.v5(records=3)))
    running.settle()
    clock[0] += 60
    running.pipeline.call(lambda: None).result(WITHIN_S)
    assert running.ledger.counters()["flows_held"] == 3
    clock[0] += 60
    while running.ledger.counters()["flows_held"]:
        running.pipeline.call(lambda: None).result(WITHIN_S)
    assert running.ledger.snapshot()["balanced"]
    assert running.ledger.counters() | {"flows_in": 3, "expired_by_age": 3} == running.ledger.counters()


def test_what_is_too_old_has_expired_when_the_thread_starts(make_parts: Any, messages: Messages) -> None:
    parts = make_parts(limit_age_ms=60_000)
    parts.run(messages.arrival(messages.v5()))
    inbox = Inbox(ROOMY)
    ledger = Ledger(inbox, lambda: 0, parts.store.stats)
    never = PipelineConfig(linger_s=1000, tick_s=1000)
    pipeline = Pipeline(inbox, parts.intake, ledger, parts.events, lambda: messages.T0 + 1e6, never)
    pipeline.start(lambda _: None)
    assert parts.store.count() == 0
    pipeline.stop()


def test_old_flows_that_cannot_be_deleted_are_reported_once(
    start: Start, messages: Messages, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    running = start()
    failures = 0

    def fail(_: int) -> None:
        nonlocal failures
        failures += 1
        raise StoreError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(running.parts.store, "expire", fail)
        while failures < 3:
            running.pipeline.call(lambda: None).result(WITHIN_S)
        running.put(messages.arrival(messages.v5()))
        running.settle()
    until_event(running, "expiry_recovered")
    running.pipeline.call(lambda: None).result(WITHIN_S)  # what is logged with it is written
    assert running.parts.store.count() == 1
    assert running.parts.kinds() == ["expiry_failed", "source_added", "expiry_recovered"]
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]


def test_clear_forgets_everything(running: Running, messages: Messages) -> None:
    running.put(messages.arrival(messages.v5()), messages.arrival(b"garbage"))
    running.settle()

    def clear_model() -> None:
        running.parts.store.clear()
        running.parts.repository.sources.remove(1)

    running.pipeline.clear(clear_model).result(WITHIN_S)
    assert set(running.ledger.counters().values()) == {0}
    assert running.parts.registry.counters() == {}
    assert running.parts.problems.codes() == {}
    assert running.parts.kinds() == ["reset"]
    running.put(messages.arrival(messages.v5()))
    running.settle()
    assert running.parts.store.count() == 1


def test_a_defect_ends_the_thread_and_is_told(
    running: Running, messages: Messages, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(running.parts.intake, "offer", broken)
    running.put(messages.arrival(messages.v5()))
    assert isinstance(running.failure.result(WITHIN_S), ZeroDivisionError)


def test_counters_that_cannot_be_saved_are_reported_once(
    start: Start, messages: Messages, caplog: pytest.LogCaptureFixture
) -> None:
    running = start()
    running.put(messages.arrival(messages.v5()))
    running.settle()
    with running.parts.repository.database.session() as session:
        session.execute(sa.text("PRAGMA query_only = ON"))
    running.put(messages.arrival(messages.v5(sequence=1)))
    running.settle()
    while not caplog.records:
        running.pipeline.call(lambda: None).result(WITHIN_S)
    running.pipeline.stop()  # which tries once more
    assert len(caplog.records) == 1
