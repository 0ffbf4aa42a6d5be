"""The first of many subjects, against all of them told apart in numpy."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from fauxmon_collector.analysis import candidates, flow_questions, methods, orders
from fauxmon_collector.analysis.candidates import Counted, Counting
from fauxmon_collector.analysis.statistics import Top
from fauxmon_collector.analysis.types import ListingQuery
from fauxmon_collector.store.base import Span
from fauxmon_collector.store.duckdb import DuckDBStore
from fauxmon_model.flow_columns import FLOWS

FLOW_COUNT = 70_000
SPAN = Span(0, FLOW_COUNT)
ADDRESSES = 20_000
LIMIT = 10

Numbers = npt.NDArray[np.int64]
WEIGHTS = {
    "heavy tail": lambda random: np.minimum(1 + random.pareto(1.1, FLOW_COUNT) * 40, 1e9).astype(np.uint64),
    "all alike": lambda random: np.full(FLOW_COUNT, 7, np.uint64),
    "nothing": lambda random: np.zeros(FLOW_COUNT, np.uint64),
    "beyond floating point": lambda random: random.integers(1 << 62, 1 << 63, FLOW_COUNT, np.uint64),
}


@pytest.fixture(scope="module", params=WEIGHTS)
def flows(request: pytest.FixtureRequest) -> dict[str, npt.NDArray[Any]]:
    """Most of them go into a segment, whose answers are remembered, the last ones stay in the head."""
    random = np.random.default_rng(5)
    address = (random.zipf(1.3, FLOW_COUNT) % ADDRESSES).astype(np.uint64)
    return {
        "received_ms": np.arange(FLOW_COUNT),
        "source_id": np.ones(FLOW_COUNT, np.uint32),
        "flows": np.ones(FLOW_COUNT, np.uint32),
        "src_lo": address,
        "dst_lo": address[::-1].copy(),
        "src_port": random.integers(0, 60_000, FLOW_COUNT).astype(np.uint16),
        "octets": WEIGHTS[request.param](random),
        "packets": random.integers(1, 9, FLOW_COUNT).astype(np.uint64),
    }


@pytest.fixture
def store(flows: dict[str, npt.NDArray[Any]]) -> Iterator[DuckDBStore]:
    opened = DuckDBStore(None, 10_000_000)
    opened.start()
    for rows in (slice(0, -1000), slice(-1000, None)):
        opened.append([{name: column[rows] for name, column in flows.items()}])
    yield opened
    opened.stop()


def expected(flows: dict[str, npt.NDArray[Any]], column: str, *by: str) -> list[tuple[int, ...]]:
    """(key, sum of the column) of the first subjects by the column, then by octets, then by key."""
    # To sort pairs takes ten times as long as to sort numbers.
    told = [flows[name].astype(np.int64) for name in by]
    together = functools.reduce(lambda before, own: before * (own.max() + 1) + own, told)
    _, first, subject = np.unique(together, return_index=True, return_inverse=True)
    keys = np.stack(told)[:, first]
    sums: dict[str, list[int]] = {name: [0] * keys.shape[1] for name in (column, "octets")}
    for name, own in sums.items():
        for index, value in zip(subject.ravel().tolist(), flows[name].tolist(), strict=True):
            own[index] += value
    found = zip(sums[column], sums["octets"], keys.T.tolist(), strict=True)
    ranked = sorted(found, key=lambda row: (-row[0], -row[1], row[2]))
    return [(*key, own) for own, _, key in ranked[:LIMIT]]


@pytest.mark.parametrize("order", ["octets", "packets", "flows"])
def test_the_first_subjects_are_those_that_telling_all_apart_finds(
    store: DuckDBStore, flows: dict[str, npt.NDArray[Any]], order: str
) -> None:
    by = {"octets": "bytes"}.get(order, order)
    top = Top(methods.find("srcip", list), orders.find(by), LIMIT)
    wanted = expected(flows, order, "src_lo")
    total = tuple(sum(flows[name].tolist()) for name in ("octets", "packets", "flows"))

    for _ in ("at first", "once remembered"):
        firsts = top.find(store, SPAN, [])
        assert [(one.key[1], getattr(one.sums, order)) for one in firsts.found] == wanted
        if firsts.total is not None:
            assert firsts.total == total


def test_a_flow_counts_for_both_its_ends(store: DuckDBStore, flows: dict[str, npt.NDArray[Any]]) -> None:
    turned = flows["src_lo"] != flows["dst_lo"]
    both = {name: np.concatenate([column, column[turned]]) for name, column in flows.items()}
    both["src_lo"][FLOW_COUNT:] = flows["dst_lo"][turned]

    found = Top(methods.find("ip", list), orders.find("bytes"), LIMIT).find(store, SPAN, []).found

    assert [(one.key[1], one.sums.octets) for one in found] == expected(both, "octets", "src_lo")


def test_groups_of_a_listing_are_those_that_telling_all_apart_finds(
    store: DuckDBStore, flows: dict[str, npt.NDArray[Any]]
) -> None:
    query = ListingQuery(
        "live",
        0,
        FLOW_COUNT,
        aggregate_by=("srcip", "srcport"),
        columns=("sp", "pkt", "sa", "ts"),
        sort_by="packets",
        limit=LIMIT,
    )
    wanted = flow_questions.of(query, list)

    rows = wanted.find(store, SPAN, [])

    assert [row[1] for row in rows] == [each[-1] for each in expected(flows, "packets", "src_lo", "src_port")]


def test_of_uneven_traffic_few_buckets_are_looked_into() -> None:
    sums = np.zeros((1, candidates.BUCKETS, 3))
    sums[0, :, 0] = np.geomspace(1e12, 1, candidates.BUCKETS)
    looked: list[int] = []

    def find(buckets: Any) -> list[tuple[float]]:
        looked.append(len(buckets))
        return [(sums[0, bucket, 0],) for bucket in buckets][:LIMIT]

    counted = Counted(sums, np.ones(candidates.BUCKETS, np.bool_))

    assert len(counted.first("octets", LIMIT, find, lambda row: row[0]) or []) == LIMIT
    assert looked == [36]


def test_buckets_that_hold_several_subjects_are_looked_into_until_none_can_have_more() -> None:
    sums = np.zeros((1, candidates.BUCKETS, 3))
    sums[0, :100, 0] = 1000

    def find(buckets: Any) -> list[tuple[float]]:
        return [(1000.0 if 99 in buckets else 1.0,)] * LIMIT

    found = Counted(sums, sums[0, :, 0] > 0).first("octets", LIMIT, find, lambda row: row[0])

    assert found == [(1000.0,)] * LIMIT


def test_few_subjects_are_recognised(store: DuckDBStore) -> None:
    assert candidates.few(store, SPAN, [Counting([FLOWS.c.source_id], [])])
    assert not candidates.few(store, SPAN, [Counting([FLOWS.c.source_id], []), Counting([FLOWS.c.src_port], [])])


def test_nothing_is_told_from_a_span_whose_end_has_no_flows(store: DuckDBStore) -> None:
    assert not candidates.few(store, Span(0, 2 * FLOW_COUNT), [Counting([FLOWS.c.source_id], [])])
