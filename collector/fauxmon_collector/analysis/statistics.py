"""Top N statistics: the query that finds the subjects, and the sums of all that it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa

from fauxmon_collector.analysis import candidates
from fauxmon_collector.analysis.candidates import Row
from fauxmon_collector.analysis.orders import FIRST, LAST, Order
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.subjects import Key, Method, Side, same, told
from fauxmon_collector.analysis.sums import EXACT_BELOW, Sums, aggregates, fast_aggregates
from fauxmon_collector.analysis.types import Limit
from fauxmon_collector.store.base import FlowStore, Span, parts
from fauxmon_model.flow_columns import FLOWS

Columns = Sequence[sa.ColumnElement[Any]]

_COMPARED = {"<": sa.ColumnElement.__lt__, ">": sa.ColumnElement.__gt__}
_TELLERS = ("first_back_ms", "first_there_ms")
_LIMITED = {"bytes": "octets", "packets": "packets"}


class Found(NamedTuple):
    """A subject, its sums, and the time from the start of its first flow to the end of the last; None if not asked."""

    key: Key
    sums: Sums
    times: tuple[int, int] | None = None


class Firsts(NamedTuple):
    """Subjects in their order, and the sums of all flows if these were counted on the way."""

    found: list[Found]
    total: Sums | None


class Top(NamedTuple):
    """What to look for. `timed` finds the times of subjects, and orders by rates over them; `above` keeps subjects
    whose sums are beyond a limit."""

    method: Method
    order: Order
    limit: int
    timed: bool = False
    above: Limit | None = None

    def find(self, store: FlowStore, span: Span, where: Sequence[Predicate]) -> Firsts:
        """The first subjects by the order, descending; equals by octets, then by subject."""
        countings = [
            candidates.Counting(_expressions(side), [*where, *self._counts(index)])
            for index, side in enumerate(self.method.sides)
        ]
        rows, total = None, None
        if candidates.few(store, span, countings):
            rows = self._among(None, store, span, where)
        elif self.above is None and self.order.adds_up(timed=self.timed):
            counted = candidates.count(store, span, countings)
            rows = counted.first(
                self.order.sums, self.limit, lambda buckets: self._among(buckets, store, span, where), self._ordered
            )
            total = None if told(self.method.sides[0]) or not counted.exact else counted.total(0)
        if rows is None or self._inexact(rows):
            return Firsts(self._all(store, span, where), total)
        return Firsts(list(map(self._found, rows)), total)

    def _inexact(self, rows: Sequence[Row]) -> bool:
        """Whether floating point may have lost something of these or of the limit."""
        edge = 0 if self.above is None else self.above.value
        return any(number >= EXACT_BELOW for number in (edge, *(n for row in rows for n in row[: len(Sums._fields)])))

    def _all(self, store: FlowStore, span: Span, where: Sequence[Predicate]) -> list[Found]:
        """All subjects told apart at once."""
        rows = store.fetch(self._statement(where, exact=False), span)
        if self._inexact(rows):
            rows = store.fetch(self._statement(where, exact=True), span)
        return [self._found(row) for row in rows]

    def _among(
        self, buckets: Sequence[int] | None, store: FlowStore, span: Span, where: Sequence[Predicate]
    ) -> list[Row]:
        """The first of the subjects in these buckets, or of all."""
        each = []
        for index, side in enumerate(self.method.sides):
            chosen = [] if buckets is None else [candidates.among(_expressions(side), buckets)]
            each.append(self._grouped(side, index, [*where, *chosen], exact=False))
        return store.fetch_merged(each, self._first(self._merged(parts(each[0])).subquery()), span)

    def _ordered(self, row: Row) -> Any:
        return row[Sums._fields.index(self.order.sums)]

    def _found(self, row: Sequence[Any]) -> Found:
        sums, rest = Sums(*map(int, row[: len(Sums._fields)])), row[len(Sums._fields) :]
        times = (int(rest[0]), int(rest[1])) if self.timed else None
        rest = rest[2:] if self.timed else rest
        method = self.method
        if method.turn is None:
            return Found(tuple(rest), sums, times)
        *key, back, there = rest
        turned = back is not None and (there is None or back < there)
        return Found(method.turn(tuple(key)) if turned else tuple(key), sums, times)

    def _statement(self, where: Sequence[Predicate], *, exact: bool) -> sa.Select[Any]:
        each = [self._grouped(side, index, where, exact=exact) for index, side in enumerate(self.method.sides)]
        return self._first(
            each[0].subquery() if len(each) == 1 else self._merged(sa.union_all(*each).subquery()).subquery()
        )

    def _first(self, found: sa.FromClause) -> sa.Select[Any]:
        """Columns: the fields of Sums, both times if asked for, the subject, when it was first told from either end."""
        statement = sa.select(*found.c)
        if self.above is not None:
            compared = _COMPARED[self.above.operator]
            statement = statement.where(compared(found.c[_LIMITED[self.above.column]], self.above.value))
        by = [sa.desc(self.order.value(dict(found.c), timed=self.timed)), sa.desc(found.c.octets)]
        return statement.order_by(*by, *(found.c[key] for key in self._keys)).limit(self.limit)

    def _grouped(self, side: Side, index: int, where: Sequence[Predicate], *, exact: bool) -> sa.Select[Any]:
        """Sums by the subject of one side."""
        sums = aggregates() if exact else fast_aggregates()
        times = [sa.func.min(FLOWS.c.start_ms).label(FIRST), sa.func.max(FLOWS.c.end_ms).label(LAST)]
        subject = [value.label(key) for value, key in zip(_expressions(side), self._keys, strict=True)]
        teller = [] if self.method.turned is None else _tellers(self.method.turned)
        return (
            sa.select(*sums, *(times if self.timed else []), *subject, *teller)
            .where(*where, *self._counts(index))
            .group_by(*self._keys)
        )

    def _counts(self, index: int) -> list[Predicate]:
        """What holds for flows that tell of a side, but for those that an earlier side has counted for its subject."""
        side, earlier = self.method.sides[index], self.method.sides[:index]
        return [*told(side), *(sa.not_(same(side, other)) for other in earlier)]

    def _merged(self, several: sa.FromClause) -> sa.Select[Any]:
        """Subjects that were found several times, put together."""
        of = several.c
        sums = [sa.func.sum(of[name]).label(name) for name in Sums._fields]
        times = [sa.func.min(of[FIRST]).label(FIRST), sa.func.max(of[LAST]).label(LAST)] if self.timed else []
        teller = [] if self.method.turned is None else [sa.func.min(of[name]).label(name) for name in _TELLERS]
        subject = [of[key] for key in self._keys]
        return sa.select(*sums, *times, *subject, *teller).group_by(*subject)

    @property
    def _keys(self) -> list[str]:
        return [f"key{index}" for index in range(len(self.method.sides[0]))]


def total(store: FlowStore, span: Span, where: Sequence[Predicate]) -> Sums:
    """Sums of all selected flows."""
    fast = np.array(store.fetch_parts(sa.select(*map(_or_nothing, fast_aggregates())).where(*where), span)).sum(axis=1)
    if (fast < EXACT_BELOW).all():
        return Sums(*map(int, fast))
    # As text: they may exceed what an array holds exactly.
    exact: Columns = [sa.cast(_or_nothing(column), sa.String).label(column.name) for column in aggregates()]
    parts = store.fetch_parts(sa.select(*exact).where(*where), span)
    return Sums(*(sum(map(int, column)) for column in parts))


def _or_nothing(column: sa.ColumnElement[Any]) -> sa.Label[Any]:
    return sa.func.coalesce(column, 0).label(column.name)


def _tellers(turned: Predicate) -> list[sa.Label[Any]]:
    """When the first flow began that told the subject from its other end, and the first that did not."""
    ways = zip(_TELLERS, (turned, sa.not_(turned)), strict=True)
    return [sa.func.min(sa.case((way, FLOWS.c.start_ms))).label(name) for name, way in ways]


def _expressions(side: Side) -> Columns:
    return [value.expression for value in side]
