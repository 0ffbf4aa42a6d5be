"""Retention: whatever comes and goes, limits are met, sums balance, and nothing newer goes before what is older."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from fauxmon_collector.store import duckdb
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.flow_columns import FLOWS

FIRST_MS = 0
"""No flow is received before."""
AGE_MS, ROWS, OCTETS = 1000, 80, 12_000
appends = st.tuples(st.just("append"), st.integers(1, 40), st.integers(0, 4000), st.sampled_from((0, 7, 300)))
expiries = st.tuples(st.just("expire"), st.integers(0, 6000))
removals = st.tuples(st.just("remove"), st.integers(0, 2))
clearings = st.tuples(st.just("clear"))
steps = st.lists(st.one_of(appends, appends, appends, expiries, removals, clearings), max_size=25)
limits = st.fixed_dictionaries(
    {"limit_rows": st.sampled_from((ROWS, 10_000))},
    optional={"limit_octets": st.just(OCTETS), "limit_age_ms": st.just(AGE_MS)},
)


@pytest.fixture(autouse=True, scope="module")
def small_segments() -> Iterator[None]:
    """Segments of a few flows: an example of real size would take minutes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(duckdb, "HEAD_ROWS", 10)
        patch.setattr(duckdb, "SEGMENT_ROWS", 5)
        yield


@pytest.fixture(scope="module")
def empty() -> Iterator[Callable[..., DuckDBStore]]:
    """Gives the one store of these limits, without flows and as if nothing had been too old yet: to open one takes
    longer than most examples."""
    opened: dict[tuple[tuple[str, int], ...], DuckDBStore] = {}

    def empty(limits: dict[str, int]) -> DuckDBStore:
        store = opened.setdefault(tuple(sorted(limits.items())), DuckDBStore(None, **limits))
        store.start()
        store.clear()
        store.expire(FIRST_MS)
        return store

    yield empty
    for store in opened.values():
        store.stop()


class Watched:
    """A store, all flows that it was given, and when they were received."""

    def __init__(self, limits: dict[str, int], store: DuckDBStore) -> None:
        self.limits = limits
        self.store = store
        self.times: dict[int, int] = {}
        self.begin_ms: int | None = None

    def do(self, step: tuple[Any, ...]) -> None:
        """A step, and what holds after it."""
        before = self.held()
        getattr(self, f"_{step[0]}")(*step[1:], before)
        stats = self.store.stats()
        seen = {number for (number,) in self.store.fetch(sa.select(FLOWS.c.octets))}
        held = self.held()
        assert stats["flows"] == self.store.count() == len(held)
        assert stats["flows"] <= stats["limit_rows"]
        assert stats["octets"] <= stats.get("limit_octets", stats["octets"])
        assert stats["before"] + stats["appended"] == stats["flows"] + stats["expired"] + stats["removed"]
        assert stats["expired"] == stats["expired_by_age"] + stats["expired_by_size"] + stats["expired_by_count"]
        assert seen == {number for number in held if self.begin_ms is None or self.times[number] >= self.begin_ms}

    def held(self) -> set[int]:
        """All flows held, whether or not they are too old to be seen."""
        reader = self.store._reader
        begin_ms, reader.begin_ms = reader.begin_ms, None
        found = {number for (number,) in self.store.fetch(sa.select(FLOWS.c.octets))}
        reader.begin_ms = begin_ms
        return found

    def _append(self, rows: int, first_ms: int, step_ms: int, before: set[int]) -> None:
        numbers = range(len(self.times) + 1, len(self.times) + rows + 1)
        times = [first_ms + step_ms * index for index in range(rows)]
        self.times |= dict(zip(numbers, times, strict=True))
        columns = {"octets": np.array(numbers, np.uint64), "received_ms": np.array(times)}
        source = {"source_id": np.array(numbers, np.uint32) % 3}
        assert self.store.append([columns | source]) == rows
        self._none_newer_goes({*before, *numbers} - self.held())

    def _expire(self, now_ms: int, before: set[int]) -> None:
        self.store.expire(now_ms)
        if "limit_age_ms" in self.limits:
            self.begin_ms = now_ms - AGE_MS
            assert all(self.times[number] < self.begin_ms for number in before - self.held())
            assert all(segment.newest_ms >= self.begin_ms for segment in self.store._held.segments)
        self._none_newer_goes(before - self.held())

    def _remove(self, source_id: int, before: set[int]) -> None:
        gone = {number for number in before if number % 3 == source_id}
        assert self.store.remove_source(source_id) == len(gone)
        assert self.held() == before - gone

    def _clear(self, _: set[int]) -> None:
        self.store.clear()
        assert not self.held()

    def _none_newer_goes(self, gone: set[int]) -> None:
        held = self.store._held
        parts = [*held.segments, *([held.head] if held.head.rows else [])]
        for part in parts:
            assert all(self.times[number] <= part.newest_ms for number in gone)


@settings(max_examples=60)
@given(limits=limits, steps=steps)
def test_whatever_comes_and_goes(
    empty: Callable[..., DuckDBStore], limits: dict[str, int], steps: list[tuple[Any, ...]]
) -> None:
    watched = Watched(limits, empty(limits))
    for step in steps:
        watched.do(step)
