"""Segments: when flows go into files, what is in them, and what becomes of them."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pytest
import sqlalchemy as sa

from fauxmon_collector.store.base import Columns, StoreError
from fauxmon_collector.store.duckdb import HEAD_ROWS, SEGMENT_ROWS, DuckDBStore
from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS, Kind, Texts

LIMIT = 8 * HEAD_ROWS
TEXT, RATE = (
    next(column.name for column in FLOW_COLUMNS if column.optional and column.kind is kind)
    for kind in (Kind.TEXT, Kind.F64)
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "it's [1]" / "flows.duckdb"


@pytest.fixture
def store(path: Path) -> Iterator[DuckDBStore]:
    store = DuckDBStore(path, LIMIT)
    store.start()
    yield store
    store.stop()


def part(rows: int, **columns: int) -> Columns:
    """Flows that are all alike; `received_ms` is 0 unless given."""
    dtypes: dict[str, Any] = {"received_ms": np.int64, "source_id": np.uint8, "octets": np.uint16}
    return {name: np.full(rows, value, dtypes[name]) for name, value in columns.items()}


def held(store: DuckDBStore, column: str = "octets") -> list[tuple[int, int]]:
    """(value, flows that have it)."""
    found = FLOWS.c[column]
    return [
        (value, rows) for value, rows in store.fetch(sa.select(found, sa.func.count()).group_by(found).order_by(found))
    ]


def files(path: Path) -> list[Path]:
    return sorted(path.with_suffix("").glob("*.parquet"), key=lambda file: int(file.stem))


def test_small_appends_make_no_file(store: DuckDBStore, path: Path) -> None:
    store.append([part(SEGMENT_ROWS - 1, octets=1)])

    assert not path.with_suffix("").exists()
    assert (store.stats()["segments"], held(store)) == (0, [(1, SEGMENT_ROWS - 1)])


def test_a_large_append_is_a_file_at_once_and_many_small_ones_become_one(store: DuckDBStore, path: Path) -> None:
    store.append([part(SEGMENT_ROWS, octets=1)])
    for _ in range(4):
        assert len(files(path)) == 1
        store.append([part(HEAD_ROWS // 4, octets=2)])

    assert len(files(path)) == store.stats()["segments"] == 2
    assert held(store) == [(1, SEGMENT_ROWS), (2, HEAD_ROWS)]


def test_a_very_large_append_is_several_files_of_about_one_size(store: DuckDBStore, path: Path) -> None:
    store.append([part(LIMIT // 2, octets=1), part(10, octets=2, source_id=3)])

    sizes = [rows_in(file) for file in files(path)]
    assert sum(sizes) == LIMIT // 2 + 10
    assert max(sizes) <= LIMIT // 8
    assert max(sizes) - min(sizes) < 10
    assert held(store) == [(1, LIMIT // 2), (2, 10)]


def rows_in(file: Path) -> int:
    with duckdb.connect() as connection:
        return int(connection.read_parquet(str(file)).count("*").fetchall()[0][0])


def test_any_tool_can_read_a_file_and_it_has_no_column_that_nobody_told(store: DuckDBStore, path: Path) -> None:
    store.append([part(SEGMENT_ROWS, octets=7)])

    (file,) = files(path)
    with duckdb.connect() as connection:
        table = connection.read_parquet(str(file))
        assert dict(zip(table.columns, map(str, table.dtypes), strict=True)) == {
            "received_ms": "BIGINT",
            "source_id": "UINTEGER",
            "octets": "UBIGINT",
        }
        assert table.distinct().fetchall() == [(0, 0, 7)]
    assert store.fetch(sa.select(FLOWS.c.packets, FLOWS.c[TEXT]).distinct()) == [(0, None)]


def test_the_database_file_shows_all_flows_to_other_tools_when_the_store_is_closed(
    store: DuckDBStore, path: Path
) -> None:
    store.append([part(SEGMENT_ROWS, octets=1)])
    store.append([part(3, octets=2)])
    store.stop()

    with duckdb.connect(path, read_only=True) as connection:
        assert connection.execute("SELECT octets, count(*) FROM flows GROUP BY ALL ORDER BY ALL").fetchall() == [
            (1, SEGMENT_ROWS),
            (2, 3),
        ]


def test_a_head_that_moves_takes_only_the_columns_that_its_flows_have(store: DuckDBStore, path: Path) -> None:
    texts = Texts(np.zeros(1, np.int32), ["one"])
    store.append([part(HEAD_ROWS - 1, octets=1), {TEXT: texts, "octets": np.array([2], np.uint64)}])
    store._move_head_if_grown()
    store.append([part(1, octets=3)])

    with duckdb.connect() as connection:
        columns = set().union(*(connection.read_parquet(str(file)).columns for file in files(path)))
    assert columns == {"received_ms", "source_id", "octets", TEXT}
    assert store.fetch(sa.select(FLOWS.c.octets).where(FLOWS.c[TEXT] == "one")) == [(2,)]


@pytest.mark.parametrize("rows", [100, SEGMENT_ROWS], ids=["head", "segment"])
def test_text_and_numbers_that_some_parts_lack(store: DuckDBStore, rows: int) -> None:
    codes = np.arange(rows, dtype=np.int32) % 3
    store.append(
        [
            {TEXT: Texts(codes, ["a", "", "a"]), "octets": np.full(rows, 1, np.uint8)},
            {TEXT: Texts(np.zeros(1, np.int32), ["ü"])},
            {RATE: np.array([0.5, np.nan]), "octets": np.array([2, 2**40], np.uint64)},
        ]
    )

    columns = [FLOWS.c.octets, FLOWS.c[TEXT], FLOWS.c[RATE]]
    found = {row[:3]: row[3] for row in store.fetch(sa.select(*columns, sa.func.count()).group_by(*columns))}
    empty = rows // 3
    assert found == {
        (1, "", None): empty,
        (1, "a", None): rows - empty,
        (0, "ü", None): 1,
        (2, None, 0.5): 1,
        (2**40, None, None): 1,
    }


def test_whole_segments_expire_the_oldest_first_whatever_their_order(store: DuckDBStore, path: Path) -> None:
    for ms in (3, 1, 2, *range(4, 9)):
        store.append([part(HEAD_ROWS, octets=ms, received_ms=ms)])
    store.append([part(1, octets=9, received_ms=1)])

    assert held(store) == [(ms, HEAD_ROWS) for ms in range(2, 9)] + [(9, 1)]
    assert store.stats() | {"expired": HEAD_ROWS, "segments": 7, "flows": 7 * HEAD_ROWS + 1} == store.stats()
    assert len(files(path)) == 7


def test_a_bound_that_segments_would_meet_too_coarsely_keeps_all_in_the_head(path: Path) -> None:
    store = DuckDBStore(path, LIMIT - 1)
    store.start()
    store.append([part(2 * HEAD_ROWS, octets=1)])

    assert store.stats()["segments"] == 0
    assert not path.with_suffix("").exists()
    store.stop()


def test_removing_a_source_writes_anew_only_the_segments_that_hold_it(store: DuckDBStore, path: Path) -> None:
    store.append([part(SEGMENT_ROWS, octets=1, source_id=1, received_ms=1)])
    store.append([part(SEGMENT_ROWS, octets=2, source_id=2)])
    store.append([part(SEGMENT_ROWS, octets=1, source_id=1), part(5, octets=3, source_id=3, received_ms=7)])
    store.append([part(10, octets=1, source_id=1), part(5, octets=4, source_id=4)])
    _, kept, _ = files(path)

    assert store.remove_source(1) == 2 * SEGMENT_ROWS + 10

    assert held(store) == [(2, SEGMENT_ROWS), (3, 5), (4, 5)]
    assert kept in files(path)
    assert len(files(path)) == store.stats()["segments"] == 2
    assert store.stats() | {"removed": 2 * SEGMENT_ROWS + 10, "flows": store.count()} == store.stats()
    assert store.remove_source(1) == 0


def test_clear_removes_the_files(store: DuckDBStore, path: Path) -> None:
    store.append([part(SEGMENT_ROWS, octets=1)])
    store.append([part(5, octets=2)])

    store.clear()

    assert (held(store), files(path), store.count()) == ([], [], 0)
    store.append([part(SEGMENT_ROWS, octets=3)])
    assert held(store) == [(3, SEGMENT_ROWS)]


def test_segments_outlive_the_store_object_and_their_directory_may_be_moved(store: DuckDBStore, path: Path) -> None:
    store.append([part(SEGMENT_ROWS, octets=1)])
    store.append([part(5, octets=2)])
    store.stop()
    elsewhere = path.parent.rename(path.parent.with_name("elsewhere")) / path.name

    moved = DuckDBStore(elsewhere, LIMIT)
    moved.start()
    moved.append([part(SEGMENT_ROWS, octets=3)])
    assert held(moved) == [(1, SEGMENT_ROWS), (2, 5), (3, SEGMENT_ROWS)]
    moved.stop()


def test_a_missing_or_short_file_is_told_at_the_start(store: DuckDBStore, path: Path) -> None:
    store.append([part(SEGMENT_ROWS, octets=1)])
    store.stop()
    (file,) = files(path)
    whole = file.read_bytes()

    file.write_bytes(whole[:-1])
    with pytest.raises(StoreError, match=rf"1\.parquet has {len(whole) - 1} octets instead of {len(whole)}"):
        store.start()
    file.unlink()
    with pytest.raises(StoreError, match=r"1\.parquet cannot be read: No such file"):
        store.start()

    file.write_bytes(whole)
    store.start()
    assert held(store) == [(1, SEGMENT_ROWS)]


def test_files_of_others_are_left_alone(store: DuckDBStore, path: Path) -> None:
    store.append([part(SEGMENT_ROWS, octets=1)])
    store.stop()
    directory = path.with_suffix("")
    for name in ("7.parquet", "notes.txt", "mine.parquet"):
        (directory / name).write_text("not a segment")

    store.start()

    assert sorted(file.name for file in directory.iterdir()) == ["1.parquet", "mine.parquet", "notes.txt"]


def test_memory_needs_a_temporary_directory_for_segments_only_and_takes_it_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    store = DuckDBStore(None, LIMIT)
    store.start()
    store.append([part(SEGMENT_ROWS - 1, octets=1)])
    assert list(tmp_path.iterdir()) == []

    store.append([part(SEGMENT_ROWS, octets=2)])
    (directory,) = tmp_path.iterdir()
    assert [file.name for file in directory.iterdir()] == ["1.parquet"]
    assert held(store) == [(1, SEGMENT_ROWS - 1), (2, SEGMENT_ROWS)]
    store.stop()

    assert list(tmp_path.iterdir()) == []
    store.start()
    store.append([part(SEGMENT_ROWS, octets=3)])
    assert held(store) == [(3, SEGMENT_ROWS)]
    store.stop()


@pytest.mark.parametrize("kept", ["file", "memory"])
def test_readers_see_whole_segments_while_the_head_moves_and_the_oldest_expire(path: Path, kept: str) -> None:
    store = DuckDBStore(path if kept == "file" else None, LIMIT)
    store.start()
    done = threading.Event()
    seen: list[list[tuple[int, int]]] = []
    failures: list[BaseException] = []

    def read() -> None:
        try:
            while not done.is_set():
                seen.append(held(store, "received_ms"))
        except StoreError as error:
            failures.append(error)

    sizes = [(HEAD_ROWS, 50, 40_000, SEGMENT_ROWS)[number % 4] for number in range(60)]
    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    try:
        for number, rows in enumerate(sizes):
            store.append([part(rows, received_ms=number)])
    finally:
        done.set()
        for reader in readers:
            reader.join()

    assert not failures
    assert len(seen) > 30
    for content in seen:
        assert content == [(number, sizes[number]) for number, _ in content]
    assert store.stats()["expired"] > 0
    store.stop()


def test_a_file_stays_until_the_calls_are_done_that_began_before_its_segment_went(
    store: DuckDBStore, path: Path
) -> None:
    store.append([part(SEGMENT_ROWS, octets=1)])
    with store._connection.cursor() as reader:
        store.clear()
        assert len(files(path)) == 1
        with store._connection.cursor():
            pass
        assert len(files(path)) == 1
        del reader
    assert files(path) == []


def test_flows_take_at_most_thirty_octets_each(store: DuckDBStore) -> None:
    store.append([realistic(np.random.default_rng(1), 100_000)])

    assert store.stats()["segment_octets"] / store.count() <= 30


def realistic(random: np.random.Generator, rows: int) -> Columns:
    """What a router tells: times of minutes, a few thousand addresses of uneven weight, ephemeral ports on one side."""
    start = np.sort(random.integers(0, 60_000, rows)) + 1_740_830_400_000
    packets = np.minimum(random.zipf(1.6, rows), 10_000)
    service = random.choice(np.array([443, 80, 53, 22, 25], np.uint16), rows, p=[0.6, 0.15, 0.15, 0.05, 0.05])
    return {
        "received_ms": start // 1000 * 1000 + 60_000,
        "source_id": random.integers(1, 9, rows).astype(np.uint32),
        "start_ms": start,
        "end_ms": start + random.integers(0, 30_000, rows),
        "flows": np.ones(rows, np.uint8),
        "packets": packets.astype(np.uint32),
        "octets": (packets * random.integers(40, 1500, rows)).astype(np.uint32),
        "ip_version": np.full(rows, 4, np.uint8),
        "protocol": np.where(service == 53, 17, 6).astype(np.uint8),
        "src_lo": (0xFFFF_0A00_0000 + random.zipf(1.3, rows) % 4000).astype(np.uint64),
        "dst_lo": (0xFFFF_C000_0000 + random.zipf(1.3, rows) % 20_000).astype(np.uint64),
        "src_port": random.integers(32_768, 61_000, rows).astype(np.uint16),
        "dst_port": service,
        "tcp_flags": random.choice(np.array([27, 24, 2], np.uint8), rows),
        "input_if": random.integers(1, 9, rows).astype(np.uint16),
        "output_if": random.integers(1, 9, rows).astype(np.uint16),
    }
