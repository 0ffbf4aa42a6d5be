"""The one place that makes the parts of a server and joins them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fauxmon.runtime import clock
from fauxmon.runtime.collecting import RunningCollector
from fauxmon.runtime.locking import DataLock
from fauxmon.runtime.settings import DEFAULT_PORTS, Address, Engine, Settings
from fauxmon.version import VERSION
from fauxmon_api.context import ApiSettings, Context
from fauxmon_api.results import Results, ResultsConfig
from fauxmon_collector.analysis import Analysis
from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.ingest.intake import Intake
from fauxmon_collector.ingest.ledger import Ledger
from fauxmon_collector.ingest.pipeline import Pipeline
from fauxmon_collector.ingest.problems import ProblemLog
from fauxmon_collector.ingest.sources import SourceRegistry, SourcesConfig
from fauxmon_collector.input.inbox import Inbox, InboxConfig
from fauxmon_collector.input.udp import UdpConfig, UdpListener
from fauxmon_collector.store.base import FlowStore
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_collector.store.retention import Retention
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_model.bootstrap import ADMIN, bootstrap, reset
from fauxmon_model.database import Database
from fauxmon_model.repository import Repository

MODEL_FILE = "model.sqlite"
FLOWS_FILE = "flows.duckdb"
CHART_TIMES: dict[Engine, ChartTime] = {12: ChartTime.RECEIVED, 13: ChartTime.START}


@dataclass(slots=True)
class Keeping:
    """What outlives a server: entities, flows, and the lock on their directory (None: everything in memory)."""

    database: Database
    repository: Repository
    store: FlowStore
    lock: DataLock | None
    admin_password: str | None = field(repr=False)

    def start(self) -> None:
        """Open all. Errors: SettingsError, DatabaseRefusedError, StoreError."""
        if self.lock is not None:
            self.lock.acquire()
        self.database.start()
        password = self.admin_password or ADMIN
        bootstrap(self.repository, password)
        if self.admin_password is not None and self.repository.accounts.authenticate(ADMIN, password) is None:
            self.repository.accounts.set_password(ADMIN, password)
        self.store.start()

    def clear(self) -> None:
        """No flows, and the model as a fresh collector has it; users and their tokens stay."""
        self.store.clear()
        reset(self.repository)

    def stop(self) -> None:
        """Close all, whether or not it was opened."""
        self.store.stop()
        self.database.stop()
        if self.lock is not None:
            self.lock.release()


@dataclass(frozen=True, slots=True)
class Collector:
    """The parts of a server but for HTTP."""

    keeping: Keeping
    listeners: list[UdpListener]
    optional: frozenset[UdpListener]
    """Those that a machine may have no address for: IPv6 by default."""
    intake: Intake
    pipeline: Pipeline
    context: Context


def build_keeping(data: Path | None, retention: Retention, admin_password: str | None = None) -> Keeping:
    """The databases under `data`, or in memory."""
    database = Database(None if data is None else data / MODEL_FILE)
    return Keeping(
        database=database,
        repository=Repository(database, clock.now_ms),
        store=DuckDBStore(None if data is None else data / FLOWS_FILE, *retention),
        lock=None if data is None else DataLock(data),
        admin_password=admin_password,
    )


def build_intake(keeping: Keeping, events: EventLog, silent_after_s: float) -> Intake:
    """Decoder, Sources and store in a row."""
    registry = SourceRegistry(keeping.repository.sources, events, SourcesConfig(silent_after_s=silent_after_s))
    return Intake(Decoder, registry, keeping.store, ProblemLog())


def build_collector(settings: Settings) -> Collector:
    """Everything for one server, not started."""
    keeping = build_keeping(settings.data, settings.retention, settings.admin_password)
    events = EventLog(clock.now_ms)
    intake = build_intake(keeping, events, settings.silent_after_s)
    inbox = Inbox(InboxConfig(datagrams=settings.inbox_datagrams))
    addresses = settings.udp or tuple(Address(host, port) for port in DEFAULT_PORTS for host in ("0.0.0.0", "::"))  # noqa: S104
    listeners = [
        UdpListener(UdpConfig(address.host, address.port, settings.receive_buffer), inbox, clock.now)
        for address in addresses
    ]
    ledger = Ledger(inbox, lambda: sum(listener.stats().kernel_dropped for listener in listeners), keeping.store.stats)
    pipeline = Pipeline(inbox, intake, ledger, events, clock.now)
    collecting = RunningCollector(
        listeners,
        pipeline,
        intake.registry,
        ledger,
        keeping.store,
        intake.problems,
        events,
        clear_model=keeping.clear,
    )
    context = Context(
        settings=ApiSettings(
            version=VERSION,
            ui=settings.ui,
            login_required=not settings.http.loopback,
            silent_after_s=settings.silent_after_s,
            engine=settings.engine,
        ),
        repository=keeping.repository,
        analysis=Analysis(keeping.store, keeping.repository, clock.now_ms, CHART_TIMES[settings.engine]),
        collecting=collecting,
        now_ms=clock.now_ms,
        results=Results(ResultsConfig(), clock.now_ms),
    )
    optional = frozenset(listener for listener in listeners if not settings.udp and ":" in listener.config.host)
    return Collector(keeping, listeners, optional, intake, pipeline, context)
