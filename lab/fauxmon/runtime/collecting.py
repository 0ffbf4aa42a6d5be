"""RunningCollector: the collector as the API sees it (`fauxmon_api.context.Collecting`)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from time import monotonic
from typing import Any

from fauxmon_api.context import Receipt, Settled
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.ingest.ledger import Ledger
from fauxmon_collector.ingest.pipeline import Pipeline
from fauxmon_collector.ingest.problems import ProblemLog
from fauxmon_collector.ingest.sources import SourceRegistry
from fauxmon_collector.input.udp import UdpListener
from fauxmon_collector.store.base import FlowStore

QUIET_TIMEOUT_S = 10.0
"""How long removal and reset wait for what was sent before them."""


class RunningCollector:
    """Bridges the event loop and the ingest thread. Coroutines belong to the loop that the listeners run on."""

    def __init__(
        self,
        listeners: Sequence[UdpListener],
        pipeline: Pipeline,
        registry: SourceRegistry,
        ledger: Ledger,
        store: FlowStore,
        problems: ProblemLog,
        events: EventLog,
        clear_model: Callable[[], None],
    ) -> None:
        self._listeners = listeners
        self._pipeline = pipeline
        self._registry = registry
        self._ledger = ledger
        self._store = store
        self._problems = problems
        self._events = events
        self._clear_model = clear_model

    def ledger(self) -> Mapping[str, Any]:
        """Every counter, the equations, `balanced`, and `problems` by code."""
        return {**self._ledger.snapshot(), "problems": self._problems.codes()}

    def stored(self) -> Mapping[str, int]:
        """What the flow store holds and what became of the rest (`FlowStore.stats`)."""
        return self._store.stats()

    def listeners(self) -> Sequence[Mapping[str, Any]]:
        """Per socket."""
        return [asdict(listener.stats()) for listener in self._listeners]

    def problems(
        self, limit: int = 100, exporter: str | None = None, listening_port: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """The newest, newest first; of one exporter or port alone where it is given."""
        return self._problems.newest(limit, exporter, listening_port)

    def problem_counts(
        self, exporter: str | None = None, listening_port: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        """By exporter and listening port, and by code."""
        return self._problems.exporters(exporter, listening_port)

    def events(self, since: int = 0, limit: int = 1000) -> Sequence[Mapping[str, Any]]:
        """After number `since`, oldest first."""
        return [event.as_dict() for event in self._events.since(since, limit)]

    async def next_event(self, since: int, timeout_s: float) -> Sequence[Mapping[str, Any]]:
        """Like `events`, but waits until there is one or the time is up."""
        return [event.as_dict() for event in await self._events.next(since, timeout_s)]

    def messages(self) -> Sequence[Mapping[str, Any]]:
        """System messages, the newest first."""
        return self._events.messages.all()

    def mark_message(self, message_id: int, read: bool) -> bool:
        """Keep whether a message has been read; False if there is none of this number."""
        return self._events.messages.mark(message_id, read)

    def progress(self) -> int:
        """A number that rises whenever something came in."""
        return self._pipeline.progress.number

    async def progressed(self, since: int, timeout_s: float) -> int:
        """The number once it is beyond `since`, or when the time is up."""
        return await self._pipeline.progress.after(since, timeout_s)

    async def witness(self, since_ms: int) -> Sequence[Witnessed]:
        """Every Source with what was heard of it since that time."""
        return await asyncio.wrap_future(self._pipeline.witness(since_ms))

    def source_counters(self) -> Mapping[int, Mapping[str, int]]:
        """Live, by Source id."""
        return self._registry.counters()

    async def exporter(self, source_id: int) -> Mapping[str, Any]:
        """What the exporter of a Source has told of itself. Errors: NotFoundError."""
        return await asyncio.wrap_future(self._pipeline.exporter(source_id))

    async def settle(self, timeout_s: float, receipts: Sequence[Receipt] = ()) -> Settled:
        """Wait until what the kernel, the Inbox and the ingest thread held at the call is in the store.

        Data that is held back for want of its Template is not waited for: nobody can say when that comes.
        """
        began = monotonic()
        barrier = None
        try:
            async with asyncio.timeout(timeout_s):
                for listener in self._listeners:
                    await listener.drained()
                barrier = self._pipeline.barrier(receipts)
                await asyncio.wrap_future(barrier.done)
        except TimeoutError:
            missing = tuple(receipts) if barrier is None else barrier.open
            return Settled(False, (monotonic() - began) * 1000, missing)
        finally:
            if barrier is not None and not barrier.done.done():
                self._pipeline.abandon(barrier)
        return Settled(True, (monotonic() - began) * 1000)

    async def remove_source(self, source_id: int) -> None:
        """Forget a Source, its Channel and its flows; what it sent before the call does not bring it back (R7).
        Errors: NotFoundError, StoreError."""
        await self.settle(QUIET_TIMEOUT_S)
        await asyncio.wrap_future(self._pipeline.remove_source(source_id))

    async def reset(self) -> None:
        """Back to a fresh start; what was sent before the call is gone too."""
        await self.settle(QUIET_TIMEOUT_S)
        await asyncio.wrap_future(self._pipeline.clear(self._clear_model))
        for listener in self._listeners:
            listener.clear()
