"""Octets, packets and flows summed for many sets of flows in few scans: in all, and by slot of a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate, Selection
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.channels import ChannelPredicate, by_parents
from fauxmon_model.flow_columns import FLOWS


class Sums(NamedTuple):
    """Both directions of biflows together. Sums are exact: they may exceed 64 bits."""

    octets: int = 0
    packets: int = 0
    flows: int = 0


SlotSums = npt.NDArray[np.float64]
"""Shape (sets of flows, slots, 3): the fields of Sums by slot, exact up to 2**53."""

_PER_SCAN = 32
"""Predicates that one scan evaluates; each is a bit of a BIGINT."""


def aggregates() -> list[sa.ColumnElement[Any]]:
    """The SQL of the fields of Sums; NULL over no rows.

    Directions are added after summing: an exporter may send two values whose sum exceeds 64 bits.
    """
    flows = FLOWS.c
    return [
        (sa.func.sum(flows.octets) + sa.func.sum(flows.reverse_octets)).label("octets"),
        (sa.func.sum(flows.packets) + sa.func.sum(flows.reverse_packets)).label("packets"),
        sa.func.sum(flows.flows).label("flows"),
    ]


def membership(predicates: Sequence[ChannelPredicate]) -> Iterator[tuple[int, sa.Label[int]]]:
    """SQL columns that say to which of the predicates' sets a flow belongs: (index of the first predicate of the
    column, column named `member`). Bit n is set in flows that meet the n-th predicate of that column.

    Grouping by such a column costs one scan for all its predicates and a handful of groups; aggregates with FILTER
    would cost the square of their number in DuckDB. Parents that are the same are looked at once.
    """
    for first in range(0, len(predicates), _PER_SCAN):
        families = [
            sa.case((parents, _bits(members)), else_=sa.cast(0, sa.BigInteger))
            for parents, members in by_parents(predicates[first : first + _PER_SCAN])
        ]
        yield first, sum(families[1:], families[0]).label("member")


def _bits(members: Sequence[tuple[int, Predicate]]) -> sa.ColumnElement[int]:
    """A BIGINT with the bits of those predicates that a flow meets."""
    bits = [sa.cast(sa.case((own, 1 << bit), else_=0), sa.BigInteger) for bit, own in members]
    return sum(bits[1:], bits[0])


def by_channel(store: FlowStore, selection: Selection, grid: Grid, where: Sequence[Predicate]) -> SlotSums:
    """The sums of each Channel of the selection, in its order."""
    if selection.predicates is not None:
        return _by_predicate(store, selection.predicates, grid, where)
    source_ids = np.array([channel.source_id for channel in selection.channels], dtype=np.int64)
    result = _zeros(len(source_ids), grid)
    if not result.size:
        return result
    found = _scan(store, FLOWS.c.source_id.label("member"), grid, [*where, *selection.union()])
    order = np.argsort(source_ids)
    place = np.searchsorted(source_ids[order], found.member).clip(max=len(source_ids) - 1)
    lane = order[place]
    known = source_ids[lane] == found.member
    np.add.at(result, (lane[known], found.slot[known]), found.sums[known])
    return result


def by_predicate(store: FlowStore, predicates: Sequence[Predicate], grid: Grid, where: Sequence[Predicate]) -> SlotSums:
    """The sums of the flows that meet each predicate. Predicates may overlap."""
    return _by_predicate(store, [ChannelPredicate(sa.true(), predicate) for predicate in predicates], grid, where)


def _by_predicate(
    store: FlowStore, predicates: Sequence[ChannelPredicate], grid: Grid, where: Sequence[Predicate]
) -> SlotSums:
    result = _zeros(len(predicates), grid)
    if not result.size:
        return result
    for first, column in membership(predicates):
        found = _scan(store, column, grid, where)
        for bit, sums in enumerate(result[first : first + _PER_SCAN]):
            member = found.member >> bit & 1 == 1
            np.add.at(sums, found.slot[member], found.sums[member])
    return result


class _Scan(NamedTuple):
    member: npt.NDArray[np.int64]
    slot: npt.NDArray[np.int64]
    sums: npt.NDArray[np.float64]


def _scan(store: FlowStore, member: sa.Label[int], grid: Grid, where: Sequence[Predicate]) -> _Scan:
    """Sums by `member` and slot, a pair of which may occur several times; slots as indices into the grid."""
    # Not (t - from) // step: SQLAlchemy's // divides in floating point.
    start = (FLOWS.c.received_ms - FLOWS.c.received_ms % grid.step_ms).label("start")
    statement = (
        sa.select(member, start, *(sa.cast(column, sa.Double).label(column.name) for column in aggregates()))
        .where(*where)
        .group_by("member", "start")
    )
    members, starts, *sums = store.fetch_parts(statement, grid.span)
    return _Scan(members.astype(np.int64), (starts - grid.from_ms) // grid.step_ms, np.stack(sums, axis=1))


def _zeros(sets: int, grid: Grid) -> SlotSums:
    return np.zeros((sets, grid.slots, len(Sums._fields)))
