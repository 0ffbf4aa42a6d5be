"""A Context over the shared model and flow store; only the network side of the collector is left out."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import pytest
from nicegui import Client, background_tasks, core
from nicegui.page import page
from starlette.requests import Request

from fauxmon_api.context import ApiSettings, Collecting, Context
from fauxmon_api.machine import Machine
from fauxmon_api.results import Results, ResultsConfig
from fauxmon_collector.alerts.config import AlertsConfig
from fauxmon_collector.alerts.evaluator import Evaluator
from fauxmon_collector.alerts.reactor import Reactor
from fauxmon_collector.failover.inquiry import Inquiry
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.ingest.events import EventLog


@dataclass
class QuietCollecting:
    """Reports what the test has put in."""

    counters: dict[str, int] = field(default_factory=dict)
    sources: dict[int, dict[str, int]] = field(default_factory=dict)
    happened: list[dict[str, Any]] = field(default_factory=list)
    found: list[dict[str, Any]] = field(default_factory=list)
    witnessed: list[Witnessed] = field(default_factory=list)
    balanced: bool = True
    number: int = 0
    asked: list[int] = field(default_factory=list)

    def ledger(self) -> Mapping[str, Any]:
        names = ("received", "stored", "unreadable", "malformed", "template_missing")
        lost = ("kernel_dropped", "inbox_dropped", "refused", "rejected")
        return {**dict.fromkeys((*names, *lost), 0), **self.counters, "balanced": self.balanced}

    def listeners(self) -> Sequence[Mapping[str, Any]]:
        return [{"host": "0.0.0.0", "port": 2055}, {"host": "::", "port": 2055}, {"host": "127.0.0.1", "port": 3000}]

    def problems(
        self, limit: int = 100, exporter: str | None = None, listening_port: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        wanted = {"exporter": exporter, "listening_port": listening_port}
        asked = {name: value for name, value in wanted.items() if value is not None}
        return [one for one in self.found if asked.items() <= one.items()][:limit]

    def problem_counts(
        self, exporter: str | None = None, listening_port: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        codes = Counter((one["exporter"], one["listening_port"], one["code"]) for one in self.problems(1000, exporter))
        return [
            {"exporter": exporter, "listening_port": port, "codes": {code: count}}
            for (exporter, port, code), count in codes.items()
        ]

    def events(self, since: int = 0, limit: int = 1000) -> Sequence[Mapping[str, Any]]:
        return [event for event in self.happened if event["id"] > since][:limit]

    def source_counters(self) -> Mapping[int, Mapping[str, int]]:
        return self.sources

    def progress(self) -> int:
        return self.number

    async def witness(self, since_ms: int) -> Sequence[Witnessed]:
        self.asked.append(since_ms)
        return [one for one in self.witnessed if one.last_seen_ms >= since_ms]


@pytest.fixture
def collecting() -> QuietCollecting:
    return QuietCollecting()


@pytest.fixture
def context(world: Any, collecting: QuietCollecting, machine: Machine) -> Context:
    def now_ms() -> int:
        return int(world.now_ms)

    events = EventLog(now_ms)
    return Context(
        ApiSettings(version="1.2.3"),
        world.repository,
        world.analysis,
        Inquiry(world.store, world.repository),
        cast("Collecting", collecting),
        now_ms,
        Results(ResultsConfig(), now_ms),
        Evaluator(world.store, world.repository, Reactor({}, events, 1), events, now_ms, AlertsConfig()),
        machine,
    )


Story = Callable[[], Awaitable[None]]


@pytest.fixture
def on_a_page(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Runs a story on a page that no browser shows, asked for by `request`."""

    def run(story: Story, request: Request | None = None) -> None:
        async def play() -> None:
            monkeypatch.setattr(core, "loop", asyncio.get_running_loop())
            client = Client(page("/"), request=request)
            try:
                with client:
                    await story()
            finally:
                client.delete()
                await background_tasks.teardown()

        asyncio.run(play())

    return run
