"""What every FlowStore does, held against each that there is."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa

from fauxmon_collector.store.base import Columns, FlowStore, Span, StoreError, parts
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS, PHYSICAL, Kind, Texts

FlowMaker = Callable[[Sequence[Mapping[str, Any]]], list[Columns]]
Opener = Callable[..., FlowStore]


@pytest.fixture(params=["duckdb memory", "duckdb file"])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opener]:
    """Opens a new, empty store with the given limits."""
    opened: list[FlowStore] = []

    def open_(
        limit_rows: int = 1_000_000, limit_octets: int | None = None, limit_age_ms: int | None = None
    ) -> FlowStore:
        path = None if request.param == "duckdb memory" else tmp_path / f"{len(opened)}.duckdb"
        store = DuckDBStore(path, limit_rows, limit_octets, limit_age_ms)
        store.start()
        opened.append(store)
        return store

    yield open_
    for store in opened:
        store.stop()


@pytest.fixture
def store(open_store: Opener) -> FlowStore:
    return open_store(1_000_000)


EXTREMES: dict[Kind, list[Any]] = {
    kind: {Kind.TEXT: ["", "a\0b", "ü" * 300], Kind.F64: [0.0, 1 / 3, 1e308]}.get(kind)
    or [0, 1, np.iinfo(kind.dtype).max]
    for kind in Kind
}


def received(store: FlowStore) -> list[int]:
    return [ms for (ms,) in store.fetch(sa.select(FLOWS.c.received_ms).order_by(FLOWS.c.received_ms))]


def numbered(make_flows: FlowMaker, numbers: Sequence[int], **columns: int) -> list[Columns]:
    return make_flows([{"received_ms": number, **columns} for number in numbers])


def test_every_column_comes_back_as_it_went_in(store: FlowStore) -> None:
    given = {name: EXTREMES[kind] for name, kind in PHYSICAL}
    texts = {name: Texts(np.arange(3, dtype=np.int32), given[name]) for name, kind in PHYSICAL if kind is Kind.TEXT}

    assert store.append([{name: np.array(given[name], kind.dtype) for name, kind in PHYSICAL} | texts]) == 3

    rows = store.fetch(sa.select(*FLOWS.c).order_by(FLOWS.c.received_ms))
    for index, (name, _) in enumerate(PHYSICAL):
        assert [row[index] for row in rows] == given[name], name


def test_columns_that_are_slices_of_wider_arrays_are_read_right(store: FlowStore, make_flows: FlowMaker) -> None:
    (wide,) = numbered(make_flows, range(10), octets=7)

    store.append([{name: column[1::3] for name, column in wide.items()}])
    store.append([{name: column[::-4] for name, column in wide.items()}])

    assert received(store) == [1, 1, 4, 5, 7, 9]


def test_an_empty_batch_is_no_event(store: FlowStore) -> None:
    assert store.append([]) == 0
    assert store.append([{}, {"octets": np.zeros(0, np.uint64)}]) == 0
    assert store.count() == 0


def test_a_span_is_what_was_received_from_its_begin_to_before_its_end(store: FlowStore, make_flows: FlowMaker) -> None:
    store.append(numbered(make_flows, [1, 2, 3, 4]))

    found = store.fetch(sa.select(FLOWS.c.received_ms).order_by("received_ms"), Span(2, 4))

    assert found == [(2,), (3,)]


def test_parts_put_together_are_what_one_query_finds(store: FlowStore, make_flows: FlowMaker) -> None:
    by_source = sa.select(FLOWS.c.source_id, sa.func.count().label("flows")).group_by(FLOWS.c.source_id)

    def put_together(span: Span) -> dict[int, int]:
        found: Counter[int] = Counter()
        for source_id, flows in zip(*store.fetch_parts(by_source, span), strict=True):
            found[int(source_id)] += int(flows)
        return found

    many = {"received_ms": np.arange(100_000), "source_id": np.arange(100_000, dtype=np.uint32) % 3}
    spans = [Span(0, 1_000_000), Span(5, 150_000), Span(99_999, 100_001), Span(7, 7)]
    for offset in (0, 100_000, 200_000):  # so many at once go into a segment of their own
        store.append([{**many, "received_ms": many["received_ms"] + offset}])
        store.append(numbered(make_flows, [offset + 17, offset + 99_999], source_id=9))
        for span in [*spans, *spans]:
            assert put_together(span) == dict(store.fetch(by_source, span)), span
    store.remove_source(1)
    assert put_together(spans[0]) == dict(store.fetch(by_source))
    assert 1 not in put_together(spans[0])
    store.clear()
    assert put_together(spans[0]) == {}


def test_values_in_a_query_are_bound_not_written(store: FlowStore, make_flows: FlowMaker) -> None:
    store.append(numbered(make_flows, [1, 2, 3, 4]))
    query = sa.select(FLOWS.c.received_ms).where(FLOWS.c.received_ms.in_([2, 3, 9])).order_by("received_ms")

    assert store.fetch(query.limit(1).offset(1)) == [(3,)]
    assert store.fetch(sa.select(sa.literal("x' OR 1=1 --"))) == [("x' OR 1=1 --",)]


@pytest.mark.parametrize(
    "broken",
    [
        {"colour": np.zeros(2, np.uint64)},
        {"octets": np.zeros(1, np.uint64)},
        {"octets": np.zeros((2, 1), np.uint64)},
        {"octets": np.zeros(2, np.float64)},
        {"octets": np.zeros(2, np.int64)},
        {"tos": np.zeros(2, np.uint16)},
        {"start_ms": np.zeros(2, np.uint64)},
        {"octets": Texts(np.zeros(2, np.int32), ["0"])},
    ],
    ids=str,
)
def test_columns_that_do_not_fit_are_refused_and_nothing_is_added(
    store: FlowStore, make_flows: FlowMaker, broken: Columns
) -> None:
    (columns,) = numbered(make_flows, [1, 2])

    with pytest.raises(ValueError, match="flow column"):
        store.append([columns, {**columns, **broken}])

    assert store.count() == 0


def test_what_is_not_given_is_absent(store: FlowStore) -> None:
    store.append([{"received_ms": np.array([1, 2])}])

    rows = store.fetch(sa.select(*FLOWS.c).order_by(FLOWS.c.received_ms))

    optional = {name for column in FLOW_COLUMNS if column.optional for name in column.physical}
    names = [name for name, _ in PHYSICAL]
    for row, ms in zip(rows, (1, 2), strict=True):
        found = dict(zip(names, row, strict=True))
        assert found == {name: None if name in optional else 0 for name in names} | {"received_ms": ms}


def test_parts_may_differ_in_their_columns(store: FlowStore) -> None:
    octets = np.array([7], np.uint64)

    assert store.append([{"octets": octets}, {"octets": octets, "packets": octets}, {"tos": np.ones(1, np.uint8)}]) == 3

    found = store.fetch(sa.select(FLOWS.c.octets, FLOWS.c.packets, FLOWS.c.tos))
    assert sorted(found) == [(0, 0, 1), (7, 0, 0), (7, 7, 0)]


def test_unsigned_columns_may_be_narrower_than_the_store_holds_them(store: FlowStore) -> None:
    dtypes = (np.uint8, np.uint16, np.uint32, np.uint64)

    store.append([{"octets": np.array([np.iinfo(dtype).max], dtype)} for dtype in dtypes])

    found = store.fetch(sa.select(FLOWS.c.octets).order_by(FLOWS.c.octets))
    assert found == [(2**8 - 1,), (2**16 - 1,), (2**32 - 1,), (2**64 - 1,)]


def test_the_bound_drops_the_oldest_by_time_of_receipt(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(100)
    store.append(numbered(make_flows, range(1000, 1060)))
    store.append(numbered(make_flows, range(60)))  # an older capture, read in later

    store.append(numbered(make_flows, range(2000, 2030)))

    kept = received(store)
    assert kept[-90:] == [*range(1000, 1060), *range(2000, 2030)]
    assert store.count() == len(kept) <= 100
    stats = store.stats()
    assert stats["appended"] == 150
    assert stats["expired"] == 150 - len(kept)
    assert stats["flows"] == len(kept)


def test_the_bound_holds_after_every_append(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(40)
    for first in range(0, 400, 7):
        store.append(numbered(make_flows, range(first, first + 7)))
        kept = received(store)
        assert kept == list(range(first + 7 - len(kept), first + 7))
        assert len(kept) <= 40
        assert len(kept) >= min(first + 7, 38)


def test_of_a_batch_above_the_bound_the_newest_stay(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(10)
    store.append(numbered(make_flows, range(5)))

    assert store.append(numbered(make_flows, [*range(130, 100, -1)])) == 30

    assert received(store) == list(range(121, 131))
    assert store.stats()["appended"] == 35
    assert store.stats()["expired"] == 25


def test_flows_of_one_instant_leave_in_the_order_they_came(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(20)
    for number in range(30):
        store.append(make_flows([{"received_ms": 5, "octets": number}]))

    octets = [number for (number,) in store.fetch(sa.select(FLOWS.c.octets).order_by(FLOWS.c.octets))]
    assert octets == list(range(30 - len(octets), 30))


def test_merged_rows_are_those_of_all_parts_even_where_there_is_nothing_told(store: FlowStore) -> None:
    urls = Texts(np.arange(100_000, dtype=np.int32) % 2, ["/a", "/b"])
    store.append([{"received_ms": np.arange(100_000), "http_url": urls}])
    store.append([{"received_ms": np.arange(3)}])
    store.append([{"received_ms": np.arange(5), "http_url": Texts(np.zeros(5, np.int32), ["/b"])}])
    grouped = sa.select(FLOWS.c.http_url, sa.func.count().label("flows")).group_by(FLOWS.c.http_url)
    of = parts(grouped).c
    merged = sa.select(of.http_url, sa.cast(sa.func.sum(of.flows), sa.BigInteger)).group_by(of.http_url)
    twice = [grouped, grouped]

    for _ in ("at first", "once remembered"):
        assert dict(store.fetch_merged([grouped], merged, Span(0, 100_000))) == {"/a": 50_000, "/b": 50_005, None: 3}
    assert dict(store.fetch_merged(twice, merged, Span(0, 100_000))) == {"/a": 100_000, "/b": 100_010, None: 6}
    assert dict(store.fetch_merged([grouped], merged, Span(0, 1))) == {"/a": 1, "/b": 1, None: 1}
    assert store.fetch_merged([grouped], merged, Span(7, 7)) == []


def test_flows_are_seen_until_they_are_too_old_and_then_deleted(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(limit_age_ms=1000)
    store.append(numbered(make_flows, range(5000, 5100)))
    store.expire(6000)
    assert received(store) == list(range(5000, 5100))

    store.expire(6030)
    assert received(store) == list(range(5030, 5100))
    assert store.fetch(sa.select(sa.func.count()).select_from(FLOWS), Span(5000, 5031)) == [(1,)]
    (parts,) = store.fetch_parts(sa.select(sa.func.count().label("flows")).select_from(FLOWS), Span(0, 9000))
    assert sum(parts) == 70

    store.expire(9000)
    assert (received(store), store.count()) == ([], 0)
    assert store.stats() | {"appended": 100, "expired": 100, "expired_by_age": 100} == store.stats()


def test_flows_that_come_too_old_are_not_seen(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(limit_age_ms=1000)
    store.expire(6000)

    store.append(numbered(make_flows, [4000, 5000]))

    assert received(store) == [5000]
    store.expire(6000)
    assert store.stats() | {"flows": 1, "expired_by_age": 1, "oldest_ms": 5000} == store.stats()


def test_without_an_age_to_be_no_flow_is_too_old(store: FlowStore, make_flows: FlowMaker) -> None:
    store.append(numbered(make_flows, [1]))
    store.expire(1 << 50)
    assert received(store) == [1]


def test_the_size_is_met_after_every_append_by_dropping_the_oldest(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(limit_octets=4000)
    for first in range(0, 700, 7):
        store.append(numbered(make_flows, range(first, first + 7), octets=1, packets=2))
        stats = store.stats()
        assert stats["octets"] <= 4000
        assert stats["flows"] == len(kept := received(store))
        assert kept == list(range(first + 7 - len(kept), first + 7))
        assert stats["appended"] == stats["flows"] + stats["expired"] == first + 7
    assert stats["octets"] > 3600
    assert stats["expired"] == stats["expired_by_size"] > 0


def test_what_went_is_counted_by_the_limit_that_made_it_go(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(limit_rows=100, limit_octets=3000, limit_age_ms=1000)
    store.append(numbered(make_flows, range(110)))
    by_count = store.stats()["expired_by_count"]
    assert by_count >= 10
    store.append(make_flows([{"received_ms": 200, "src": "10.0.0.1", "dst": "10.0.0.2", "octets": 1, "packets": 1}]))
    by_size = store.stats()["expired_by_size"]
    assert by_size > 0
    store.expire(1200)
    assert store.remove_source(0) == 1
    counts = {"expired_by_count": by_count, "expired_by_size": by_size, "expired_by_age": 110 - by_count - by_size}
    assert store.stats() | {**counts, "expired": 110, "removed": 1, "flows": 0, "appended": 111} == store.stats()


def test_remove_source_takes_that_source_only(store: FlowStore, make_flows: FlowMaker) -> None:
    store.append(numbered(make_flows, range(3), source_id=1))
    store.append(numbered(make_flows, range(5), source_id=2))

    assert store.remove_source(1) == 3
    assert store.remove_source(1) == 0

    assert store.fetch(sa.select(FLOWS.c.source_id).distinct()) == [(2,)]
    assert store.count() == store.stats()["flows"] == 5
    assert store.stats()["removed"] == 3


def test_clear_takes_everything_and_the_store_goes_on(store: FlowStore, make_flows: FlowMaker) -> None:
    store.append(numbered(make_flows, range(3)))
    store.clear()
    assert (store.count(), received(store)) == (0, [])
    assert {store.stats()[name] for name in ("before", "appended", "removed", "expired", "oldest_ms")} == {0}

    store.append(numbered(make_flows, [8]))
    assert received(store) == [8]


def test_a_query_that_cannot_run_is_a_store_error_and_does_no_harm(store: FlowStore, make_flows: FlowMaker) -> None:
    store.append(numbered(make_flows, [1]))

    with pytest.raises(StoreError, match="no_such_column"):
        store.fetch(sa.select(sa.column("no_such_column")).select_from(FLOWS))

    assert received(store) == [1]


def test_a_store_that_is_not_open_says_so(open_store: Opener, make_flows: FlowMaker) -> None:
    store = open_store(10)
    store.stop()
    store.stop()

    with pytest.raises(StoreError, match="not open"):
        store.fetch(sa.select(FLOWS.c.octets))
    with pytest.raises(StoreError, match="not open"):
        store.append(numbered(make_flows, [1]))


def test_readers_see_whole_batches_while_one_thread_appends(store: FlowStore, make_flows: FlowMaker) -> None:
    batch = numbered(make_flows, range(50))
    done = threading.Event()
    counts: list[list[int]] = [[], [], []]
    failures: list[BaseException] = []

    def read(seen: list[int]) -> None:
        try:
            while not done.is_set():
                seen.append(store.fetch(sa.select(sa.func.count()).select_from(FLOWS))[0][0])
        except StoreError as error:
            failures.append(error)

    readers = [threading.Thread(target=read, args=(seen,)) for seen in counts]
    for reader in readers:
        reader.start()
    try:
        for _ in range(40):
            store.append(batch)
    finally:
        done.set()
        for reader in readers:
            reader.join()

    assert not failures
    for seen in counts:
        assert seen
        assert seen == sorted(seen)
        assert all(count % 50 == 0 for count in seen)
    assert store.count() == 2000
