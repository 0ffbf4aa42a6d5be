"""Sums per Channel over a time range, with the first and the last flow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate, Selection
from fauxmon_collector.analysis.sums import aggregates, membership
from fauxmon_collector.analysis.types import ChannelTotals
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.channels import ChannelPredicate
from fauxmon_model.entities.profile import Channel
from fauxmon_model.flow_columns import FLOWS


class _Group(NamedTuple):
    """What is known of one group of flows."""

    octets: int
    packets: int
    flows: int
    first_ms: int
    last_ms: int


def totals(store: FlowStore, selection: Selection, span: Span, where: Sequence[Predicate]) -> list[ChannelTotals]:
    """One entry a Channel, in the Profile's order, those without flows too."""
    if selection.predicates is None:
        groups = _by_source(store, selection, span, where)
    else:
        groups = _by_predicate(store, selection.predicates, span, where)
    return [_entry(channel, own) for channel, own in zip(selection.channels, groups, strict=True)]


def _by_source(store: FlowStore, selection: Selection, span: Span, where: Sequence[Predicate]) -> list[list[_Group]]:
    found: defaultdict[int, list[_Group]] = defaultdict(list)
    for source_id, group in _groups(store, FLOWS.c.source_id.label("member"), span, [*where, *selection.union()]):
        found[source_id].append(group)
    return [found[channel.source_id or 0] for channel in selection.channels]


def _by_predicate(
    store: FlowStore, predicates: Sequence[ChannelPredicate], span: Span, where: Sequence[Predicate]
) -> list[list[_Group]]:
    result: list[list[_Group]] = [[] for _ in predicates]
    for first, column in membership(predicates):
        for member, group in _groups(store, column, span, where):
            for bit in range(member.bit_length()):
                if member >> bit & 1:
                    result[first + bit].append(group)
    return result


def _groups(
    store: FlowStore, member: sa.Label[int], span: Span, where: Sequence[Predicate]
) -> Iterator[tuple[int, _Group]]:
    times = FLOWS.c.received_ms
    # Sums as text: they may exceed what an array holds exactly.
    exact: Iterator[sa.ColumnElement[Any]] = (sa.cast(column, sa.String).label(column.name) for column in aggregates())
    statement = (
        sa.select(member, *exact, sa.func.min(times).label("first_ms"), sa.func.max(times).label("last_ms"))
        .where(*where)
        .group_by("member")
    )
    for row in zip(*store.fetch_parts(statement, span), strict=True):
        source, *values = map(int, row)
        yield source, _Group(*values)


def _entry(channel: Channel, groups: Sequence[_Group]) -> ChannelTotals:
    return ChannelTotals(
        channel.id,
        channel.name,
        channel.sign,
        channel.color,
        flows=sum(group.flows for group in groups),
        packets=sum(group.packets for group in groups),
        octets=sum(group.octets for group in groups),
        first_ms=min((group.first_ms for group in groups), default=None),
        last_ms=max((group.last_ms for group in groups), default=None),
    )
