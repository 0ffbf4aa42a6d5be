"""Octets, packets and flows summed for many sets of flows in few scans: in all, and by slot of a grid.

What a chart shows of performance rides along in the same scans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.analysis import npm
from fauxmon_collector.analysis.npm import Metric
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

EXACT_BELOW = 1 << 53
"""Sums of whole numbers in floating point are exact as long as they stay below."""
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


def fast_aggregates() -> list[sa.ColumnElement[float]]:
    """The same in floating point, exact below `EXACT_BELOW`: DuckDB adds it in two thirds of the time that its 128 bit
    integers take."""

    def wide(name: str) -> sa.ColumnElement[float]:
        return sa.cast(FLOWS.c[name], sa.Double())

    return [
        sa.func.sum(wide("octets") + wide("reverse_octets")).label("octets"),
        sa.func.sum(wide("packets") + wide("reverse_packets")).label("packets"),
        sa.func.sum(wide("flows")).label("flows"),
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
    return with_npm(store, selection, grid, where, []).sums


def by_predicate(
    store: FlowStore, predicates: Sequence[Predicate], grid: Grid, where: Sequence[Predicate]
) -> tuple[SlotSums, Sums | None]:
    """The sums of the flows that meet each predicate, and of those that meet any of them; None if that took a scan of
    its own. Predicates may overlap."""
    own = [ChannelPredicate(sa.true(), predicate) for predicate in predicates]
    slots, together = _by_predicate(store, own, grid, where, [])
    return slots.sums, together


class Slots(NamedTuple):
    """Of sets of flows by slot: their sums, and some metrics of performance."""

    sums: SlotSums
    npm: npm.Found

    @classmethod
    def empty(cls, sets: int, slots: int, metrics: int) -> Slots:
        """Without any flow."""
        found = npm.Found(np.zeros((sets, slots, metrics, 2)), np.zeros((sets, slots, metrics)))
        return cls(np.zeros((sets, slots, len(Sums._fields))), found)

    def only(self, slots: npt.NDArray[np.bool_]) -> Slots:
        """Some of the slots."""
        return Slots(self.sums[:, slots], npm.Found(self.npm.added[:, slots], self.npm.largest[:, slots]))

    def add(self, lane: npt.NDArray[np.int64], scan: _Scan, chosen: npt.NDArray[np.bool_]) -> None:
        """Add the chosen rows of a scan, each to its own set."""
        place = (lane, scan.slot[chosen])
        np.add.at(self.sums, place, scan.sums[chosen])
        np.add.at(self.npm.added, place, scan.npm.added[chosen])
        np.maximum.at(self.npm.largest, place, scan.npm.largest[chosen])


def with_npm(
    store: FlowStore, selection: Selection, grid: Grid, where: Sequence[Predicate], metrics: Sequence[Metric]
) -> Slots:
    """The sums and the metrics of each Channel of the selection, in its order."""
    if selection.predicates is not None:
        return _by_predicate(store, selection.predicates, grid, where, metrics)[0]
    source_ids = np.array([channel.source_id for channel in selection.channels], dtype=np.int64)
    result = Slots.empty(len(source_ids), grid.slots, len(metrics))
    if not result.sums.size:
        return result
    scan = _scan(store, FLOWS.c.source_id.label("member"), grid, [*where, *selection.union()], metrics)
    order = np.argsort(source_ids)
    place = np.searchsorted(source_ids[order], scan.member).clip(max=len(source_ids) - 1)
    lane = order[place]
    known = source_ids[lane] == scan.member
    result.add(lane[known], scan, known)
    return result


def _by_predicate(
    store: FlowStore,
    predicates: Sequence[ChannelPredicate],
    grid: Grid,
    where: Sequence[Predicate],
    metrics: Sequence[Metric],
) -> tuple[Slots, Sums | None]:
    """Each set by itself, and all flows that are in any, if one scan tells them."""
    result = Slots.empty(len(predicates), grid.slots, len(metrics))
    if not result.sums.size:
        return result, Sums()
    together = None
    for first, column in membership(predicates):
        scan = _scan(store, column, grid, where, metrics)
        for bit in range(min(_PER_SCAN, len(predicates) - first)):
            chosen = scan.member >> bit & 1 == 1
            result.add(np.full(np.count_nonzero(chosen), first + bit), scan, chosen)
        every = scan.sums[scan.member != 0].sum(axis=0)
        if len(predicates) <= _PER_SCAN and (every < EXACT_BELOW).all():
            together = Sums(*map(int, every))
    return result, together


class _Scan(NamedTuple):
    """Rows of a scan: whose flows, slot as index into the grid, and what was found."""

    member: npt.NDArray[np.int64]
    slot: npt.NDArray[np.int64]
    sums: npt.NDArray[np.float64]
    npm: npm.Found


def _scan(
    store: FlowStore, member: sa.Label[int], grid: Grid, where: Sequence[Predicate], metrics: Sequence[Metric]
) -> _Scan:
    """By `member` and slot, a pair of which may occur several times."""
    time = grid.time.of_flow
    # Not (t - from) // step: SQLAlchemy's // divides in floating point.
    start = (time - time % grid.step_ms).label("start")
    kinds = (fast_aggregates(), npm.added(metrics), npm.largest(metrics))
    statement = (
        sa.select(member, start, *(sa.cast(column, sa.Double).label(column.name) for kind in kinds for column in kind))
        .where(*where)
        .group_by("member", "start")
    )
    members, starts, *columns = store.fetch_parts(statement, grid.span)
    found = np.stack(columns, axis=1)
    sums, added, largest = np.split(found, np.cumsum([len(kind) for kind in kinds[:-1]]), axis=1)
    return _Scan(
        members.astype(np.int64),
        (starts - grid.from_ms) // grid.step_ms,
        sums,
        npm.Found(added.reshape(len(added), len(metrics), 2), largest),
    )
