"""Averages: what the flows of a slot add up to, over the day before it, and in the same slot of weeks before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.alerts.watched import Watched
from fauxmon_collector.analysis import sums
from fauxmon_collector.analysis.sums import Sums
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.alert_codes import TimeSpan

SPANS_MS = (300_000, 600_000, 1_800_000, 3_600_000, 21_600_000, 43_200_000, 86_400_000)
"""Of the means that an alert shows; all but the first are those of its time spans, in their order."""
WEEK_MS = 604_800_000
WEEKS = 4
"""That the weekly baseline looks back."""

Mean = npt.NDArray[np.float64]
"""The fields of Sums of a slot."""


class Averages(NamedTuple):
    """`slot` is the one that is looked at, `means` are those of a slot over each of `SPANS_MS`, that one included;
    `baseline` is that of the same slot of the weeks before, None if there was none."""

    slot: Mean
    means: list[Mean]
    baseline: Mean | None

    def of(self, time_span: int) -> Mean | None:
        """What a condition with this time span is compared with."""
        return self.baseline if time_span == TimeSpan.WEEKLY_BASELINE else self.means[time_span - 1]


def averages(store: FlowStore, watched: Sequence[Watched], slot: Grid) -> list[Averages]:
    """Those of each, for a Grid of the one slot. One look at the flows of a day serves some dozens of them, and what it
    finds in segments is remembered. Errors: StoreError."""
    day = Grid(slot.to_ms - SPANS_MS[-1], slot.to_ms, slot.step_ms, slot.time)
    baselines = _baselines(store, watched, slot)
    return [
        Averages(found[-1], _means(found, _slots_since(each.since_ms, day), slot.step_ms), baselines.get(each.alert.id))
        for each, found in zip(watched, _sums(store, watched, day), strict=True)
    ]


def _means(found: npt.NDArray[np.float64], there: int, step_ms: int) -> list[Mean]:
    """Over slots that there were: a Profile of an hour has no day behind it that could be empty."""
    counts = (min(max(1, span // step_ms), there) for span in SPANS_MS)
    return [found[-count:].mean(axis=0) for count in counts]


def _baselines(store: FlowStore, watched: Sequence[Watched], slot: Grid) -> dict[str, Mean]:
    wanting = [
        each
        for each in watched
        if any(condition.time_span == TimeSpan.WEEKLY_BASELINE for condition in each.conditions)
    ]
    found: dict[str, list[Mean]] = {}
    for week in range(1, WEEKS + 1):
        back = Grid(slot.from_ms - week * WEEK_MS, slot.to_ms - week * WEEK_MS, slot.step_ms, slot.time)
        there = [each for each in wanting if _first_slot(each.since_ms, slot.step_ms) <= back.from_ms]
        for each, own in zip(there, _sums(store, there, back), strict=True):
            found.setdefault(each.alert.id, []).append(own[-1])
    return {id_: np.mean(own, axis=0) for id_, own in found.items()}


def _sums(store: FlowStore, watched: Sequence[Watched], grid: Grid) -> npt.NDArray[np.float64]:
    """Shape (watched, slots, fields of Sums)."""
    if not watched:
        return np.zeros((0, grid.slots, len(Sums._fields)))
    return sums.by_predicate(store, [sa.and_(sa.true(), *each.where) for each in watched], grid, [])[0]


def _slots_since(since_ms: int, grid: Grid) -> int:
    """How many of a grid's slots lie behind this time; at least one."""
    first = max(grid.from_ms, _first_slot(since_ms, grid.step_ms))
    return max(1, (grid.to_ms - first) // grid.step_ms)


def _first_slot(since_ms: int, step_ms: int) -> int:
    return since_ms - since_ms % step_ms
