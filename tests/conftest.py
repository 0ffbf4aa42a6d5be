"""Fixtures that several parts of the suite share."""

from __future__ import annotations

import fcntl
import gc
import ipaddress
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from fauxmon_api.machine import Interface, Usage
from fauxmon_collector.analysis import Analysis
from fauxmon_collector.store.base import Columns
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.bootstrap import ADMIN, administrator, bootstrap
from fauxmon_model.database import Database
from fauxmon_model.entities import Profile, Source
from fauxmon_model.flow_columns import BY_NAME, PHYSICAL, Kind, Texts
from fauxmon_model.passwords import hash_password
from fauxmon_model.repository import ChannelDraft, ProfileDraft, Repository

FlowMaker = Callable[[Sequence[Mapping[str, Any]]], list[Columns]]
NOON_MS = 1_740_830_400_000
"""2025-03-01 12:00 UTC, on a five-minute mark."""
LONGEST_FILES = (
    "docs/test_commands.py",
    "benchmarks/test_smoke.py",
    "collector/store/test_kill.py",
    "collector/analysis/test_top_chapter.py",
    "collector/analysis/test_statistics.py",
    "e2e/",
    "browser/",
    "oracle/",
    "property/",
    "fuzz/",
    "testing/",
    "modelling/",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first: the last ones are short, and no process waits long for another."""
    here = Path(__file__).parent

    def place(item: pytest.Item) -> int:
        name = item.path.relative_to(here).as_posix()
        return next((place for place, start in enumerate(LONGEST_FILES) if name.startswith(start)), len(LONGEST_FILES))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: to look through them for garbage over and over took one second in sixteen."""
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_sessionfinish() -> None:
    """What is garbage is told as such, and DuckDB finds nothing left over at the end."""
    gc.unfreeze()


@pytest.fixture
def default_ports(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """One test at a time has the ports that a collector listens on by default, in however many processes tests run."""
    lock: Path = tmp_path_factory.getbasetemp().parent / "default-ports.lock"
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def make_flows() -> FlowMaker:
    """Parts for a flow store from one mapping a flow. Addresses are text, `flows` is 1 where not
    given."""
    return _columns


@dataclass
class World:
    """A model, a flow store and the analysis over both. It is noon; times of flows are seconds from noon."""

    repository: Repository
    store: DuckDBStore
    now_ms: int = NOON_MS

    def __post_init__(self) -> None:
        self.go_by(ChartTime.RECEIVED)

    def go_by(self, time: ChartTime) -> None:
        """Have the analysis count flows at this time of theirs."""
        self.analysis = Analysis(self.store, self.repository, lambda: self.now_ms, time)

    def source(self, address: str, listening_port: int = 3000) -> Source:
        return self.repository.sources.add(address, listening_port, NOON_MS)

    def profile(self, name: str, filters: Mapping[str, str], parent: str = "live", **fields: Any) -> Profile:
        """A Profile that begins at noon unless given, with a Channel for each name and filter."""
        channels = [ChannelDraft(name=channel, filter=text) for channel, text in filters.items()]
        draft = ProfileDraft(name=name, parent_id=parent, channels=channels, **{"start_ms": NOON_MS, **fields})
        return self.repository.profiles.create(draft)

    def receive(self, *flows: Mapping[str, Any]) -> None:
        """Store flows; `at` is when they were received, `began` when they began, if at all; the Source is 1 unless
        given."""
        rows = [dict(flow) for flow in flows]
        for row in rows:
            row["received_ms"] = NOON_MS + round(row.pop("at", 0) * 1000)
            if "began" in row:
                row["start_ms"] = NOON_MS + round(row.pop("began") * 1000)
            row.setdefault("source_id", 1)
        self.store.append(_columns(rows))


class StillMachine:
    """A machine (`fauxmon_api.machine.Machine`) that says the same on every machine."""

    def name(self) -> str:
        return "flowmon-lab"

    def uptime_s(self) -> float:
        return 3 * 86_400 + 86_399.5

    def load(self) -> tuple[float, float, float]:
        return 0.126, 1.0, 12.5

    def memory(self) -> Usage:
        return Usage(8 << 30, (3 << 30) + 1)

    def disks(self) -> Sequence[str]:
        return ["/dev/sda", "/dev/sdb"]

    def system_disk(self) -> Usage:
        return Usage(20_000, 5_000)

    def boot_disk(self) -> Usage:
        return Usage(1_000, 100)

    def data_disk(self) -> Usage:
        return Usage(900_000, 30_000)

    def data_octets(self) -> int:
        return 12_000

    def interfaces(self) -> Sequence[Interface]:
        up = Interface("eth0", True, "00:11:22:33:44:55", "192.0.2.10", 1000, 7_000_000_000, 5, 1500)
        return [up, Interface("eth1", False, "00:11:22:33:44:56", "", 0, 0, 0, 9000)]


class Models:
    """Models in memory, for one user at a time each. They are used again: for a new one SQLAlchemy compiles all that it
    is asked anew, and to hash admin's password takes longer than all else."""

    def __init__(self) -> None:
        self._databases: list[Database] = []
        self._free: list[Database] = []
        self._filled: dict[int, sqlite3.Connection] = {}
        self._password_hash = hash_password(ADMIN)

    @contextmanager
    def fresh(self, clock: Callable[[], int]) -> Iterator[Repository]:
        """A model as `bootstrap` leaves it."""
        database = self._free.pop() if self._free else self._new()
        repository = Repository(database, clock)
        now_ms = clock()
        if now_ms not in self._filled:
            self._filled[now_ms] = self._fill(now_ms)
        driver = _driver(database)
        driver.execute("PRAGMA query_only = OFF")  # a test of a model that fails has turned it on
        self._filled[now_ms].backup(driver)
        yield repository
        self._free.append(database)

    def stop(self) -> None:
        for database in self._databases:
            database.stop()
        for filled in self._filled.values():
            filled.close()

    def _new(self) -> Database:
        database = Database(None)
        database.start()
        self._databases.append(database)
        return database

    def _fill(self, now_ms: int) -> sqlite3.Connection:
        """What a model holds that is filled at this time."""
        database = Database(None)
        database.start()
        with database.session() as session:
            session.add(administrator(self._password_hash))
        bootstrap(Repository(database, lambda: now_ms))
        filled = sqlite3.connect(":memory:")
        _driver(database).backup(filled)
        database.stop()
        return filled


def _driver(database: Database) -> sqlite3.Connection:
    assert database._engine is not None
    connection = database._engine.raw_connection().driver_connection
    assert isinstance(connection, sqlite3.Connection)
    return connection


@pytest.fixture(scope="session")
def models() -> Iterator[Models]:
    models = Models()
    yield models
    models.stop()


@pytest.fixture(scope="session")
def empty_store() -> Iterator[Callable[[], DuckDBStore]]:
    """Gives the one flow store in memory of the whole run, open and without flows."""
    store = DuckDBStore(None, 1_000_000)

    def empty() -> DuckDBStore:
        store.start()
        store.clear()
        return store

    yield empty
    store.stop()


@pytest.fixture(scope="session")
def open_world(models: Models, empty_store: Callable[[], DuckDBStore]) -> Callable[[], AbstractContextManager[World]]:
    @contextmanager
    def opened() -> Iterator[World]:
        world: World | None = None
        with models.fresh(lambda: world.now_ms if world else NOON_MS) as repository:
            world = World(repository, empty_store())
            yield world

    return opened


@pytest.fixture(scope="session")
def machine() -> StillMachine:
    return StillMachine()


@pytest.fixture
def world(open_world: Callable[[], AbstractContextManager[World]]) -> Iterator[World]:
    with open_world() as world:
        yield world


def _columns(flows: Sequence[Mapping[str, Any]]) -> list[Columns]:
    alike: dict[frozenset[str], list[dict[str, Any]]] = {}
    for flow in flows:
        row = {"flows": 1, **_physical(flow)}
        alike.setdefault(frozenset(row), []).append(row)
    return [{name: column(name, [row[name] for row in rows]) for name in rows[0]} for rows in alike.values()]


def column(name: str, values: Sequence[Any]) -> npt.NDArray[Any] | Texts:
    """Values of a column of the flow table as a flow store takes them."""
    kind = dict(PHYSICAL)[name]
    if kind is Kind.TEXT:
        return Texts(np.arange(len(values), dtype=np.int32), list(values))
    return np.array(values, dtype=kind.dtype)


def _physical(flow: Mapping[str, Any]) -> dict[str, Any]:
    row = dict(flow)
    for name in [name for name in flow if name in BY_NAME and BY_NAME[name].kind is Kind.ADDRESS]:
        address = ipaddress.ip_address(row.pop(name))
        value = int(address) | (0xFFFF << 32 if address.version == 4 else 0)
        row[f"{name}_hi"], row[f"{name}_lo"] = value >> 64, value & (1 << 64) - 1
        if name in ("src", "dst"):
            row["ip_version"] = address.version
    return row
