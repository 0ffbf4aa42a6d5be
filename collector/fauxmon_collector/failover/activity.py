"""Activity: what the flow store says of nodes, by a few queries whose answers have a bounded number of rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from fauxmon_collector.failover.evidence import Activity, Turn
from fauxmon_collector.failover.limits import BELIEVED_MS, Limits
from fauxmon_collector.failover.witnessed import Witnessed
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.flow_columns import FLOWS

_BUCKETS = 4096
_SHORTEST_BUCKET_MS = 100
_SKEW_BELIEVED_MS = 2_000
"""A clock that seems to be off by less is right: headers tell whole seconds."""


def flows_by_source(store: FlowStore, span: Span) -> dict[int, int]:
    """How many flows each Source has there."""
    flows = sa.select(FLOWS.c.source_id, sa.func.count()).group_by(FLOWS.c.source_id)
    return {int(source_id): int(count) for source_id, count in store.fetch(flows, span)}


def activity(store: FlowStore, sources: Sequence[Witnessed], span: Span, limits: Limits) -> Activity:
    """The flows of one node there."""
    if not sources:
        return Activity()
    of_node = FLOWS.c.source_id.in_([source.source_id for source in sources])
    wanted: list[sa.ColumnElement[Any]] = [
        sa.func.count(),
        sa.func.coalesce(sa.cast(sa.func.sum(FLOWS.c.octets), sa.BigInteger), 0),
        sa.func.min(FLOWS.c.received_ms),
        sa.func.max(FLOWS.c.received_ms),
        sa.func.count(sa.distinct(FLOWS.c.input_if)),
    ]
    sums = sa.select(*wanted).where(of_node)
    (flows, octets, first_ms, last_ms, interfaces), *_ = store.fetch(sums, span)
    if not flows:
        return Activity()
    step_ms = max(_SHORTEST_BUCKET_MS, (last_ms - first_ms) // _BUCKETS)
    received, observed = (
        _turns(store.fetch(_buckets(time, step_ms).where(of_node), span), limits.busy_gap_ms)
        for time in (FLOWS.c.received_ms, _observed(sources, limits))
    )
    return Activity(int(flows), int(octets), received, observed, interfaces=int(interfaces))


def late(store: FlowStore, sources: Sequence[Witnessed], span: Span, limits: Limits, switch_ms: int) -> int:
    """How many flows of a node came long after the switch, and had ended before it."""
    if not sources:
        return 0
    flows = sa.select(sa.func.count()).where(
        FLOWS.c.source_id.in_([source.source_id for source in sources]),
        FLOWS.c.received_ms > switch_ms + limits.late_ms,
        _observed(sources, limits) <= switch_ms,
    )
    return int(store.fetch(flows, span)[0][0])


def _buckets(time: sa.ColumnElement[int], step_ms: int) -> sa.Select[Any]:
    bucket = sa.cast(sa.func.floor(time / sa.literal(step_ms)), sa.BigInteger)
    ends: list[sa.ColumnElement[Any]] = [sa.func.min(time), sa.func.max(time)]
    return sa.select(*ends).group_by(bucket)


def _observed(sources: Sequence[Witnessed], limits: Limits) -> sa.ColumnElement[int]:
    """When a flow ended by our clock, told from the clock of its exporter; when it was received where that cannot be
    believed."""
    received = FLOWS.c.received_ms
    by_source = {source.source_id: _by_our_clock(source, limits) for source in sources}
    ended = sa.case(*((FLOWS.c.source_id == key, value) for key, value in by_source.items()), else_=FLOWS.c.end_ms)
    return sa.case((ended.between(received - BELIEVED_MS, received), ended), else_=received)


def _by_our_clock(source: Witnessed, limits: Limits) -> sa.ColumnElement[int]:
    newest = max(source.streams, key=lambda stream: stream.last_ms, default=None)
    if newest is None:
        return FLOWS.c.end_ms.expression
    if limits.speed == 1:
        skew_ms = newest.skew_ms if abs(newest.skew_ms) > _SKEW_BELIEVED_MS else 0
        return FLOWS.c.end_ms - skew_ms
    export_ms = newest.last_ms + newest.skew_ms
    since_export = sa.cast((FLOWS.c.end_ms - export_ms) / sa.literal(limits.speed), sa.BigInteger)
    return newest.last_ms + since_export


def _turns(rows: Iterable[Sequence[int]], gap_ms: int) -> tuple[Turn, ...]:
    turns: list[Turn] = []
    for from_ms, to_ms in sorted((int(first), int(last)) for first, last in rows):
        if turns and from_ms - turns[-1].to_ms <= gap_ms:
            turns[-1] = Turn(turns[-1].from_ms, max(turns[-1].to_ms, to_ms))
        else:
            turns.append(Turn(from_ms, to_ms))
    return tuple(turns)
