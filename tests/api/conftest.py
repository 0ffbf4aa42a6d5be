"""A real app on a real socket, over a real model and flow store; only the network side of the collector is left out."""

from __future__ import annotations

import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import pytest
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from fauxmon_api.app import create_app
from fauxmon_api.context import ApiSettings, Context, Receipt, Settled
from fauxmon_api.results import Results, ResultsConfig
from fauxmon_collector.analysis import Analysis
from fauxmon_collector.failover.inquiry import Inquiry
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.ingest.messages import MessageLog
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.entities import Source
from fauxmon_model.flow_columns import PHYSICAL, Kind, Texts
from fauxmon_model.repository import Repository

if TYPE_CHECKING:
    from tests.conftest import Models

    from fauxmon_api.machine import Machine

NOON_MS = 1_740_830_400_000
"""2025-03-01 12:00 UTC."""
SLOT_MS = 300_000


@dataclass
class Clock:
    """A clock that only the test moves."""

    now: int = NOON_MS

    def __call__(self) -> int:
        return self.now


@dataclass
class InTestCollecting:
    """The collector's side of the API without sockets and ingest: what it reports is what the test has put in."""

    repository: Repository
    store: DuckDBStore
    counters: dict[int, dict[str, int]] = field(default_factory=dict)
    happened: list[dict[str, Any]] = field(default_factory=list)
    noted: list[dict[str, Any]] = field(default_factory=list)
    told: dict[int, dict[str, Any]] = field(default_factory=dict)
    witnessed: list[Witnessed] = field(default_factory=list)
    said: MessageLog = field(default_factory=lambda: MessageLog(lambda: NOON_MS))
    outstanding: tuple[Receipt, ...] = ()
    asked: list[tuple[float, tuple[Receipt, ...]]] = field(default_factory=list)

    def ledger(self) -> Mapping[str, Any]:
        flows = self.store.count()
        return {"records": flows, "stored": flows, "balanced": True}

    def stored(self) -> Mapping[str, int]:
        return self.store.stats()

    def listeners(self) -> Sequence[Mapping[str, Any]]:
        return [{"host": "127.0.0.1", "port": 2055, "receive_buffer": 4096, "received": 7, "kernel_dropped": 0}]

    def problems(self, limit: int = 100) -> Sequence[Mapping[str, Any]]:
        return self.noted[:limit]

    def events(self, since: int = 0, limit: int = 1000) -> Sequence[Mapping[str, Any]]:
        return [event for event in self.happened if event["id"] > since][:limit]

    async def next_event(self, since: int, timeout_s: float) -> Sequence[Mapping[str, Any]]:
        self.happened.append({"id": since + 1, "kind": "source_added", "text": f"within {timeout_s} s"})
        return self.events(since)

    def source_counters(self) -> Mapping[int, Mapping[str, int]]:
        return self.counters

    def messages(self) -> Sequence[Mapping[str, Any]]:
        return self.said.all()

    def mark_message(self, message_id: int, read: bool) -> bool:
        return self.said.mark(message_id, read)

    def progress(self) -> int:
        return len(self.happened)

    async def progressed(self, since: int, timeout_s: float) -> int:
        self.happened.append({"id": since + 1, "kind": "source_added", "text": f"within {timeout_s} s"})
        return self.progress()

    async def witness(self, since_ms: int) -> Sequence[Witnessed]:
        return [witnessed for witnessed in self.witnessed if witnessed.last_seen_ms >= since_ms]

    async def exporter(self, source_id: int) -> Mapping[str, Any]:
        return {"domains": [], **self.told.get(source_id, {})}

    async def settle(self, timeout_s: float, receipts: Sequence[Receipt] = ()) -> Settled:
        self.asked.append((timeout_s, tuple(receipts)))
        return Settled(not self.outstanding, 1.5, self.outstanding)

    async def remove_source(self, source_id: int) -> None:
        self.repository.sources.remove(source_id)
        self.store.remove_source(source_id)

    async def reset(self) -> None:
        for source in self.repository.sources.all():
            await self.remove_source(source.id)


@dataclass
class Collector:
    """A collector to be asked over HTTP, and the means to give it Sources and flows."""

    url: str
    clock: Clock
    repository: Repository
    store: DuckDBStore
    collecting: InTestCollecting
    results: Results
    context: Context

    def source(self, address: str, port: int = 3000) -> Source:
        """An exporter that has been heard of since an hour."""
        return self.repository.sources.add(address, port, self.clock.now - 12 * SLOT_MS)

    def flow(self, source: Source, at_ms: int, octets: int = 1500, **values: int | str) -> None:
        """Store one flow; `src` and `dst` are addresses, other values columns by name."""
        kinds = dict(PHYSICAL)
        row: dict[str, int | str] = {"source_id": source.id, "received_ms": at_ms, "start_ms": at_ms, "end_ms": at_ms}
        row |= {"flows": 1, "packets": 1, "octets": octets, "ip_version": 4, "protocol": 6}
        for name, value in ({"src": "192.0.2.1", "dst": "198.51.100.2"} | values).items():
            if isinstance(value, str) and kinds.get(name) is not Kind.TEXT:
                number = int(ipaddress.IPv6Address(f"::ffff:{value}"))
                row |= {f"{name}_hi": number >> 64, f"{name}_lo": number & (1 << 64) - 1}
            else:
                row[name] = value
        self.store.append([{name: _column(kinds[name], value) for name, value in row.items()}])

    def token(self) -> str:
        """A fresh access token of admin."""
        return self.repository.accounts.issue(1)

    def client(self, token: str | None = None, **options: Any) -> httpx.Client:
        """A client that sends `token`; without one, a fresh one."""
        return self.stranger(headers={"Authorization": f"bearer {self.token() if token is None else token}"}, **options)

    def stranger(self, **options: Any) -> httpx.Client:
        """A client without a token. It needs no trust store, and loading one takes longer than most tests."""
        patient = {"timeout": 60, "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT), **options}
        return httpx.Client(base_url=self.url, trust_env=False, **patient)


def _column(kind: Kind, value: int | str) -> Any:
    """A column of one flow."""
    return Texts(np.zeros(1, np.int32), [str(value)]) if kind is Kind.TEXT else np.array([value], kind.dtype)


class Server:
    """One HTTP server for the whole run; each test puts its own app behind it."""

    def __init__(self) -> None:
        self.app: ASGIApp | None = None
        self._ready = threading.Event()
        config = uvicorn.Config(
            self._serve, interface="asgi3", port=0, log_config=None, access_log=False, ws="none", lifespan="off"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._run)

    def __enter__(self) -> Server:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    def _run(self) -> None:
        startup = self._server.startup

        async def startup_and_tell(sockets: Any = None) -> None:
            await startup(sockets)
            self._ready.set()

        self._server.startup = startup_and_tell  # type: ignore[method-assign]
        self._server.run()

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.app is not None
        await self.app(scope, receive, send)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server, running."""
    with Server() as running:
        yield running


@pytest.fixture
def collector(
    server: Server, models: Models, empty_store: Callable[[], DuckDBStore], machine: Machine
) -> Iterator[Collector]:
    """A fresh collector at noon, with the predefined Chapters and no Source."""
    clock, store = Clock(), empty_store()
    with models.fresh(clock) as repository:
        yield from _served(server, clock, repository, store, machine)


def _served(
    server: Server, clock: Clock, repository: Repository, store: DuckDBStore, machine: Machine
) -> Iterator[Collector]:
    collecting = InTestCollecting(repository, store)
    settings = ApiSettings(version="0.1.0", ui=False)
    results = Results(ResultsConfig(wait_s=30), clock)
    results.start()
    analysis = Analysis(store, repository, clock)
    inquiry = Inquiry(store, repository)
    context = Context(settings, repository, analysis, inquiry, collecting, clock, results, machine)
    server.app = create_app(context)
    yield Collector(server.url, clock, repository, store, collecting, results, context)
    results.stop()


@pytest.fixture
def client(collector: Collector) -> Iterator[httpx.Client]:
    """Admin's client."""
    with collector.client() as client:
        yield client


@pytest.fixture
def stranger(collector: Collector) -> Iterator[httpx.Client]:
    """A client without a token."""
    with collector.stranger() as client:
        yield client
