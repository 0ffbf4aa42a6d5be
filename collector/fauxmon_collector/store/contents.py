"""Contents: what a store holds by its last commit, and what it has counted."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import NamedTuple

from fauxmon_collector.store import ddl
from fauxmon_collector.store.batches import NOTHING, Extent
from fauxmon_collector.store.retention import EXPIRED
from fauxmon_collector.store.segments import Segment

_COUNTERS = ("appended", *EXPIRED, "removed", "append_errors", "move_errors")


class Held(NamedTuple):
    """Segments, and the head with its columns."""

    segments: list[Segment]
    head: Extent
    columns: list[str]

    @property
    def width(self) -> int:
        """Octets of a flow in the head, which is not compressed."""
        return ddl.width(self.columns)

    @property
    def rows(self) -> int:
        """Flows."""
        return self.head.rows + sum(segment.rows for segment in self.segments)

    @property
    def octets(self) -> int:
        """Of the segments' files and of the head."""
        return self.head.rows * self.width + self.segment_octets

    @property
    def segment_octets(self) -> int:
        """Of the segments' files."""
        return sum(segment.octets for segment in self.segments)

    @property
    def oldest_ms(self) -> int:
        """When the first of the flows was received; 0 without flows."""
        parts: list[Segment | Extent] = [*self.segments, *([self.head] if self.head.rows else [])]
        return min((part.oldest_ms for part in parts), default=0)


class Contents:
    """What is held and what is counted change in one step, so that at any moment, for any thread,
    before + appended = flows + expired + removed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._counters = dict.fromkeys(_COUNTERS, 0)
        self._before = 0
        self.rows = 0
        """Flows."""
        self.held = Held([], NOTHING, [])

    def hold(self, held: Held, counted: Mapping[str, int]) -> None:
        """This is held now, and by so much have counters risen."""
        with self._lock:
            self.held, self.rows = held, held.rows
            for name, count in counted.items():
                self._counters[name] += count

    def count(self, name: str) -> None:
        """An error."""
        self._counters[name] += 1

    def count_anew(self) -> None:
        """What is held now was there before; nothing else has been counted."""
        with self._lock:
            self._before = self.rows
            self._counters.update(dict.fromkeys(_COUNTERS, 0))

    def stats(self) -> dict[str, int]:
        """All counters, and what is held in numbers."""
        with self._lock:
            counters, before, held = dict(self._counters), self._before, self.held
        return {
            **counters,
            "before": before,
            "expired": sum(counters[reason] for reason in EXPIRED),
            "flows": held.rows,
            "octets": held.octets,
            "oldest_ms": held.oldest_ms,
            "segments": len(held.segments),
            "segment_octets": held.segment_octets,
        }
