"""Makes what takes flows in and keeps them: all that `fauxmon ingest` needs, without what a server has besides."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from fauxmon.runtime import clock
from fauxmon.runtime.locking import DataLock
from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.ingest.intake import Intake
from fauxmon_collector.ingest.problems import ProblemLog
from fauxmon_collector.ingest.sources import SourceRegistry, SourcesConfig
from fauxmon_collector.store.base import FlowStore
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_collector.store.retention import Retention
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_model.bootstrap import ADMIN, bootstrap, reset
from fauxmon_model.database import Database
from fauxmon_model.errors import NotFoundError
from fauxmon_model.repository import Repository

MODEL_FILE = "model.sqlite"
FLOWS_FILE = "flows.duckdb"


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
            with contextlib.suppress(NotFoundError):  # an administrator of another name has taken over
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
    return Intake(Decoder, registry, keeping.store, ProblemLog(messages=events.messages))
