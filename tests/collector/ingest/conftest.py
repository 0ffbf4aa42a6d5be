"""Messages written octet by octet, and the parts of a collector joined as the server joins them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.ingest.events import EventLog
from fauxmon_collector.ingest.intake import Intake, IntakeConfig
from fauxmon_collector.ingest.problems import ProblemLog
from fauxmon_collector.ingest.sources import SourceRegistry, SourcesConfig
from fauxmon_collector.input.burst import Burst, Peer, burst_of
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_model.repository import Repository

if TYPE_CHECKING:
    from tests.conftest import Models

T0 = 1_700_000_000
Row = Sequence[int]
Fields = Sequence[tuple[int, int]]
"""(element number, length in octets)."""


def template_set(fields: Fields, template_id: int = 256) -> bytes:
    specifiers = b"".join(struct.pack(">HH", *field) for field in fields)
    return struct.pack(">HHHH", 2, 8 + len(specifiers), template_id, len(fields)) + specifiers


def data_set(fields: Fields, rows: Sequence[Row], template_id: int = 256) -> bytes:
    body = b"".join(value.to_bytes(size) for row in rows for value, (_, size) in zip(row, fields, strict=True))
    return struct.pack(">HH", template_id, 4 + len(body)) + body


def ipfix(*sets: bytes, sequence: int = 0, domain: int = 1, export_time: int = T0) -> bytes:
    body = b"".join(sets)
    return struct.pack(">HHIII", 10, 16 + len(body), export_time, sequence, domain) + body


def v5(records: int = 1, sequence: int = 0) -> bytes:
    record = struct.pack(
        ">4s4s4sHHIIIIHHBBBBHHBBH",
        *(bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2]), bytes(4), 1, 2, 10, 1000, 1000, 2000),
        *(1234, 443, 0, 0x1B, 6, 0, 0, 0, 24, 24, 0),
    )
    return struct.pack(">HHIIIIBBH", 5, records, 5000, T0, 500_000_000, sequence, 0, 0, 0) + record * records


def arrival(data: bytes, address: str = "192.168.1.123", port: int = 40000, listening_port: int = 3000) -> Burst:
    return burst_of([(data, Peer(address, port, listening_port), T0 + 0.25)])


class Parts:
    """Everything behind the Inbox, over a real model and a real store in memory."""

    def __init__(
        self, repository: Repository, store: DuckDBStore, pending_records: int = 1_000_000, limit: int = 1024
    ) -> None:
        self.repository = repository
        self.store = store
        self.events = EventLog(lambda: T0 * 1000)
        self.problems = ProblemLog()
        self.registry = SourceRegistry(self.repository.sources, self.events, SourcesConfig(limit=limit))
        self.intake = Intake(
            Decoder, self.registry, self.store, self.problems, IntakeConfig(pending_records=pending_records)
        )
        self.closing = ExitStack()

    def run(self, *arrivals: Burst) -> None:
        """Through all three steps."""
        self.intake.offer(arrivals)
        self.intake.decode()
        self.intake.append()

    def kinds(self) -> list[str]:
        return [str(event.kind) for event in self.events.since(0)]

    def stop(self) -> None:
        """Give back what others may use then. May be repeated."""
        self.closing.close()


class Stores:
    """Empty stores in memory, for one user at a time each: to open one takes longer than to empty it."""

    def __init__(self) -> None:
        self._free: list[DuckDBStore] = []

    @contextmanager
    def empty(self) -> Iterator[DuckDBStore]:
        store = self._free.pop() if self._free else DuckDBStore(None, 1_000_000)
        store.start()
        store.clear()
        yield store
        self._free.append(store)

    def stop(self) -> None:
        for store in self._free:
            store.stop()


@pytest.fixture(scope="session")
def stores() -> Iterator[Stores]:
    stores = Stores()
    yield stores
    stores.stop()


@contextmanager
def forgetful(limit_age_ms: int) -> Iterator[DuckDBStore]:
    store = DuckDBStore(None, 1_000_000, limit_age_ms=limit_age_ms)
    store.start()
    yield store
    store.stop()


@pytest.fixture
def make_parts(models: Models, stores: Stores) -> Iterator[Callable[..., Parts]]:
    made: list[Parts] = []

    def make(limit_age_ms: int | None = None, **options: int) -> Parts:
        with ExitStack() as stack:
            repository = stack.enter_context(models.fresh(lambda: T0 * 1000))
            store = stack.enter_context(stores.empty() if limit_age_ms is None else forgetful(limit_age_ms))
            made.append(Parts(repository, store, **options))
            made[-1].closing.push(stack.pop_all())
        return made[-1]

    yield make
    for parts in made:
        parts.stop()


@pytest.fixture
def parts(make_parts: Callable[..., Parts]) -> Parts:
    return make_parts()


class Messages:
    """The builders above, for tests to reach."""

    T0 = T0
    template_set = staticmethod(template_set)
    data_set = staticmethod(data_set)
    ipfix = staticmethod(ipfix)
    v5 = staticmethod(v5)
    arrival = staticmethod(arrival)


@pytest.fixture
def messages() -> Messages:
    return Messages()
