"""A real app on a real socket, over a real model and flow store; only the network side of the collector is left out."""

from __future__ import annotations

import functools
import ipaddress
import json
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import numpy as np
import pytest
import uvicorn
from starlette.routing import compile_path
from starlette.types import ASGIApp, Receive, Scope, Send

from fauxmon_api import control, rest
from fauxmon_api.app import create_app
from fauxmon_api.context import ApiSettings, Context, MailError, Receipt, Sent, Settled
from fauxmon_api.endpoint import EVENT_STREAM, Endpoint
from fauxmon_api.openapi import answers_of, body_of
from fauxmon_api.results import Results, ResultsConfig
from fauxmon_api.schemas import Schema, Schemas
from fauxmon_api.tls import ensure_certificate
from fauxmon_collector.alerts.config import AlertsConfig
from fauxmon_collector.alerts.evaluator import Evaluator
from fauxmon_collector.alerts.reactor import Reactor
from fauxmon_collector.analysis import Analysis
from fauxmon_collector.failover.inquiry import Inquiry
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.ingest.events import EventLog
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

    def problems(
        self, limit: int = 100, exporter: str | None = None, listening_port: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        wanted = {"exporter": exporter, "listening_port": listening_port}
        asked = {name: value for name, value in wanted.items() if value is not None}
        return [one for one in self.noted if asked.items() <= one.items()][:limit]

    def problem_counts(
        self, exporter: str | None = None, listening_port: int | None = None
    ) -> Sequence[Mapping[str, Any]]:
        found = self.problems(len(self.noted), exporter, listening_port)
        counts = Counter((one["exporter"], one["listening_port"], one["code"]) for one in found)
        return [
            {"exporter": address, "listening_port": port, "codes": {code: count}}
            for (address, port, code), count in counts.items()
        ]

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
class InTestMailing:
    """Sends nothing: what was asked of it is noted."""

    asked: list[tuple[int, tuple[int, int] | None]] = field(default_factory=list)
    happened: list[dict[str, Any]] = field(default_factory=list)
    broken: str = ""

    async def send(self, email_report_id: int, span: tuple[int, int] | None) -> Sent:
        if self.broken:
            raise MailError(self.broken)
        self.asked.append((email_report_id, span))
        return Sent("spool/1.eml", 4096, *(span or (0, NOON_MS)))

    def deliveries(self) -> Sequence[Mapping[str, Any]]:
        return self.happened


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
    alerts: Evaluator
    events: EventLog
    """Of alerts alone."""
    mailing: InTestMailing

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
        patient.setdefault("event_hooks", {"response": [is_as_described]})
        return httpx.Client(base_url=self.url, trust_env=False, **patient)


def _column(kind: Kind, value: int | str) -> Any:
    """A column of one flow."""
    return Texts(np.zeros(1, np.int32), [str(value)]) if kind is Kind.TEXT else np.array([value], kind.dtype)


def is_as_described(response: httpx.Response) -> None:
    """Whatever a test asks, the answer has a status that the API's description tells, and a body as it tells."""
    request = response.request
    endpoint = _asked(request.method, request.url.path.rstrip("/"))
    if endpoint is None:
        return
    assert response.status_code in answers_of(endpoint), f"{request.method} {endpoint.path}: {response.status_code}"
    shape = body_of(endpoint, response.status_code)
    if shape in (None, EVENT_STREAM) or b"fields" in request.url.query:
        return
    content = response.read()
    if b"fields" not in request.read():
        assert not _amiss(json.loads(content), *_schema(endpoint, response.status_code))


@functools.cache
def _asked(method: str, path: str) -> Endpoint | None:
    fitting = [
        endpoint
        for endpoint in (*rest.endpoints(), *control.endpoints())
        if endpoint.method == method and compile_path(endpoint.path.lower())[0].match(path.lower())
    ]
    return min(fitting, key=lambda endpoint: endpoint.path.count("{"), default=None)


_SCHEMAS: dict[tuple[str, str, int], tuple[Schema, dict[str, Schema]]] = {}


def _schema(endpoint: Endpoint, status: int) -> tuple[Schema, dict[str, Schema]]:
    """The schema of an answer, and those that it refers to."""
    key = (endpoint.method, endpoint.path, status)
    if key not in _SCHEMAS:
        schemas = Schemas()
        _SCHEMAS[key] = schemas.of(body_of(endpoint, status)), schemas.named
    return _SCHEMAS[key]


_KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
    "array": (list,),
    "object": (dict,),
}


def _amiss(value: Any, schema: Schema, named: dict[str, Schema], at: str = "it") -> str:
    """Where and why a value is not as a schema of ours has it; "" if it is."""
    if "$ref" in schema:
        return _amiss(value, named[schema["$ref"].rpartition("/")[2]], named, at)
    if "anyOf" in schema:
        found = [_amiss(value, one, named, at) for one in schema["anyOf"]]
        return "" if "" in found else " and ".join(found)
    if "enum" in schema:
        return "" if value in schema["enum"] else f"{at} is none of {schema['enum']}"
    kind = schema.get("type")
    if kind is not None and (not isinstance(value, _KINDS[kind]) or isinstance(value, bool) != (kind == "boolean")):
        return f"{at} is no {kind}"
    if kind == "object":
        properties, others = schema.get("properties", {}), schema["additionalProperties"]
        missing = set(schema.get("required", ())) - value.keys()
        unknown = set() if others is not False else value.keys() - properties.keys()
        if missing or unknown:
            return f"{at} lacks {missing}, has {unknown}"
        inside = [(name, one, properties.get(name, others)) for name, one in value.items()]
    elif kind == "array":
        parts = schema.get("prefixItems") or [schema["items"]] * len(value)
        if len(parts) != len(value):
            return f"{at} has {len(value)} members"
        inside = [(str(number), one, parts[number]) for number, one in enumerate(value)]
    else:
        return ""
    return next((wrong for name, one, below in inside if (wrong := _amiss(one, below, named, f"{at}.{name}"))), "")


class Server:
    """One HTTP server for the whole run; each test puts its own app behind it. With a certificate and its key it speaks
    TLS."""

    def __init__(self, tls: tuple[Path, Path] | None = None) -> None:
        self.app: ASGIApp | None = None
        self._scheme = "http" if tls is None else "https"
        certificate, key = (None, None) if tls is None else tls
        self._ready = threading.Event()
        config = uvicorn.Config(
            self._serve,
            interface="asgi3",
            port=0,
            log_config=None,
            access_log=False,
            ws="none",
            lifespan="off",
            ssl_certfile=certificate,
            ssl_keyfile=key,
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
        return f"{self._scheme}://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

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


@pytest.fixture(scope="session")
def tls_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another one, with a certificate as `fauxmon serve` makes it."""
    with Server(ensure_certificate(tmp_path_factory.mktemp("tls"), ["127.0.0.1"])) as running:
        yield running


@pytest.fixture
def https(server: Server, tls_server: Server, collector: Collector) -> str:
    """Where the collector is served over TLS."""
    tls_server.app = server.app
    return tls_server.url


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
    analysis, mailing = Analysis(store, repository, clock), InTestMailing()
    events = EventLog(clock)
    reactor = Reactor({}, events, 100)
    reactor.start()
    alerts = Evaluator(store, repository, reactor, events, clock, AlertsConfig())
    inquiry = Inquiry(store, repository)
    context = Context(settings, repository, analysis, inquiry, collecting, clock, results, alerts, machine, mailing)
    server.app = create_app(context)
    yield Collector(server.url, clock, repository, store, collecting, results, context, alerts, events, mailing)
    results.stop()
    reactor.stop()


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
