"""Retention over segments: whole files go, what is too old is not seen, what fails is made up for."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import sqlalchemy as sa

from fauxmon_collector.store.base import Columns, Span, StoreError
from fauxmon_collector.store.duckdb import HEAD_ROWS, SEGMENT_ROWS, DuckDBStore
from fauxmon_model.flow_columns import FLOWS

LIMIT = 100 * HEAD_ROWS
AGE_MS = 100_000
MIB = 1 << 20
Opener = Callable[..., DuckDBStore]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "flows.duckdb"


@pytest.fixture
def open_store(path: Path) -> Iterator[Opener]:
    opened: list[DuckDBStore] = []

    def open_(**limits: int) -> DuckDBStore:
        store = DuckDBStore(path, **{"limit_rows": LIMIT, **limits})
        store.start()
        opened.append(store)
        return store

    yield open_
    for store in opened:
        store.stop()


def part(rows: int, first_ms: int, octets: int = 0) -> Columns:
    """Flows received one a millisecond."""
    return {"received_ms": np.arange(first_ms, first_ms + rows), "octets": np.full(rows, octets, np.uint32)}


def noise(rows: int, ms: int) -> Columns:
    """Flows that do not compress: 33 octets each and more."""
    random = np.random.default_rng(ms)
    names = ("octets", "packets", "src_lo", "dst_lo")
    return {"received_ms": np.full(rows, ms)} | {n: random.integers(0, 2**63, rows).astype(np.uint64) for n in names}


def seen(store: DuckDBStore) -> tuple[int, int, int]:
    """How many flows, and when the first and the last were received."""
    times = FLOWS.c.received_ms
    ((flows, first, last),) = store.fetch(sa.select(sa.func.count(), sa.func.min(times), sa.func.max(times)))
    return flows, first, last


def files(path: Path) -> list[str]:
    return sorted(file.name for file in path.with_suffix("").glob("*"))


def balances(store: DuckDBStore) -> bool:
    stats = store.stats()
    return stats["before"] + stats["appended"] == stats["flows"] + stats["expired"] + stats["removed"]


@pytest.mark.parametrize("limits", [{"limit_rows": 0}, {"limit_octets": 0}, {"limit_age_ms": 0}], ids=str)
def test_limits_below_one_are_refused(limits: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        DuckDBStore(None, **{"limit_rows": 1, **limits})


def test_a_segment_that_is_partly_too_old_is_seen_in_part_and_goes_as_a_whole(open_store: Opener, path: Path) -> None:
    store = open_store(limit_age_ms=AGE_MS)
    store.append([part(SEGMENT_ROWS, 0)])
    store.append([part(SEGMENT_ROWS, SEGMENT_ROWS)])

    store.expire(AGE_MS + 1000)
    assert seen(store) == (2 * SEGMENT_ROWS - 1000, 1000, 2 * SEGMENT_ROWS - 1)
    assert files(path) == ["1.parquet", "2.parquet"]
    stats = store.stats()
    assert stats | {"flows": 2 * SEGMENT_ROWS, "oldest_ms": 1000, "expired": 0} == stats

    store.expire(AGE_MS + SEGMENT_ROWS)
    assert seen(store) == (SEGMENT_ROWS, SEGMENT_ROWS, 2 * SEGMENT_ROWS - 1)
    assert files(path) == ["2.parquet"]
    assert store.stats() | {"flows": SEGMENT_ROWS, "expired_by_age": SEGMENT_ROWS} == store.stats()
    assert balances(store)


def test_what_is_remembered_of_a_segment_does_not_show_what_has_become_too_old(open_store: Opener) -> None:
    store = open_store(limit_age_ms=AGE_MS)
    store.append([part(SEGMENT_ROWS, 0)])
    counted = sa.select(sa.func.count().label("flows"), FLOWS.c.octets).group_by(FLOWS.c.octets)

    def found() -> int:
        return int(sum(store.fetch_parts(counted, Span(0, SEGMENT_ROWS))[0]))

    for begin_ms in (0, 0, 500, 500, SEGMENT_ROWS - 1):
        store.expire(AGE_MS + begin_ms)
        assert found() == SEGMENT_ROWS - begin_ms


def test_the_age_is_met_from_the_first_call_after_a_start(open_store: Opener, path: Path) -> None:
    first = open_store()
    first.append([part(SEGMENT_ROWS, 0)])
    first.append([part(SEGMENT_ROWS, SEGMENT_ROWS)])
    first.append([part(10, 2 * SEGMENT_ROWS)])
    first.stop()

    store = open_store(limit_age_ms=AGE_MS)
    store.expire(AGE_MS + SEGMENT_ROWS + 7)

    assert seen(store) == (SEGMENT_ROWS + 3, SEGMENT_ROWS + 7, 2 * SEGMENT_ROWS + 9)
    assert store.stats() | {"before": 2 * SEGMENT_ROWS + 10, "expired_by_age": SEGMENT_ROWS} == store.stats()
    assert balances(store)


def test_the_size_of_the_files_is_met_by_whole_segments_the_oldest_first(open_store: Opener, path: Path) -> None:
    store = open_store(limit_octets=80 * MIB)
    for ms in (3, 1, 2, *range(4, 40)):
        store.append([noise(HEAD_ROWS, ms)])
        on_disk = sum(file.stat().st_size for file in path.with_suffix("").glob("*"))
        assert store.stats()["octets"] == on_disk <= 80 * MIB
        assert balances(store)

    stats = store.stats()
    flows, first, last = seen(store)
    assert (last, flows) == (39, (40 - first) * HEAD_ROWS)
    assert stats["octets"] > 70 * MIB
    assert stats["expired"] == stats["expired_by_size"] == (first - 1) * HEAD_ROWS


def test_a_size_that_segments_would_meet_too_coarsely_keeps_all_in_the_head(open_store: Opener, path: Path) -> None:
    store = open_store(limit_octets=30 * MIB)
    for ms in range(9):
        store.append([noise(HEAD_ROWS, ms)])
    assert files(path) == []
    assert 25 * MIB < store.stats()["octets"] <= 30 * MIB
    assert seen(store)[1:] == (9 - -(-store.count() // HEAD_ROWS), 8)


def test_smaller_limits_are_met_at_the_first_call_after_a_start(open_store: Opener, path: Path) -> None:
    first = open_store()
    for ms in range(10):
        first.append([noise(HEAD_ROWS, ms)])
    first.stop()

    store = open_store(limit_rows=5 * HEAD_ROWS)
    store.expire(0)

    assert seen(store) == (5 * HEAD_ROWS, 5, 9)
    assert len(files(path)) == 5
    assert store.stats()["expired_by_count"] == 5 * HEAD_ROWS


def test_older_flows_that_come_late_go_before_newer_ones(open_store: Opener) -> None:
    store = open_store(limit_rows=8 * HEAD_ROWS)
    for ms in range(1, 9):
        store.append([noise(HEAD_ROWS, ms)])
    store.append([noise(10, 0)])

    assert seen(store) == (8 * HEAD_ROWS, 1, 8)
    assert store.stats()["expired_by_count"] == 10


def test_a_file_that_cannot_be_deleted_is_told_and_deleted_later(
    open_store: Opener, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(limit_age_ms=AGE_MS)
    store.append([part(SEGMENT_ROWS, 0)])

    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        for _ in range(2):
            with pytest.raises(StoreError, match=r"1 files .*1\.parquet: Operation not permitted"):
                store.expire(3 * AGE_MS)
        assert (store.count(), store.stats()["undeleted"], files(path)) == (0, 1, ["1.parquet"])
        assert store.append([part(5, 2 * AGE_MS)]) == 5

    store.expire(3 * AGE_MS)
    assert (store.stats()["undeleted"], files(path)) == (0, [])
    assert store.stats() | {"flows": 5, "expired_by_age": SEGMENT_ROWS} == store.stats()


@pytest.mark.parametrize("method", ["_commit", "_hold"])
def test_an_expiry_that_fails_is_made_up_for_and_counted_once(
    open_store: Opener, path: Path, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(limit_age_ms=AGE_MS)
    store.append([part(SEGMENT_ROWS, 0)])
    store.append([part(10, 0)])
    store.append([part(10, AGE_MS)])

    def fail(*_: Any, **__: Any) -> None:
        raise duckdb.IOException("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(DuckDBStore, method, fail)
        with pytest.raises(StoreError, match="no space left"):
            store.expire(2 * AGE_MS)
    assert balances(store)

    assert seen(store) == (10, AGE_MS, AGE_MS + 9)
    assert balances(store)
    store.expire(2 * AGE_MS)
    assert (store.count(), files(path)) == (10, [])
    assert store.stats() | {"expired_by_age": SEGMENT_ROWS + 10, "reopened": 1} == store.stats()
    assert balances(store)


_FULL = """
import json, resource, signal, sys
from pathlib import Path
import numpy as np
from fauxmon_collector.store.base import StoreError
from fauxmon_collector.store.duckdb import DuckDBStore

path, rows, limit = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = DuckDBStore(path, 100_000_000, limit_age_ms=1000)
store.start()
for number in range(5):
    store.append([{"received_ms": np.full(rows, 1000 * number), "octets": np.arange(rows).astype("uint64")}])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
errors = 0
balanced = []
for now in range(1001, 7000, 500):
    try:
        store.expire(now)
    except StoreError:
        errors += 1
    stats = store.stats()
    balanced.append(stats["before"] + stats["appended"] == stats["flows"] + stats["expired"] + stats["removed"])
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
store.expire(4500)
print(json.dumps({"errors": errors, "balanced": all(balanced), "stats": store.stats()}))
store.stop()
"""


@pytest.mark.parametrize("rows", [1_000, SEGMENT_ROWS])
def test_on_a_full_disk_an_expiry_fails_and_goes_on_when_there_is_room(path: Path, rows: int) -> None:
    process = subprocess.run(
        [sys.executable, "-c", _FULL, str(path), str(rows), "0"],
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert process.returncode == 0, process.stderr
    outcome = json.loads(process.stdout)
    assert outcome["errors"] >= 3
    assert outcome["balanced"]
    assert outcome["stats"]["appended"] == outcome["stats"]["expired_by_age"] + outcome["stats"]["flows"] == 5 * rows
    assert outcome["stats"]["flows"] <= rows
