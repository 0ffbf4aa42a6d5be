"""Remembered: what queries found in segments. A segment does not change, so neither does what was found in it."""

from __future__ import annotations

import sys
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fauxmon_collector.store.query import Query

Rows = tuple[npt.NDArray[Any], ...]
"""One array a column."""

_OVERHEAD = 500
"""Octets that an entry takes besides its numbers, about."""


class Remembered:
    """Bounded in octets: what was not asked for the longest goes first. Any thread may call."""

    def __init__(self, octets: int) -> None:
        self._limit = octets
        self._octets = 0
        self._lock = threading.Lock()
        self._found: OrderedDict[tuple[Query, int], Rows] = OrderedDict()

    def get(self, query: Query, segments: Iterable[int]) -> dict[int, Rows]:
        """What is known of the segments with these numbers."""
        known = {}
        with self._lock:
            for segment in segments:
                if (rows := self._found.get((query, segment))) is not None:
                    self._found.move_to_end((query, segment))
                    known[segment] = rows
        return known

    def put(self, query: Query, found: dict[int, Rows]) -> None:
        """Keep what was found in segments."""
        with self._lock:
            for segment, rows in found.items():
                self._forget(self._found.pop((query, segment), None))
                self._found[query, segment] = rows
                self._octets += _size(rows)
            while self._octets > self._limit:
                self._forget(self._found.popitem(last=False)[1])

    def _forget(self, rows: Rows | None) -> None:
        if rows is not None:
            self._octets -= _size(rows)


def split(columns: Sequence[npt.NDArray[Any]], segments: Sequence[int]) -> dict[int, Rows]:
    """The rows by segment: their last column is an index into `segments`, and none of those is left out."""
    *others, part = columns
    order = np.argsort(part, kind="stable")
    bounds = np.searchsorted(part[order], np.arange(1, len(segments)))
    # Copies, since a view would keep all of the array.
    parts = zip(*([piece.copy() for piece in np.split(column[order], bounds)] for column in others), strict=True)
    return dict(zip(segments, parts, strict=True))


def _size(rows: Rows) -> int:
    return _OVERHEAD + sum(column.nbytes + _texts(column) for column in rows)


def _texts(column: npt.NDArray[Any]) -> int:
    """Octets of the texts that it refers to."""
    return sum(map(sys.getsizeof, column)) if column.dtype == np.object_ else 0
