"""Activity: what the flow store says of nodes, by a few queries whose answers have a bounded number of rows."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from fauxmon_collector.failover.clocks import Clock, Clocked
from fauxmon_collector.failover.evidence import Activity, Turn
from fauxmon_collector.failover.limits import BUSY_GAP_MS, LATE_MS
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.flow_columns import FLOWS

_BUCKETS = 4096
_SHORTEST_BUCKET_MS = 100


def flows_by_source(store: FlowStore, span: Span) -> dict[int, int]:
    """How many flows each Source has there."""
    flows = sa.select(FLOWS.c.source_id, sa.func.count()).group_by(FLOWS.c.source_id)
    return {int(source_id): int(count) for source_id, count in store.fetch(flows, span)}


def activity(store: FlowStore, node: Clocked, span: Span) -> Activity:
    """The flows of one node there."""
    if not node.source_ids:
        return Activity()
    wanted: list[sa.ColumnElement[Any]] = [
        sa.func.count(),
        sa.func.coalesce(sa.cast(sa.func.sum(FLOWS.c.octets), sa.BigInteger), 0),
        sa.func.count(sa.distinct(FLOWS.c.input_if)),
    ]
    (flows, octets, interfaces), *_ = store.fetch(sa.select(*wanted).where(node.flows), span)
    if not flows:
        return Activity()
    observed = _turns(store, node, span, node.ended)
    received = observed if node.clock is Clock.EXPORTERS else _turns(store, node, span, FLOWS.c.received_ms)
    return Activity(int(flows), int(octets), received, observed, interfaces=int(interfaces))


def late(store: FlowStore, before: Clocked, after: Clocked, span: Span, switch_ms: int) -> int:
    """How many flows of the one node came long after the switch, and had ended before it. By exporters' clocks it is
    long after when the other node has told of flows that ended long after."""
    since_ms = switch_ms + LATE_MS
    if after.clock is Clock.EXPORTERS:
        first = sa.select(sa.func.min(FLOWS.c.received_ms)).where(after.flows, after.ended > since_ms)
        since_ms = store.fetch(first, span)[0][0]
        if since_ms is None:
            return 0
    flows = sa.select(sa.func.count()).where(before.flows, FLOWS.c.received_ms > since_ms, before.ended <= switch_ms)
    return int(store.fetch(flows, span)[0][0])


def _turns(store: FlowStore, node: Clocked, span: Span, time: sa.ColumnElement[int]) -> tuple[Turn, ...]:
    ends: list[sa.ColumnElement[Any]] = [sa.func.min(time), sa.func.max(time)]
    first_ms, last_ms = store.fetch(sa.select(*ends).where(node.flows), span)[0]
    step_ms = max(_SHORTEST_BUCKET_MS, (int(last_ms) - int(first_ms)) // _BUCKETS)
    bucket = sa.cast(sa.func.floor(time / sa.literal(step_ms)), sa.BigInteger)
    turns: list[Turn] = []
    rows = store.fetch(sa.select(*ends).where(node.flows).group_by(bucket), span)
    for from_ms, to_ms in sorted((int(first), int(last)) for first, last in rows):
        if turns and from_ms - turns[-1].to_ms <= BUSY_GAP_MS:
            turns[-1] = Turn(turns[-1].from_ms, max(turns[-1].to_ms, to_ms))
        else:
            turns.append(Turn(from_ms, to_ms))
    return tuple(turns)
