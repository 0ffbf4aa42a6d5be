"""Pipeline: the ingest thread. It empties the Inbox, feeds the Intake, retries the store, saves the Sources."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from time import monotonic
from typing import Any, TypeVar

import sqlalchemy as sa

from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.ingest.events import EventKind, EventLog
from fauxmon_collector.ingest.intake import Intake
from fauxmon_collector.ingest.ledger import Ledger
from fauxmon_collector.ingest.progress import Progress
from fauxmon_collector.ingest.settle import Barrier, R
from fauxmon_collector.input.burst import portions
from fauxmon_collector.input.inbox import Inbox
from fauxmon_collector.store.base import StoreError

log = logging.getLogger(__name__)
T = TypeVar("T")

FEED_AT_ONCE = 4_096
"""Datagrams that are decoded together: enough to make each cheap, few enough to stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class PipelineConfig:
    """Seconds. A datagram waits at most `linger_s` for others, when they come fast `longer_s` more, because the decoder
    and above all the store take many at once for a fraction of what they cost one by one; not at all when somebody
    waits for it to be settled. Every `tick_s` counters are saved, silence is noticed, held-back data and old flows
    expire; a failing store is tried again after `retry_s`, twice that, … up to `retry_max_s`.
    """

    linger_s: float = 0.05
    longer_s: float = 0.2
    tick_s: float = 1.0
    retry_s: float = 0.1
    retry_max_s: float = 5.0


class Pipeline:
    """`start()`, `stop()`; everything else may be called from any thread."""

    def __init__(
        self,
        inbox: Inbox,
        intake: Intake,
        ledger: Ledger,
        events: EventLog,
        now: Callable[[], float],
        config: PipelineConfig = PipelineConfig(),
    ) -> None:
        self.config = config
        self.progress = Progress()
        self._inbox = inbox
        self._intake = intake
        self._ledger = ledger
        self._events = events
        self._now = now
        self._thread: threading.Thread | None = None
        self._stopping = False
        self._requests: deque[Callable[[], None]] = deque()
        self._barriers: list[Barrier[Any]] = []
        self._taken = 0
        self._stored = 0
        self._retry_delay: float | None = None
        self._retry_at = 0.0
        self._tick_at = 0.0
        self._saving_fails = False
        self._expiring_fails = False

    def start(self, on_failure: Callable[[BaseException], None]) -> None:
        """Expire what is old, start the thread. `on_failure` is called in it if a defect ends it."""
        self._stopping = False
        self._expire()
        self._thread = threading.Thread(target=self._run, args=(on_failure,), name="ingest", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Empty the Inbox, append, save the counters, end the thread."""
        if self._thread is not None:
            self._stopping = True
            self._inbox.nudge()
            self._thread.join()
            self._thread = None

    def barrier(self, receipts: Sequence[R] = ()) -> Barrier[R]:
        """A Barrier at the present end of the Inbox; its `done` is resolved when all before it is queryable."""
        barrier = Barrier(receipts)

        def stand() -> None:
            # Here and not in the caller's thread, where positions could be counted anew (`clear`) before it is known.
            barrier.position = self._inbox.accepted()
            self._barriers.append(barrier)

        self._request(stand)
        return barrier

    def abandon(self, barrier: Barrier[Any]) -> None:
        """Nobody waits for this Barrier any longer."""
        self._request(lambda: self._barriers.remove(barrier) if barrier in self._barriers else None)

    def call(self, function: Callable[[], T]) -> Future[T]:
        """Run `function` in the ingest thread, between two steps of it."""
        future: Future[T] = Future()

        def run() -> None:
            if not future.set_running_or_notify_cancel():
                return  # whoever asked has gone
            try:
                result = function()
            except Exception as error:  # noqa: BLE001 - it belongs to the caller, who gets it from the future
                future.set_exception(error)
            else:
                future.set_result(result)

        self._request(run)
        return future

    def remove_source(self, source_id: int) -> Future[None]:
        """Forget a Source with its Channel and flows (R7). Errors: NotFoundError, StoreError."""
        return self.call(lambda: self._intake.forget(source_id))

    def exporter(self, source_id: int) -> Future[dict[str, Any]]:
        """What the exporter of a Source has told of itself (`exporter_report`). Errors: NotFoundError."""
        return self.call(lambda: self._intake.exporter(source_id))

    def witness(self, since_ms: int) -> Future[list[Witnessed]]:
        """All Sources with what was heard of them since that time."""
        return self.call(lambda: self._intake.witness(since_ms))

    def clear(self, model: Callable[[], Any]) -> Future[None]:
        """Forget everything: datagrams, templates, Sources, counters; `model` clears the databases."""

        def run() -> None:
            model()
            self._intake.registry.restore()
            self._intake.problems.clear()
            self._intake.clear()
            self._ledger.clear()
            self._taken = self._stored = 0
            for barrier in self._barriers:
                barrier.position = 0
            self._retry_delay = None
            self._events.clear()
            self._events.publish(EventKind.RESET, "everything was reset")
            self.progress.advance()

        return self.call(run)

    def _request(self, run: Callable[[], None]) -> None:
        self._requests.append(run)
        self._inbox.nudge()

    def _run(self, on_failure: Callable[[BaseException], None]) -> None:
        try:
            while not self._stopping:
                self._wait()
                self._step()
            self._finish()
        except Exception as error:
            log.exception("the ingest thread has failed")
            on_failure(error)

    def _wait(self) -> None:
        now = monotonic()
        if self._intake.full:
            self._inbox.rest(max(0.0, min(self._retry_at, self._tick_at) - now))
            return
        until_tick = max(0.0, self._tick_at - now)
        behind = any(barrier.position > self._taken for barrier in self._barriers)
        if behind:
            self._inbox.gather(until_tick, 0.0)
        else:
            self._inbox.gather(until_tick, self.config.linger_s, self.config.longer_s)

    def _step(self) -> None:
        taken = 0 if self._intake.full else self._take_batch()
        if self._retry_delay is None or monotonic() >= self._retry_at:
            self._append()
        if taken:
            self.progress.advance()
        if monotonic() >= self._tick_at:
            self._tick()
        while self._requests:
            self._requests.popleft()()
        self._look_at_barriers()

    def _take_batch(self) -> int:
        bursts = self._inbox.take()
        taken = sum(len(burst) for burst in bursts)
        self._taken += taken
        for some in portions(bursts, FEED_AT_ONCE):
            self._intake.offer(some)
            self._intake.decode()
        self._ledger.publish(self._intake.counts())
        return taken

    def _append(self) -> None:
        try:
            appended = self._intake.append()
        except StoreError as error:
            self._failed(error)
            return
        self._stored = self._taken
        if appended:
            self._ledger.publish(self._intake.counts())
        if self._retry_delay is not None:
            self._retry_delay = None
            self._events.publish(EventKind.STORE_RECOVERED, "flows are stored again")
            log.warning("flows are stored again")

    def _failed(self, error: StoreError) -> None:
        if self._retry_delay is None:
            self._retry_delay = self.config.retry_s
            self._events.publish(EventKind.STORE_FAILED, f"flows cannot be stored: {error}")
            log.error("flows cannot be stored, they are kept and tried again: %s", error)
        else:
            self._retry_delay = min(2 * self._retry_delay, self.config.retry_max_s)
        self._retry_at = monotonic() + self._retry_delay

    def _tick(self) -> None:
        now = self._now()
        self._intake.decoder.expire(now)
        self._intake.decode()
        self._ledger.publish(self._intake.counts())
        self._intake.registry.check_silence(int(now * 1000))
        self._expire()
        self._save()
        self._tick_at = monotonic() + self.config.tick_s

    def _expire(self) -> None:
        try:
            self._intake.expire(int(self._now() * 1000))
        except StoreError as error:
            if not self._expiring_fails:
                self._events.publish(EventKind.EXPIRY_FAILED, f"old flows cannot be deleted: {error}")
                log.error("old flows cannot be deleted, every second tries again: %s", error)
            self._expiring_fails = True
        else:
            if self._expiring_fails:
                self._events.publish(EventKind.EXPIRY_RECOVERED, "old flows are deleted again")
                log.warning("old flows are deleted again")
            self._expiring_fails = False

    def _save(self) -> None:
        try:
            self._intake.registry.save()
        except sa.exc.SQLAlchemyError as error:
            if not self._saving_fails:
                log.error("the counters of the Sources cannot be saved, every second tries again: %s", error)
            self._saving_fails = True
        else:
            self._saving_fails = False

    def _look_at_barriers(self) -> None:
        still_open = []
        for barrier in self._barriers:
            if barrier.look(self._stored, self._intake):
                barrier.done.set_result(None)
            else:
                still_open.append(barrier)
        self._barriers = still_open

    def _finish(self) -> None:
        """The last step: nothing that was received is left behind uncounted."""
        while self._take_batch():
            if self._intake.full:
                self._append()
                self._reject_if_full()
        self._append()
        if self._intake.pending_records:
            log.error("%d flows are lost: the store does not take them", self._intake.give_up())
        self._ledger.publish(self._intake.counts())
        self._save()
        while self._requests:
            self._requests.popleft()()
        self._look_at_barriers()

    def _reject_if_full(self) -> None:
        if self._intake.full:
            log.error("%d flows are lost: the store does not take them", self._intake.give_up())
