"""Sums per Channel over a time range, with the first and the last flow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate, Selection
from fauxmon_collector.analysis.sums import aggregates, membership
from fauxmon_collector.analysis.types import ChannelTotals
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.entities.profile import Channel
from fauxmon_model.flow_columns import FLOWS


class _Group(NamedTuple):
    """What is known of one group of flows."""

    octets: int
    packets: int
    flows: int
    first_ms: int
    last_ms: int


def totals(store: FlowStore, selection: Selection, where: Sequence[Predicate]) -> list[ChannelTotals]:
    """One entry a Channel, in the Profile's order, those without flows too."""
    if selection.predicates is None:
        by_source = dict(_groups(store, FLOWS.c.source_id.label("member"), [*where, *selection.union()]))
        groups = [[by_source[c.source_id]] if c.source_id in by_source else [] for c in selection.channels]
    else:
        groups = _by_predicate(store, selection.predicates, where)
    return [_entry(channel, own) for channel, own in zip(selection.channels, groups, strict=True)]


def _by_predicate(store: FlowStore, predicates: Sequence[Predicate], where: Sequence[Predicate]) -> list[list[_Group]]:
    result: list[list[_Group]] = [[] for _ in predicates]
    for first, column in membership(predicates):
        for member, group in _groups(store, column, where):
            for bit in range(member.bit_length()):
                if member >> bit & 1:
                    result[first + bit].append(group)
    return result


def _groups(store: FlowStore, member: sa.Label[int], where: Sequence[Predicate]) -> list[tuple[int, _Group]]:
    times = FLOWS.c.received_ms
    statement = (
        sa.select(member, *aggregates(), sa.func.min(times), sa.func.max(times)).where(*where).group_by("member")
    )
    return [(row[0], _Group(*row[1:])) for row in store.fetch(statement)]


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
