"""A kill at every step of every change: what was acknowledged is there, and once; no file is left over.

This file is also the program that is killed: `test_kill.py DIRECTORY STEP` forks a child that kills itself when it
comes to STEP for the first time, one that does so at the second time, …, until one comes to the end. The n-th uses
DIRECTORY/n.duckdb; a line a child says how many changes it had acknowledged.
"""

from __future__ import annotations

import itertools
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from fauxmon_collector.store import duckdb
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_collector.store.retention import BY_AGE, BY_COUNT, EXPIRED
from fauxmon_collector.store.segments import SegmentFiles
from fauxmon_model.flow_columns import FLOWS

HEAD_ROWS = 1000
"""Small, since the steps are the same whatever the size."""
SIZES = {"HEAD_ROWS": HEAD_ROWS, "SEGMENT_ROWS": HEAD_ROWS // 2}
LIMIT = 8 * HEAD_ROWS
AGE_MS = 1000
STEPS: dict[str, tuple[type, str, bool]] = {
    "a file has its number": (SegmentFiles, "new", False),
    "a file is written": (SegmentFiles, "secure", True),
    "a file is on disk": (SegmentFiles, "secure", False),
    "before a commit": (DuckDBStore, "_commit", True),
    "after a commit": (DuckDBStore, "_hold", True),
    "before files go": (SegmentFiles, "remove", True),
    "after files went": (SegmentFiles, "remove", False),
}
"""(class, method, whether before it or after it)."""

Content = list[tuple[Any, ...]]


def changes(store: DuckDBStore) -> Iterator[Callable[[], Any]]:
    """Every way in which the store changes: head, segments, moving, expiry, removal of a Source, clearing."""

    def append(number: int, rows: int) -> Callable[[], Any]:
        columns = {"octets": number, "source_id": 1 + number % 2, "received_ms": 1000 * number}
        return lambda: store.append([{name: np.full(rows, value) for name, value in typed(columns).items()}])

    yield append(1, HEAD_ROWS - 10)
    yield append(2, 20)  # moves the head
    yield append(3, 100)
    yield append(4, HEAD_ROWS)
    yield append(5, 3 * HEAD_ROWS)  # three segments
    yield lambda: store.remove_source(1)
    yield append(6, HEAD_ROWS)
    yield append(7, 4 * HEAD_ROWS)  # the oldest expire
    yield append(8, 70)
    yield lambda: store.expire(AGE_MS + 7000)  # what came before the 7th goes
    yield append(9, 30)
    yield lambda: store.expire(AGE_MS + 10_000)  # all goes, of the head too
    yield append(10, 90)
    yield store.clear
    yield append(11, 10)


def typed(columns: dict[str, int]) -> dict[str, Any]:
    return {name: np.int64(value) if name == "received_ms" else np.uint8(value) for name, value in columns.items()}


def content(store: DuckDBStore) -> Content:
    return store.fetch(sa.select(FLOWS.c.octets, sa.func.count()).group_by(FLOWS.c.octets).order_by(FLOWS.c.octets))


@pytest.fixture(scope="module", autouse=True)
def small() -> Iterator[None]:
    """Heads and segments of the stores that are opened here."""
    with pytest.MonkeyPatch.context() as patch:
        for name, rows in SIZES.items():
            patch.setattr(duckdb, name, rows)
        yield


@pytest.fixture(scope="module")
def allowed(tmp_path_factory: pytest.TempPathFactory) -> list[list[Content]]:
    """For each number of acknowledged changes: what the store may hold then, by a run without a kill. More than two
    contents where a change takes several commits."""
    store = DuckDBStore(tmp_path_factory.mktemp("undisturbed") / "flows.duckdb", LIMIT, limit_age_ms=AGE_MS)
    store.start()
    seen = [content(store)]
    result = []
    expired = set()
    with pytest.MonkeyPatch.context() as patch:
        hold = DuckDBStore._hold

        def recording(self: DuckDBStore, *arguments: Any) -> None:
            hold(self, *arguments)
            seen.append(content(self))

        patch.setattr(DuckDBStore, "_hold", recording)
        for change in changes(store):
            change()
            result.append(seen)
            seen = seen[-1:]
            expired |= {reason for reason in EXPIRED if store.stats()[reason]}
    result.append(seen)
    assert expired == {BY_AGE, BY_COUNT}
    store.stop()
    return result


@pytest.mark.parametrize("step", STEPS)
def test_every_kill_leaves_what_was_acknowledged(tmp_path: Path, allowed: list[list[Content]], step: str) -> None:
    process = subprocess.run(
        [sys.executable, __file__, str(tmp_path), step], capture_output=True, text=True, check=False, timeout=100
    )
    assert process.returncode == 0, process.stderr
    outcomes = [int(line) for line in process.stdout.splitlines()]
    assert len(outcomes) >= 3

    for kill, acknowledged in enumerate(outcomes, start=1):
        path = tmp_path / f"{kill}.duckdb"
        store = DuckDBStore(path, LIMIT)
        store.start()
        held = content(store)
        assert held in allowed[acknowledged], f"kill {kill} after {acknowledged} changes"
        assert store.count() == sum(rows for _, rows in held)
        files = list(path.with_suffix("").glob("*"))
        assert len(files) == store.stats()["segments"]
        assert sum(file.stat().st_size for file in files) == store.stats()["segment_octets"]
        store.append([{"octets": np.full(5, 99, np.uint8), "received_ms": np.full(5, 99_000)}])
        assert content(store)[-1] == (99, 5)
        store.stop()


def main(directory: Path, step: str) -> None:
    """Fork child after child."""
    for name, rows in SIZES.items():
        setattr(duckdb, name, rows)
    for times in itertools.count(1):
        out, into = os.pipe()
        if not (child := os.fork()):
            make_changes(directory / f"{times}.duckdb", step, times, into)
            os._exit(0)
        os.close(into)
        with os.fdopen(out, "rb") as pipe:
            acknowledged = len(pipe.read())
        _, status = os.waitpid(child, 0)
        if status == 0:
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
        sys.stdout.write(f"{acknowledged}\n")


def make_changes(path: Path, step: str, times: int, acknowledgements: int) -> None:
    """Make the changes, an octet for each that is done, until the kill."""
    store = DuckDBStore(path, LIMIT, limit_age_ms=AGE_MS)
    store.start()
    owner, name, before = STEPS[step]
    proper = getattr(owner, name)
    left = times

    def strike() -> None:
        nonlocal left
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(*arguments: Any, **keywords: Any) -> Any:
        if before:
            strike()
        result = proper(*arguments, **keywords)
        if not before:
            strike()
        return result

    setattr(owner, name, watched)
    for change in changes(store):
        change()
        os.write(acknowledgements, b".")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
