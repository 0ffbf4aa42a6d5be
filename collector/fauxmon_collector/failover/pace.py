"""Pace: whether the exporters' clocks run faster than ours, as those of a simulator or a replayed capture may."""

from __future__ import annotations

from collections.abc import Iterable

from fauxmon_collector.failover.limits import PACE, SKEW_MS
from fauxmon_collector.failover.witnessed import Stream, Witnessed


def pace(sources: Iterable[Witnessed]) -> float | None:
    """How many times as fast as ours their clocks run; None where they run like it, or nothing proves the contrary.

    A clock that is set while its exporter sends looks the same in that one stream. So it takes all that have been heard
    for long enough to tell.
    """
    told_ms, ours_ms = 0, 0
    for source in sources:
        for stream in source.streams:
            exported_ms, received_ms = _ran_ms(stream)
            if exported_ms >= PACE * received_ms and exported_ms - received_ms > SKEW_MS:
                told_ms, ours_ms = told_ms + exported_ms, ours_ms + received_ms
            elif received_ms > SKEW_MS:
                return None
    return told_ms / max(1, ours_ms) if told_ms else None


def _ran_ms(stream: Stream) -> tuple[int, int]:
    """How far its exporter's clock ran, and ours meanwhile; what it was set back in between is left out of both."""
    times, ours_ms = stream.by_exporter, stream.last_ms - stream.first_ms
    if times is None:
        return 0, ours_ms
    return times.last_ms - times.first_ms + times.rewound_ms, ours_ms - times.rewinding_ms
