"""Clocks: by whose time a failover is judged, and how far a node's clock is off."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from fauxmon_collector.failover.limits import BELIEVED_MS, SKEW_MS
from fauxmon_collector.failover.witnessed import Stream, Witnessed
from fauxmon_model.flow_columns import FLOWS


class Clock(enum.StrEnum):
    """Ours, or the exporters': a simulator's seconds may pass in no time. Automatically it is ours unless theirs prove
    to run faster."""

    OURS = "ours"
    EXPORTERS = "exporters"
    AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Clocked:
    """A node's Sources and by how much its clock is ahead, corrected only where it is too much to be rounding. By a
    clock that was set back nobody knows how much that was when a flow ended: `rewound`."""

    source_ids: tuple[int, ...]
    clock: Clock
    skew_ms: int = 0
    rewound: bool = False

    @property
    def flows(self) -> sa.ColumnElement[bool]:
        """Its flows."""
        return FLOWS.c.source_id.in_(self.source_ids)

    @property
    def ended(self) -> sa.ColumnElement[int]:
        """When a flow ended. By our clock it is when it was received where the exporter's time cannot be believed."""
        ended = FLOWS.c.end_ms - (self.skew_ms if abs(self.skew_ms) > SKEW_MS else 0)
        if self.clock is Clock.EXPORTERS:
            return ended
        received = FLOWS.c.received_ms
        if self.rewound:
            return received
        return sa.case((ended.between(received - BELIEVED_MS, received), ended), else_=received)


def skew_ms(node: Sequence[Witnessed], other: Sequence[Witnessed], clock: Clock, now_ms: int | None) -> int:
    """By how much a node's clock is ahead of ours or, where its clock is what counts, of the other node's.

    Of that the order in which messages came tells that it is behind: its first was sent before the last of the other
    node, which had stopped by then. It is ahead if it has reached what is not yet `now_ms`.
    """
    streams = [stream for source in node for stream in source.streams]
    others = [stream for source in other for stream in source.streams]
    newest = max(streams, key=lambda stream: stream.last_ms, default=None)
    if newest is None:
        return 0
    if clock is Clock.OURS:
        return newest.skew_ms
    if now_ms is not None and _last_export_ms(newest) > now_ms + SKEW_MS:
        return _last_export_ms(newest) - now_ms
    first = min(streams, key=lambda stream: stream.first_ms)
    last = max(others, key=lambda stream: stream.last_ms, default=None)
    if last is None or first.first_ms <= last.last_ms or first.by_exporter is None:
        return 0
    return min(0, first.by_exporter.first_ms - _last_export_ms(last))


def newest_ms(witnessed: Sequence[Witnessed]) -> int:
    """The latest time that any exporter has told, 0 if there is none."""
    return max((_last_export_ms(stream) for source in witnessed for stream in source.streams), default=0)


def _last_export_ms(stream: Stream) -> int:
    times = stream.by_exporter
    return stream.last_ms + stream.skew_ms if times is None else times.last_ms
