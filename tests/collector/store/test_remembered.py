"""Remembered: found again, bounded, and split by segment."""

from __future__ import annotations

import numpy as np

from fauxmon_collector.store.query import Query
from fauxmon_collector.store.remembered import Remembered, Rows, split

QUERY = Query("SELECT 1", (1,))


def rows(octets: int) -> Rows:
    return (np.zeros(octets, np.uint8),)


def test_what_was_put_is_found_for_that_query_alone() -> None:
    remembered = Remembered(100_000)
    remembered.put(QUERY, {1: rows(1), 2: rows(2)})

    assert {number: len(found[0]) for number, found in remembered.get(QUERY, [1, 2, 3]).items()} == {1: 1, 2: 2}
    assert remembered.get(Query("SELECT 1", (2,)), [1, 2, 3]) == {}


def test_what_was_not_asked_for_the_longest_goes_first() -> None:
    remembered = Remembered(8000)
    remembered.put(QUERY, {number: rows(2000) for number in (1, 2, 3)})
    remembered.get(QUERY, [1])
    remembered.put(QUERY, {4: rows(2000)})

    assert sorted(remembered.get(QUERY, range(9))) == [1, 3, 4]


def test_what_is_put_again_counts_once() -> None:
    remembered = Remembered(10_000)
    for _ in range(9):
        remembered.put(QUERY, {1: rows(4000)})
    remembered.put(QUERY, {2: rows(4000)})

    assert sorted(remembered.get(QUERY, range(9))) == [1, 2]


def test_what_is_larger_than_the_bound_is_not_kept() -> None:
    remembered = Remembered(1000)
    remembered.put(QUERY, {1: rows(1001)})

    assert remembered.get(QUERY, [1]) == {}


def test_rows_are_split_by_their_last_column() -> None:
    found = split([np.array([10, 11, 12, 13]), np.array([2, 0, 2, 0], np.uint64)], [7, 8, 9])

    assert {number: columns[0].tolist() for number, columns in found.items()} == {7: [11, 13], 8: [], 9: [10, 12]}
