"""Top N statistics: the query that finds the subjects, and the sums of all that it looks at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis.orders import FIRST, LAST, Order
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.subjects import Key, Method, Side, same, told
from fauxmon_collector.analysis.sums import Sums, aggregates
from fauxmon_collector.analysis.types import Limit
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.flow_columns import FLOWS

Columns = Sequence[sa.ColumnElement[Any]]

_EXACT_BELOW = 1 << 53
"""Sums of whole numbers in floating point are exact as long as they stay below."""
_COMPARED = {"<": sa.ColumnElement.__lt__, ">": sa.ColumnElement.__gt__}
_LIMITED = {"bytes": "octets", "packets": "packets"}


class Found(NamedTuple):
    """A subject, its sums, and the time from the start of its first flow to the end of the last; None if not asked."""

    key: Key
    sums: Sums
    times: tuple[int, int] | None = None


class Top(NamedTuple):
    """What to look for. `timed` finds the times of subjects, and orders by rates over them; `above` keeps subjects
    whose sums are beyond a limit."""

    method: Method
    order: Order
    limit: int
    timed: bool = False
    above: Limit | None = None

    def find(self, store: FlowStore, span: Span, where: Sequence[Predicate]) -> list[Found]:
        """The first subjects by the order, descending; equals by octets, then by subject."""
        # DuckDB adds floating point in two thirds of the time that its 128 bit integers take.
        rows = store.fetch(self._statement(where, exact=False), span)
        edge = 0 if self.above is None else self.above.value
        if any(number >= _EXACT_BELOW for number in (edge, *(n for row in rows for n in row[: len(Sums._fields)]))):
            rows = store.fetch(self._statement(where, exact=True), span)
        return [self._found(row) for row in rows]

    def _found(self, row: Sequence[Any]) -> Found:
        sums, rest = Sums(*map(int, row[: len(Sums._fields)])), row[len(Sums._fields) :]
        times = (int(rest[0]), int(rest[1])) if self.timed else None
        rest = rest[2:] if self.timed else rest
        method = self.method
        if method.turn is None:
            return Found(tuple(rest), sums, times)
        *key, first = rest
        return Found(method.turn(tuple(key)) if first else tuple(key), sums, times)

    def _statement(self, where: Sequence[Predicate], *, exact: bool) -> sa.Select[Any]:
        """Columns: the fields of Sums, both times if asked for, the subject, and who told it."""
        sides = self.method.sides
        keys = [f"key{index}" for index in range(len(sides[0]))]
        each = [self._grouped(side, sides[:index], keys, where, exact=exact) for index, side in enumerate(sides)]
        found = each[0].subquery() if len(each) == 1 else self._merged(each, keys)
        statement = sa.select(*found.c)
        if self.above is not None:
            compared = _COMPARED[self.above.operator]
            statement = statement.where(compared(found.c[_LIMITED[self.above.column]], self.above.value))
        by = [sa.desc(self.order.value(dict(found.c), timed=self.timed)), sa.desc(found.c.octets)]
        return statement.order_by(*by, *(found.c[key] for key in keys)).limit(self.limit)

    def _grouped(
        self, side: Side, earlier: Sequence[Side], keys: Sequence[str], where: Sequence[Predicate], *, exact: bool
    ) -> sa.Select[Any]:
        """Sums by the subject of one side, without flows that an earlier side has counted for the same subject."""
        sums = aggregates() if exact else _fast_aggregates()
        times = [sa.func.min(FLOWS.c.start_ms).label(FIRST), sa.func.max(FLOWS.c.end_ms).label(LAST)]
        subject = [value.expression.label(key) for value, key in zip(side, keys, strict=True)]
        teller = [] if self.method.turned is None else [_first_turned(self.method.turned)]
        return (
            sa.select(*sums, *(times if self.timed else []), *subject, *teller)
            .where(*where, *told(side), *(sa.not_(same(side, other)) for other in earlier))
            .group_by(*keys)
        )

    def _merged(self, sides: Sequence[sa.Select[Any]], keys: Sequence[str]) -> sa.Subquery:
        both = sa.union_all(*sides).subquery()
        sums = [sa.func.sum(both.c[name]).label(name) for name in Sums._fields]
        times = [sa.func.min(both.c[FIRST]).label(FIRST), sa.func.max(both.c[LAST]).label(LAST)] if self.timed else []
        subject = [both.c[key] for key in keys]
        return sa.select(*sums, *times, *subject).group_by(*subject).subquery()


def total(store: FlowStore, span: Span, where: Sequence[Predicate]) -> Sums:
    """Sums of all selected flows."""
    # As text: they may exceed what an array holds exactly.
    exact: Columns = [sa.cast(sa.func.coalesce(column, 0), sa.String).label(column.name) for column in aggregates()]
    parts = store.fetch_parts(sa.select(*exact).where(*where), span)
    return Sums(*(sum(map(int, column)) for column in parts))


def _first_turned(turned: Predicate) -> sa.Label[Any]:
    """1 if the first flow told the subject from its other end, else 0. Any times of 64 bits can be compared."""
    back, there = (sa.func.min(sa.case((way, FLOWS.c.start_ms))) for way in (turned, sa.not_(turned)))
    return sa.case((there.is_(None), 1), (back < there, 1), else_=0).label("teller")


def _fast_aggregates() -> Columns:
    """The fields of Sums in floating point."""

    def wide(name: str) -> sa.ColumnElement[float]:
        return sa.cast(FLOWS.c[name], sa.Double())

    return [
        sa.func.sum(wide("octets") + wide("reverse_octets")).label("octets"),
        sa.func.sum(wide("packets") + wide("reverse_packets")).label("packets"),
        sa.func.sum(wide("flows")).label("flows"),
    ]
