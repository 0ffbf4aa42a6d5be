"""Counted: which slots of a grid a Chapter is about, and what it divides by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fauxmon_collector.analysis.business_time import HOUR_MS, BusinessTime
from fauxmon_collector.analysis.sums import SlotSums
from fauxmon_collector.analysis.timerange import Grid


@dataclass(frozen=True, slots=True)
class Counted:
    """All slots of a grid, or those in business time. A slot lies wholly in it or wholly outside, since business time
    is whole hours. What lies outside is not zero but absent: it has no point and is in no mean and no percentile."""

    grid: Grid
    inside: npt.NDArray[np.bool_]
    labels: list[int]

    @classmethod
    def of(cls, grid: Grid, business: BusinessTime | None) -> Counted:
        """Errors: ValueError (steps that do not part an hour)."""
        starts = np.arange(grid.from_ms, grid.to_ms, grid.step_ms, dtype=np.int64)
        if business is None:
            inside = np.ones(starts.shape, np.bool_)
        elif HOUR_MS % grid.step_ms:
            raise ValueError(f"steps of {grid.step_ms} ms do not part an hour, as business hours need it")
        else:
            inside = business.holds(starts)
        return cls(grid, inside, (starts[inside] + grid.step_ms).tolist())

    @property
    def seconds(self) -> list[int]:
        """The labels in seconds since 1970."""
        return [label // 1000 for label in self.labels]

    @property
    def mean_ms(self) -> int:
        """What a Chapter divides by for its mean rate: the product counts the slots at both ends, one too many."""
        return (len(self.labels) + 1) * self.grid.step_ms

    def of_slots(self, slots: SlotSums) -> SlotSums:
        """What of the grid's sums is in these slots."""
        return slots[:, self.inside]

    def open_slot(self, now_ms: int) -> int | None:
        """The label of the slot that `now_ms` lies in, if it is one of these."""
        label = self.grid.open_slot(now_ms)
        return label if label in self.labels else None
