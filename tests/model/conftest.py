"""A model over a real SQLite database, and a real flow store to try predicates on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from fauxmon_collector.store.base import Columns
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.database import Database
from fauxmon_model.flow_columns import FLOWS
from fauxmon_model.repository import Repository

if TYPE_CHECKING:
    from tests.conftest import Models

FlowMaker = Callable[[Sequence[Mapping[str, Any]]], list[Columns]]
NOON_MS = 1_700_000_000_000


class Clock:
    """Milliseconds since 1970 that pass only when a test says so."""

    def __init__(self) -> None:
        self.now_ms = NOON_MS

    def __call__(self) -> int:
        return self.now_ms

    def advance(self, ms: int) -> None:
        self.now_ms += ms


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["memory", "file"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    database = Database(None if request.param == "memory" else tmp_path / "model.sqlite")
    database.start()
    yield database
    database.stop()


@pytest.fixture
def repository(clock: Clock, models: Models) -> Iterator[Repository]:
    with models.fresh(clock) as repository:
        yield repository


class FlowTable:
    """Flows given as dicts of column values, `src` and `dst` as text."""

    def __init__(self, store: DuckDBStore, make_flows: FlowMaker, flows: list[dict[str, Any]]) -> None:
        self._store = store
        # start_ms carries the flow's number, so that an answer names flows.
        store.append(make_flows([{**flow, "start_ms": number} for number, flow in enumerate(flows)]))

    def matching(self, predicate: sa.ColumnElement[bool]) -> list[int]:
        """Numbers of the flows that meet it."""
        found = self._store.fetch(sa.select(FLOWS.c.start_ms).where(predicate).order_by(FLOWS.c.start_ms))
        return [number for (number,) in found]


@pytest.fixture
def flow_table(
    empty_store: Callable[[], DuckDBStore], make_flows: FlowMaker
) -> Callable[[list[dict[str, Any]]], FlowTable]:
    store = empty_store()
    return lambda flows: FlowTable(store, make_flows, flows)
