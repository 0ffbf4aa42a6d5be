"""A full disk: an append that fails has added nothing, may be repeated, and the store goes on when there is room.

The disk is full by RLIMIT_FSIZE, in a process of its own. Which write fails (of the log, the table, a checkpoint,
a segment) depends on the limit and the size of the batches, so several are tried.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import sqlalchemy as sa

from fauxmon_collector.store import batches
from fauxmon_collector.store.base import Columns, StoreError
from fauxmon_collector.store.duckdb import HEAD_ROWS, SEGMENT_ROWS, DuckDBStore
from fauxmon_model.flow_columns import FLOWS

FlowMaker = Callable[[Sequence[Mapping[str, Any]]], list[Columns]]

_FILL = """
import json, resource, signal, sys
from pathlib import Path
import numpy as np
import sqlalchemy as sa
from fauxmon_collector.store.base import StoreError
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.flow_columns import FLOWS

path, rows, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
random = np.random.default_rng(1)

def batch(number):
    columns = {name: random.integers(0, 2**63, rows).astype("uint64") for name in ("octets", "src_hi", "src_lo")}
    columns["packets"] = random.integers(0, 2**63, rows).astype("uint64")
    columns["start_ms"] = np.full(rows, number)
    return columns

def held(store):
    query = sa.select(FLOWS.c.start_ms, sa.func.count()).group_by(FLOWS.c.start_ms).order_by("start_ms")
    return [list(row) for row in store.fetch(query)]

store = DuckDBStore(path, 100_000_000)
store.start()
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
done, errors, in_a_row = 0, [], 0
columns = batch(done)
while in_a_row < 3:  # the log may be emptied by the recovery, then a repeated append succeeds
    try:
        store.append([columns])
        done, in_a_row = done + 1, 0
        columns = batch(done)
    except StoreError as error:
        errors.append(str(error))
        in_a_row += 1
full = held(store)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append([columns])
store.append([batch(done + 1)])
after = held(store)
count, stats = store.count(), store.stats()
store.stop()
store.start()
print(json.dumps({"done": done, "errors": errors, "full": full, "after": after, "again": held(store), "count": count,
                  "stats": stats}))
store.stop()
"""


@pytest.mark.parametrize(("rows", "limit_mib"), [(1_000, 1), (1_000, 3), (30_000, 3), (200_000, 3)])
def test_a_failed_append_is_undone_and_can_be_repeated(tmp_path: Path, rows: int, limit_mib: int) -> None:
    path = tmp_path / "flows.duckdb"
    arguments = [str(path), str(rows), str(limit_mib * 2**20)]
    process = subprocess.run(
        [sys.executable, "-c", _FILL, *arguments], capture_output=True, text=True, check=False, timeout=100
    )
    assert process.returncode == 0, process.stderr
    outcome = json.loads(process.stdout)
    done = outcome["done"]

    assert len(outcome["errors"]) >= 3
    assert all(str(path) in error for error in outcome["errors"])
    assert outcome["full"] == [[number, rows] for number in range(done)]
    assert outcome["after"] == outcome["again"] == [[number, rows] for number in range(done + 2)]
    assert outcome["count"] == outcome["stats"]["flows"] == outcome["stats"]["appended"] == rows * (done + 2)
    assert outcome["stats"]["append_errors"] == len(outcome["errors"])


@pytest.fixture
def fail_once(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Has DuckDB report an error, as of a full disk, at the next call of this method of the store."""

    def arrange(method: str) -> None:
        proper = getattr(DuckDBStore, method)

        def failing(*_: Any, **__: Any) -> None:
            monkeypatch.setattr(DuckDBStore, method, proper)
            raise duckdb.IOException("no space left")

        monkeypatch.setattr(DuckDBStore, method, failing)

    return arrange


@pytest.mark.parametrize("rows", [2, SEGMENT_ROWS, 3 * HEAD_ROWS])
@pytest.mark.parametrize("method", ["_commit", "_hold"])
def test_what_an_append_that_failed_has_committed_nonetheless_does_not_come_twice(
    tmp_path: Path, fail_once: Callable[[str], None], rows: int, method: str
) -> None:
    store = DuckDBStore(tmp_path / "flows.duckdb", 8 * HEAD_ROWS)
    store.start()
    store.append([{"octets": np.array([1, 2], np.uint64)}])
    part = {"octets": np.full(rows, 3, np.uint64)}
    fail_once(method)
    with pytest.raises(StoreError, match="no space left"):
        store.append([part])

    found = sa.select(FLOWS.c.octets, sa.func.count()).group_by(FLOWS.c.octets).order_by(FLOWS.c.octets)
    assert store.fetch(found) == [(1, 1), (2, 1)]
    assert not list(tmp_path.glob("flows/*"))
    assert store.append([part]) == rows
    assert store.fetch(found) == [(1, 1), (2, 1), (3, rows)]
    expected = {"append_errors": 1, "reopened": 1, "flows": rows + 2, "appended": rows + 2}
    assert store.stats() | expected == store.stats()
    store.stop()


@pytest.mark.parametrize("method", ["_commit", "_hold"])
def test_whether_or_not_a_failed_move_was_committed_every_flow_is_there_once(
    tmp_path: Path, fail_once: Callable[[str], None], method: str
) -> None:
    store = DuckDBStore(tmp_path / "flows.duckdb", 8 * HEAD_ROWS)
    store.start()
    store.append([{"octets": np.ones(HEAD_ROWS - 1, np.uint64)}])
    store._append_head(batches.joined([{"octets": np.full(HEAD_ROWS, 2, np.uint64)}]))
    fail_once(method)
    store._move_head_if_grown()
    assert store.stats()["move_errors"] == 1

    found = sa.select(FLOWS.c.octets, sa.func.count()).group_by(FLOWS.c.octets).order_by(FLOWS.c.octets)
    for _ in range(2):
        assert store.fetch(found) == [(1, HEAD_ROWS - 1), (2, HEAD_ROWS)]
        assert store.count() == 2 * HEAD_ROWS - 1
        store.stop()
        store.start()
    store.stop()


def test_a_head_that_cannot_become_a_segment_goes_on_and_is_tried_again_when_it_has_doubled(tmp_path: Path) -> None:
    store = DuckDBStore(tmp_path / "flows.duckdb", 100 * HEAD_ROWS)
    store.start()
    (tmp_path / "flows").touch()
    part = {"octets": np.ones(HEAD_ROWS // 4, np.uint64)}
    for _ in range(7):
        store.append([part])
    assert store.stats() | {"move_errors": 1, "append_errors": 0, "segments": 0, "flows": 7 * HEAD_ROWS // 4} == (
        store.stats()
    )

    (tmp_path / "flows").unlink()
    store.append([part])

    assert store.stats() | {"move_errors": 1, "segments": 1, "flows": 2 * HEAD_ROWS} == store.stats()
    store.stop()


def test_a_file_that_is_gone_wrong_is_tried_again_at_every_call(
    tmp_path: Path, make_flows: FlowMaker, fail_once: Callable[[str], None]
) -> None:
    path = tmp_path / "flows.duckdb"
    store = DuckDBStore(path, 100)
    store.start()
    store.append(make_flows([{"octets": 1}]))
    fail_once("_commit")
    with pytest.raises(StoreError):
        store.append(make_flows([{"octets": 2}]))
    path.rename(tmp_path / "away")
    path.mkdir()
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be opened"):
            store.append(make_flows([{"octets": 2}]))

    path.rmdir()
    (tmp_path / "away").rename(path)
    assert store.append(make_flows([{"octets": 2}])) == 1
    assert store.count() == 2
    store.stop()
