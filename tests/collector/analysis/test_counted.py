from __future__ import annotations

import numpy as np
import pytest

from fauxmon_collector.analysis.business_time import BusinessTime
from fauxmon_collector.analysis.counted import Counted
from fauxmon_collector.analysis.timerange import Grid

NOON = 1_740_830_400_000
STEP = 300_000
HOUR = 12 * STEP
SATURDAY = 5 * 24 * HOUR
BUSINESS = BusinessTime(((SATURDAY + 13 * HOUR, SATURDAY + 14 * HOUR),))


def test_all_slots_count_without_business_time() -> None:
    counted = Counted.of(Grid(NOON, NOON + HOUR, STEP), None)
    assert counted.labels == list(counted.grid.labels)
    assert counted.mean_ms == 13 * STEP
    assert counted.open_slot(NOON + 1) == NOON + STEP


def test_slots_outside_of_business_time_are_absent() -> None:
    counted = Counted.of(Grid(NOON, NOON + 3 * HOUR, STEP), BUSINESS)
    assert counted.labels == [NOON + HOUR + n * STEP for n in range(1, 13)]
    assert counted.seconds[0] == (NOON + HOUR + STEP) // 1000
    assert counted.mean_ms == 13 * STEP
    assert counted.open_slot(NOON + 1) is None
    assert counted.open_slot(NOON + HOUR) == NOON + HOUR + STEP
    sums = np.arange(2 * 36 * 3, dtype=np.float64).reshape(2, 36, 3)
    assert counted.of_slots(sums).tolist() == sums[:, 12:24].tolist()


def test_no_slot_may_count() -> None:
    counted = Counted.of(Grid(NOON, NOON + HOUR, STEP), BUSINESS)
    assert (counted.labels, counted.mean_ms) == ([], STEP)
    assert counted.of_slots(np.zeros((1, 12, 3))).shape == (1, 0, 3)


@pytest.mark.parametrize("step", [7 * STEP, 2 * HOUR])
def test_a_step_must_part_an_hour(step: int) -> None:
    with pytest.raises(ValueError, match="do not part an hour"):
        Counted.of(Grid(0, 4 * step, step), BUSINESS)
