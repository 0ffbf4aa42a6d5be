"""Sums per Channel over a time range, with the first and the last flow."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate, Selection
from fauxmon_collector.analysis.sums import aggregates
from fauxmon_collector.analysis.types import ChannelTotals
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.entities.profile import Channel
from fauxmon_model.flow_columns import FLOWS

_FIRST = sa.func.min(FLOWS.c.received_ms)
_LAST = sa.func.max(FLOWS.c.received_ms)
_WIDTH = 5


def totals(store: FlowStore, selection: Selection, where: Sequence[Predicate]) -> list[ChannelTotals]:
    """One entry a Channel, in the Profile's order, those without flows too."""
    rows = (
        _by_source(store, selection, where)
        if selection.predicates is None
        else _by_predicate(store, selection.predicates, where)
    )
    return [_entry(channel, row) for channel, row in zip(selection.channels, rows, strict=True)]


Row = Sequence[int | None]


def _by_source(store: FlowStore, selection: Selection, where: Sequence[Predicate]) -> list[Row]:
    statement = (
        sa.select(FLOWS.c.source_id, *aggregates(), _FIRST, _LAST)
        .where(*where, *selection.union())
        .group_by(FLOWS.c.source_id)
    )
    found = {row[0]: row[1:] for row in store.fetch(statement)}
    return [found.get(channel.source_id, (None,) * _WIDTH) for channel in selection.channels]


def _by_predicate(store: FlowStore, predicates: Sequence[Predicate], where: Sequence[Predicate]) -> list[Row]:
    columns = [column for p in predicates for column in (*aggregates(p), _FIRST.filter(p), _LAST.filter(p))]
    if not columns:
        return []
    (row,) = store.fetch(sa.select(*columns).where(*where))
    return [row[start : start + _WIDTH] for start in range(0, len(row), _WIDTH)]


def _entry(channel: Channel, row: Row) -> ChannelTotals:
    octets, packets, flows, first, last = row
    return ChannelTotals(
        channel.id, channel.name, channel.sign, channel.color, flows or 0, packets or 0, octets or 0, first, last
    )
