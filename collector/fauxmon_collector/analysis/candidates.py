"""Candidates: the flows that can be of the first subjects of an order, found without telling all subjects apart where
these are many.

Subjects fall into buckets by a hash. What a bucket adds up to is a bound for each subject in it: as soon as as many
subjects as are wanted have more than a bucket, none of that bucket can be among them. Traffic is uneven, so few buckets
are left, and what was counted in parts of the store that do not change is remembered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.sums import EXACT_BELOW, Sums, fast_aggregates
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.flow_columns import FLOWS

BUCKETS = 4096
"""A power of two."""
_MOST = BUCKETS // 16
"""Of more buckets than these all subjects are told apart at once: they might be too many to be held."""
_SPARE = 16
_SAMPLE = 32
_FEW = 2048
_REPEATED = 16

Keys = Sequence[sa.ColumnElement[Any]]
Row = tuple[Any, ...]


class Counting(NamedTuple):
    """Flows that meet `where` count for the subject of these keys."""

    keys: Keys
    where: Sequence[Predicate]


class Counted(NamedTuple):
    """`sums` are the fields of Sums, shape (countings, BUCKETS, 3); `present` are the buckets that have flows."""

    sums: npt.NDArray[np.float64]
    present: npt.NDArray[np.bool_]

    @property
    def exact(self) -> bool:
        """Whether floating point has lost nothing."""
        return bool((self.sums.sum(axis=1) < EXACT_BELOW).all())

    def total(self, counting: int) -> Sums:
        """All flows of one counting."""
        return Sums(*map(int, self.sums[counting].sum(axis=0)))

    def first(
        self, field: str, limit: int, find: Callable[[Sequence[int]], list[Row]], value: Callable[[Row], Any]
    ) -> list[Row] | None:
        """The first subjects by a field of Sums, descending; None if too many can be among them. `find` finds the first
        of those in some buckets, whose `value` is that field."""
        sums = self.sums.sum(axis=0)[:, Sums._fields.index(field)]
        buckets = np.flatnonzero(self.present)
        buckets = buckets[np.argsort(-sums[buckets], kind="stable")]
        wanted = 2 * limit + _SPARE
        while True:
            chosen = buckets[:wanted]
            if len(chosen) > _MOST:
                return None
            rows = find(sorted(chosen.tolist())) if len(chosen) else []
            reach = float(value(rows[limit - 1])) if len(rows) >= limit else -1.0
            needed = int(np.count_nonzero(sums[buckets] >= reach))
            if needed <= len(chosen):
                return rows
            wanted = needed


def few(store: FlowStore, span: Span, countings: Sequence[Counting]) -> bool:
    """Whether there are so few subjects that all can be told apart in each part of the store, and remembered. That is
    told from the last flows of the span, and not from so few that they would hardly repeat a subject. Errors:
    StoreError."""
    last = span._replace(from_ms=span.to_ms - (span.to_ms - span.from_ms) // _SAMPLE)
    for keys, where in countings:
        counts: Keys = [sa.func.count(), sa.func.count(sa.distinct(sa.func.hash(*keys)))]
        ((flows, subjects),) = store.fetch(sa.select(*counts).select_from(FLOWS).where(*where), last)
        if subjects >= _FEW or flows < _REPEATED * max(1, subjects):
            return False
    return True


def count(store: FlowStore, span: Span, countings: Sequence[Counting]) -> Counted:
    """What each bucket has. Errors: StoreError."""
    sums = np.zeros((len(countings), BUCKETS, len(Sums._fields)))
    present = np.zeros(BUCKETS, np.bool_)
    for own, (keys, where) in zip(sums, countings, strict=True):
        columns: list[sa.ColumnElement[Any]] = [_bucket(keys).label("bucket"), *fast_aggregates()]
        bucket, *found = store.fetch_parts(sa.select(*columns).where(*where).group_by("bucket"), span)
        np.add.at(own, bucket, np.stack(found, axis=1))
        present[bucket] = True
    return Counted(sums, present)


def among(keys: Keys, buckets: Sequence[int]) -> Predicate:
    """Whether the subject of these keys is in one of the buckets."""
    return _bucket(keys).in_(buckets)


def _bucket(keys: Keys) -> sa.ColumnElement[int]:
    return sa.cast(sa.func.hash(*keys).bitwise_and(sa.literal_column(str(BUCKETS - 1))), sa.Integer)
