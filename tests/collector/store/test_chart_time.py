"""Spans by the start of flows: exact, whatever exporters tell, over head and segments."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pytest
import sqlalchemy as sa

from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_collector.store.chart_time import LONGEST_WAIT_MS, ChartTime
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.flow_columns import FLOWS

if TYPE_CHECKING:
    from tests.conftest import FlowMaker

HOUR = LONGEST_WAIT_MS


@pytest.fixture
def store(empty_store: Callable[[], DuckDBStore]) -> FlowStore:
    return empty_store()


@pytest.mark.parametrize(
    ("start_ms", "received_ms", "counts_at"),
    [
        (5 * HOUR, 5 * HOUR, 5 * HOUR),
        (5 * HOUR - 1, 5 * HOUR, 5 * HOUR - 1),
        (4 * HOUR, 5 * HOUR, 4 * HOUR),
        (4 * HOUR - 1, 5 * HOUR, 5 * HOUR),
        (5 * HOUR + 1, 5 * HOUR, 5 * HOUR),
        (0, 5 * HOUR, 5 * HOUR),
        (2**63 - 1, 5 * HOUR, 5 * HOUR),
        (-(2**63), 5 * HOUR, 5 * HOUR),
        (None, 5 * HOUR, 5 * HOUR),
    ],
)
def test_a_span_by_start_is_what_began_in_it_and_what_cannot_have_begun_then_counts_when_it_was_received(
    store: FlowStore, make_flows: FlowMaker, start_ms: int | None, received_ms: int, counts_at: int
) -> None:
    started = {} if start_ms is None else {"start_ms": start_ms}
    store.append(make_flows([{"received_ms": received_ms, **started}]))
    by_time = sa.select(sa.func.count().label("flows"), ChartTime.START.of_flow.label("time")).group_by("time")

    for first, end, inside in (
        (counts_at, counts_at + 1, True),
        (counts_at - 9 * HOUR, counts_at, False),
        (counts_at + 1, counts_at + 9 * HOUR, False),
    ):
        found = store.fetch(by_time, Span(first, end, ChartTime.START))
        assert found == ([(1, counts_at)] if inside else []), (first, end)
        parts = [column.tolist() for column in store.fetch_parts(by_time, Span(first, end, ChartTime.START))]
        assert parts == ([[1], [counts_at]] if inside else [[], []]), (first, end)


def test_what_is_known_of_parts_serves_both_times(store: FlowStore) -> None:
    """Segments of an hour each, whose flows began up to an hour before: a range by start takes half of one and of the
    next."""
    flows = 100_000  # so many at once go into a segment of their own
    for hour in (5, 6, 7):
        received = np.linspace(hour * HOUR, (hour + 1) * HOUR - 1, flows).astype(np.int64)
        start = received - np.arange(flows) * 997 % (HOUR + 1000)
        store.append([{"received_ms": received, "start_ms": start, "source_id": np.ones(flows, np.uint8)}])
    store.append([{"received_ms": np.array([8 * HOUR]), "source_id": np.ones(1, np.uint8)}])
    total = sa.select(sa.func.count(FLOWS.c.received_ms).label("flows"))

    for span in 2 * [
        (4 * HOUR, 5 * HOUR),
        (4 * HOUR, 7 * HOUR),
        (5 * HOUR, 6 * HOUR),
        (6 * HOUR, 9 * HOUR),
        (0, 99 * HOUR),
        (9, 9),
    ]:
        for time in (ChartTime.RECEIVED, ChartTime.START, ChartTime.RECEIVED):
            within = sa.and_(time.of_flow >= span[0], time.of_flow < span[1])
            ((expected,),) = store.fetch(total.where(within))
            parts = store.fetch_parts(total, Span(*span, time))
            assert (sum(parts[0].tolist()), store.fetch(total, Span(*span, time))) == (expected, [(expected,)]), span
    assert store.fetch(total, Span(4 * HOUR, 5 * HOUR)) == [(0,)]
    assert store.fetch(total, Span(4 * HOUR, 5 * HOUR, ChartTime.START)) > [(flows // 3,)]
