"""Restarts: whether an exporter began anew for another reason than that the other node had taken over meanwhile."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from fauxmon_collector.failover.evidence import Node
from fauxmon_collector.failover.limits import GRACE_MS
from fauxmon_collector.failover.witnessed import Stream


def unexplained_restarts(node: Node, other: Node) -> int:
    """How often `node` began anew while it was the one that sends."""
    return sum(not _relieved(other, *pause) for pause in _pauses(node))


def _pauses(node: Node) -> Iterator[tuple[int, int]]:
    """When it was last heard before it began anew, and when it was heard again."""
    lines: dict[tuple[int, int, int], list[Stream]] = {}
    for stream in node.streams:
        lines.setdefault((stream.listening_port, stream.version, stream.domain), []).append(stream)
        for restart_ms in stream.restarts_ms:
            ends = [turn.to_ms for turn in node.activity.received if turn.to_ms < restart_ms - GRACE_MS]
            within = any(turn.from_ms < restart_ms - GRACE_MS < turn.to_ms for turn in node.activity.received)
            yield (restart_ms if within or not ends else ends[-1], restart_ms)
    for streams in lines.values():
        for one, next_ in itertools.pairwise(streams):
            if next_.first_ms > one.last_ms:
                yield one.last_ms, next_.first_ms


def _relieved(other: Node, from_ms: int, to_ms: int) -> bool:
    """Whether the other node sent in between."""
    return any(turn.from_ms < to_ms and turn.to_ms > from_ms for turn in other.activity.received)
