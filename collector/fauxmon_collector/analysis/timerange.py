"""The grid of slots that a time range covers. UTC throughout."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fauxmon_collector.store.base import Span
from fauxmon_collector.store.chart_time import ChartTime


@dataclass(frozen=True, slots=True)
class Grid:
    """Slots [start, start + step) from `from_ms` up to `to_ms`, both on the step. A slot is labelled by its end.

    A flow is in one slot with all that it has, however long it took: in that of its `time`.
    """

    from_ms: int
    to_ms: int
    step_ms: int
    time: ChartTime = ChartTime.RECEIVED

    @classmethod
    def of(cls, from_ms: int, to_ms: int, step_ms: int, time: ChartTime = ChartTime.RECEIVED) -> Grid:
        """Both ends rounded down to the step; at least one slot. Errors: ValueError (order, step)."""
        if step_ms < 1 or from_ms > to_ms:
            raise ValueError(f"no time range: from {from_ms} to {to_ms} by {step_ms} ms")
        first = from_ms - from_ms % step_ms
        return cls(first, max(to_ms - to_ms % step_ms, first + step_ms), step_ms, time)

    def until(self, now_ms: int) -> Grid:
        """Without the slots that begin after `now_ms`; possibly none are left."""
        next_slot = now_ms - now_ms % self.step_ms + self.step_ms
        return replace(self, to_ms=max(self.from_ms, min(self.to_ms, next_slot)))

    @property
    def span(self) -> Span:
        """The flows of its slots."""
        return Span(self.from_ms, self.to_ms, self.time)

    @property
    def slots(self) -> int:
        """How many."""
        return (self.to_ms - self.from_ms) // self.step_ms

    @property
    def labels(self) -> range:
        """The ends of the slots."""
        return range(self.from_ms + self.step_ms, self.to_ms + self.step_ms, self.step_ms)

    def open_slot(self, now_ms: int) -> int | None:
        """The label of the first of these slots that is open at `now_ms`, if one is. All behind it are open too."""
        settled_ms = now_ms - self.time.settles_ms
        label = max(settled_ms - settled_ms % self.step_ms, self.from_ms) + self.step_ms
        return label if label in self.labels else None
