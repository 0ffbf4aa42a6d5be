"""Sums of octets, packets and flows for many sets of flows in one scan: in all, or by slot of a grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate, Selection, received
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.flow_columns import FLOWS


class Sums(NamedTuple):
    """Both directions of biflows together. Sums are exact: they may exceed 64 bits."""

    octets: int = 0
    packets: int = 0
    flows: int = 0


NOTHING = Sums()

SlotSums = dict[int, Sums]
"""Start of the slot in ms → sums; slots without flows are absent."""


def aggregates(only: Predicate | None = None) -> list[sa.ColumnElement[Any]]:
    """The SQL of `Sums`, of all rows or only of those that meet a predicate; NULL where there are none.

    Directions are added after summing: an exporter may send two values whose sum exceeds 64 bits.
    """

    def total(name: str) -> sa.ColumnElement[Any]:
        column = sa.func.sum(FLOWS.c[name])
        return column if only is None else column.filter(only)

    return [total("octets") + total("reverse_octets"), total("packets") + total("reverse_packets"), total("flows")]


def by_channel(store: FlowStore, selection: Selection, grid: Grid, where: Sequence[Predicate]) -> list[SlotSums]:
    """Per Channel of the selection, its sums by slot."""
    if selection.predicates is not None:
        return by_predicate(store, selection.predicates, grid, where)
    slot = _slot(grid)
    statement = (
        sa.select(FLOWS.c.source_id, slot, *aggregates())
        .where(*received(grid.from_ms, grid.to_ms), *where, *selection.union())
        .group_by(FLOWS.c.source_id, "slot")
    )
    by_source: dict[int, SlotSums] = {source_id: {} for source_id in selection.source_ids}
    for source_id, start, *sums in store.fetch(statement):
        if (slots := by_source.get(source_id)) is not None:
            slots[start] = Sums(*sums)
    return [by_source.get(channel.source_id or 0, {}) for channel in selection.channels]


def by_predicate(
    store: FlowStore, predicates: Sequence[Predicate], grid: Grid, where: Sequence[Predicate]
) -> list[SlotSums]:
    """Per predicate, the sums by slot of the flows that meet it. Predicates may overlap."""
    if not predicates:
        return []
    columns = [column for predicate in predicates for column in aggregates(predicate)]
    statement = sa.select(_slot(grid), *columns).where(*received(grid.from_ms, grid.to_ms), *where).group_by("slot")
    result: list[SlotSums] = [{} for _ in predicates]
    for start, *values in store.fetch(statement):
        for index, slots in enumerate(result):
            if values[3 * index] is not None:
                slots[start] = Sums(*values[3 * index : 3 * index + 3])
    return result


def total(slots: Iterable[Sums]) -> Sums:
    """Everything added up."""
    columns = list(zip(*slots, strict=True))
    return Sums(*map(sum, columns)) if columns else NOTHING


def _slot(grid: Grid) -> sa.Label[int]:
    # Not a // step * step: SQLAlchemy's // divides in floating point.
    return (FLOWS.c.received_ms - FLOWS.c.received_ms % grid.step_ms).label("slot")
