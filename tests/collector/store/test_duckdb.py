"""What a DuckDB file adds to the contract: one owner, a stamp, and nothing lost when the process is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy as sa

from fauxmon_collector.store.base import Columns, StoreError
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.flow_columns import FLOWS

FlowMaker = Callable[[Sequence[Mapping[str, Any]]], list[Columns]]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "flows.duckdb"


def octets(store: DuckDBStore) -> list[int]:
    return [number for (number,) in store.fetch(sa.select(FLOWS.c.octets).order_by(FLOWS.c.octets))]


def test_flows_outlive_the_store_object(path: Path, make_flows: FlowMaker) -> None:
    store = DuckDBStore(path, 100)
    store.start()
    store.append(make_flows([{"octets": number} for number in range(5)]))
    store.stop()

    store.start()
    assert octets(store) == [0, 1, 2, 3, 4]
    assert store.count() == 5
    store.stop()


def test_a_memory_store_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make_flows: FlowMaker
) -> None:
    monkeypatch.chdir(tmp_path)
    store = DuckDBStore(None, 100)
    store.start()
    store.append(make_flows([{}]))
    store.stop()

    assert list(tmp_path.iterdir()) == []
    store.start()
    assert store.count() == 0
    store.stop()


def test_a_second_process_is_told_which_file_is_taken_and_by_whom(path: Path) -> None:
    store = DuckDBStore(path, 100)
    store.start()
    try:
        other = subprocess.run(
            [sys.executable, "-c", _OPEN, str(path)], capture_output=True, text=True, check=False, timeout=60
        )
    finally:
        store.stop()

    assert other.returncode == 3, other.stderr
    assert str(path) in other.stdout
    assert f"PID {os.getpid()}" in other.stdout


_OPEN = """
import sys
from pathlib import Path
from fauxmon_collector.store.base import StoreError
from fauxmon_collector.store.duckdb import DuckDBStore
try:
    DuckDBStore(Path(sys.argv[1]), 100).start()
except StoreError as error:
    print(error)
    sys.exit(3)
"""


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("ALTER TABLE head DROP COLUMN received_ms", "missing: received_ms"),
        ("ALTER TABLE head ADD COLUMN colour INTEGER", "unknown: colour"),
        ("ALTER TABLE head ALTER source_id TYPE BIGINT", "of another type: source_id"),
        ("COMMENT ON TABLE segments IS 'fauxmon flows 1'", "fauxmon flows 1"),
        ("DROP TABLE segments", "format is None"),
    ],
)
def test_a_file_of_another_version_is_refused_and_left_as_it_is(path: Path, statement: str, complaint: str) -> None:
    store = DuckDBStore(path, 100)
    store.start()
    store.stop()
    with duckdb.connect(path) as connection:
        connection.execute(statement)
    before = path.read_bytes()

    with pytest.raises(StoreError, match=complaint) as caught:
        store.start()

    assert str(path) in str(caught.value)
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("not a database\n" * 1000)

    with pytest.raises(StoreError, match=r"flows\.duckdb cannot be opened"):
        DuckDBStore(path, 100).start()


def test_a_directory_that_cannot_be_made_is_a_store_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(StoreError, match="cannot be opened"):
        DuckDBStore(tmp_path / "file" / "flows.duckdb", 100).start()


def test_no_extension_is_ever_looked_for() -> None:
    store = DuckDBStore(None, 100)
    store.start()
    try:
        names = ("autoload_known_extensions", "autoinstall_known_extensions")
        assert store.fetch(sa.select(*(sa.func.current_setting(name) for name in names))) == [(False, False)]
    finally:
        store.stop()


def test_a_bound_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="limit_rows"):
        DuckDBStore(None, 0)


@pytest.mark.parametrize("rows", [1, 3_000, 50_000, 70_000])
def test_a_killed_process_leaves_every_batch_that_it_acknowledged(path: Path, rows: int) -> None:
    with subprocess.Popen([sys.executable, "-c", _APPEND, str(path), str(rows)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        acknowledged = 0
        for line in process.stdout:
            acknowledged = int(line)
            if acknowledged == 25:
                break
        process.send_signal(signal.SIGKILL)
        for line in process.stdout:
            acknowledged = int(line)

    store = DuckDBStore(path, 100_000_000)
    store.start()
    try:
        batches = store.fetch(sa.select(FLOWS.c.octets, sa.func.count()).group_by(FLOWS.c.octets).order_by("octets"))
        assert len(batches) >= acknowledged >= 25
        assert batches == [(number, rows) for number in range(1, len(batches) + 1)]
    finally:
        store.stop()


_APPEND = """
import itertools, sys
from pathlib import Path
import numpy as np
from fauxmon_collector.store.duckdb import DuckDBStore
store = DuckDBStore(Path(sys.argv[1]), 100_000_000)
store.start()
for number in itertools.count(1):
    store.append([{"octets": np.full(int(sys.argv[2]), number, np.uint64)}])
    print(number, flush=True)
"""
