"""Top N statistics: how subjects are ordered, and the query that finds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.subjects import Key, Method, same, told
from fauxmon_collector.analysis.sums import Sums, aggregates
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.flow_columns import FLOWS

ORDERS: dict[str, str] = {
    "bytes": "octets",
    "byt": "octets",
    "ibyt": "octets",
    "bps": "octets",
    "packets": "packets",
    "pkt": "packets",
    "pps": "packets",
    "flows": "flows",
    "fl": "flows",
}
"""Id of an order → the sum that decides. All rates are over one common time, so they order as their sums do."""


def top(
    store: FlowStore, method: Method, order: str, limit: int, span: Span, where: Sequence[Predicate]
) -> list[tuple[Key, Sums]]:
    """The first `limit` subjects by `order` (a field of Sums) descending; equals by octets, then by subject."""
    keys = [f"key{index}" for index in range(len(method.sides[0]))]
    sides = [_side(side, method.sides[:index], keys, where) for index, side in enumerate(method.sides)]
    merged = sa.union_all(*sides).subquery()
    sums = [sa.func.sum(merged.c[name]).label(name) for name in Sums._fields]
    by_sum: list[sa.ColumnElement[Any]] = [sa.desc(name) for name in dict.fromkeys((order, "octets"))]
    subjects = [merged.c[key] for key in keys]
    statement = sa.select(*subjects, *sums).group_by(*subjects).order_by(*by_sum, *subjects).limit(limit)
    return [(row[: len(keys)], Sums(*row[len(keys) :])) for row in store.fetch(statement, span)]


def total(store: FlowStore, span: Span, where: Sequence[Predicate]) -> Sums:
    """Sums of all selected flows."""
    ((octets, packets, flows),) = store.fetch(sa.select(*aggregates()).where(*where), span)
    return Sums(octets or 0, packets or 0, flows or 0)


def _side(
    columns: tuple[str, ...], earlier: Sequence[tuple[str, ...]], keys: Sequence[str], where: Sequence[Predicate]
) -> sa.Select[Any]:
    """Sums by the subject of one side, without flows that an earlier side has counted for the same subject."""
    subject = [FLOWS.c[name].label(key) for name, key in zip(columns, keys, strict=True)]
    return (
        sa.select(*subject, *aggregates())
        .where(*where, *told(columns), *(sa.not_(same(columns, other)) for other in earlier))
        .group_by(*(FLOWS.c[name] for name in columns))
    )
