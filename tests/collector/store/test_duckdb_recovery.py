"""A full disk: an append that fails has added nothing, may be repeated, and the store goes on when there is room.

The disk is full by RLIMIT_FSIZE, in a process of its own. Which write of DuckDB's fails (log, table data, checkpoint)
depends on the limit and the size of the batches, so several are tried.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from fauxmon_collector.store import duckdb as store_module
from fauxmon_collector.store.base import Columns, StoreError
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.flow_columns import FLOWS

FlowMaker = Callable[[Sequence[Mapping[str, Any]]], Columns]

_FILL = """
import json, resource, signal, sys
from pathlib import Path
import numpy as np
import sqlalchemy as sa
from fauxmon_collector.store.base import StoreError
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.flow_columns import FLOWS, PHYSICAL

path, rows, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
random = np.random.default_rng(1)

def batch(number):
    columns = {name: random.integers(0, 200, rows).astype(kind.dtype) for name, kind in PHYSICAL}
    columns["packets"] = random.integers(0, 2**63, rows).astype("uint64")
    columns["start_ms"][:] = number
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
        store.append(columns)
        done, in_a_row = done + 1, 0
        columns = batch(done)
    except StoreError as error:
        errors.append(str(error))
        in_a_row += 1
full = held(store)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.append(columns)
store.append(batch(done + 1))
after = held(store)
count, stats = store.count(), store.stats()
store.stop()
store.start()
print(json.dumps({"done": done, "errors": errors, "full": full, "after": after, "again": held(store), "count": count,
                  "stats": stats}))
store.stop()
"""


@pytest.mark.parametrize(("rows", "limit_mib"), [(1_000, 1), (1_000, 10), (1_000, 20), (30_000, 30), (200_000, 30)])
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


def test_rows_whose_commit_was_reported_as_failed_do_not_come_twice(
    tmp_path: Path, make_flows: FlowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = DuckDBStore(tmp_path / "flows.duckdb", 100)
    store.start()
    store.append(make_flows([{"octets": 1}, {"octets": 2}]))
    with monkeypatch.context() as patch:
        # The insert is committed, then an error of the same kind as a full disk's.
        failing = store_module._INSERT + "; SELECT * FROM read_csv('/nowhere')"  # noqa: S608
        patch.setattr(store_module, "_INSERT", failing)
        with pytest.raises(StoreError, match="nowhere"):
            store.append(make_flows([{"octets": 3}, {"octets": 4}]))

    found = sa.select(FLOWS.c.octets).order_by(FLOWS.c.octets)
    assert store.fetch(found) == [(1,), (2,)]
    assert store.append(make_flows([{"octets": 3}, {"octets": 4}])) == 2
    assert store.fetch(found) == [(1,), (2,), (3,), (4,)]
    assert store.stats() | {"append_errors": 1, "reopened": 1, "flows": 4, "appended": 4} == store.stats()
    store.stop()


def test_a_file_that_is_gone_wrong_is_tried_again_at_every_call(
    tmp_path: Path, make_flows: FlowMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "flows.duckdb"
    store = DuckDBStore(path, 100)
    store.start()
    store.append(make_flows([{"octets": 1}]))
    with monkeypatch.context() as patch:
        patch.setattr(store_module, "_INSERT", "SELECT * FROM read_csv('/nowhere')")
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
