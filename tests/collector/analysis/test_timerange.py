"""The product's grid (REST contract §2.5.3)."""

from __future__ import annotations

import pytest

from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.store.base import Span
from fauxmon_collector.store.chart_time import ChartTime

NOW = 1_740_830_567_890
MINUTE = 60_000
NOON = 1_740_830_400_000
STEP = 5 * MINUTE


@pytest.mark.parametrize(
    ("from_ms", "to_ms", "labels"),
    [
        (NOON, NOON + STEP, [NOON + STEP]),
        (NOON, NOON + 3 * STEP, [NOON + STEP, NOON + 2 * STEP, NOON + 3 * STEP]),
        (NOON + MINUTE, NOON + MINUTE + STEP, [NOON + STEP]),
        (NOON + MINUTE, NOON + MINUTE + 2 * STEP, [NOON + STEP, NOON + 2 * STEP]),
        (NOON + MINUTE, NOON + 2 * MINUTE, [NOON + STEP]),
        (NOON, NOON, [NOON + STEP]),
        (NOON - 1, NOON, [NOON]),
    ],
)
def test_both_ends_are_rounded_down_but_one_slot_is_left(from_ms: int, to_ms: int, labels: list[int]) -> None:
    grid = Grid.of(from_ms, to_ms, STEP)

    assert list(grid.labels) == labels
    assert grid.slots == len(labels)


def test_twelve_hours_are_144_slots_that_begin_five_minutes_after_from() -> None:
    grid = Grid.of(NOON, NOON + 12 * 60 * MINUTE, STEP)

    assert grid.slots == 144
    assert grid.labels[0] == NOON + STEP
    assert grid.labels[-1] == NOON + 12 * 60 * MINUTE


@pytest.mark.parametrize(("from_ms", "to_ms", "step_ms"), [(1, 0, 1000), (0, 1, 0), (0, 1, -5)])
def test_a_range_that_is_none_is_refused(from_ms: int, to_ms: int, step_ms: int) -> None:
    with pytest.raises(ValueError, match="no time range"):
        Grid.of(from_ms, to_ms, step_ms)


@pytest.mark.parametrize(
    ("now_ms", "labels", "open_slot"),
    [
        (NOON - 1, [], None),
        (NOON, [NOON + STEP], NOON + STEP),
        (NOON + STEP - 1, [NOON + STEP], NOON + STEP),
        (NOON + STEP, [NOON + STEP, NOON + 2 * STEP], NOON + 2 * STEP),
        (NOON + 2 * STEP, [NOON + STEP, NOON + 2 * STEP], None),
    ],
)
def test_slots_of_the_future_are_cut_off_and_the_open_one_is_known(
    now_ms: int, labels: list[int], open_slot: int | None
) -> None:
    grid = Grid.of(NOON, NOON + 2 * STEP, STEP)

    assert list(grid.until(now_ms).labels) == labels
    assert grid.until(now_ms).open_slot(now_ms) == open_slot


@pytest.mark.parametrize(
    ("now_ms", "open_slot"),
    [
        (NOON, NOON + STEP),
        (NOON + STEP, NOON + STEP),
        (NOON + STEP + MINUTE - 1, NOON + STEP),
        (NOON + STEP + MINUTE, NOON + 2 * STEP),
        (NOON + 2 * STEP + MINUTE - 1, NOON + 2 * STEP),
        (NOON + 2 * STEP + MINUTE, None),
    ],
)
def test_by_start_a_slot_is_open_for_a_minute_longer(now_ms: int, open_slot: int | None) -> None:
    grid = Grid.of(NOON, NOON + 2 * STEP, STEP, ChartTime.START)

    assert grid.until(now_ms).open_slot(now_ms) == open_slot
    assert grid.until(now_ms).span.time is ChartTime.START


def test_by_start_the_first_of_many_open_slots_is_told() -> None:
    grid = Grid.of(NOON, NOON + 5 * MINUTE, 1000, ChartTime.START)

    assert grid.open_slot(NOON + 2 * MINUTE) == NOON + MINUTE + 1000
    assert grid.open_slot(NOON + 1000) == NOON + 1000, "no earlier slot is in the chart"


def test_a_span_tells_when_its_flows_can_have_been_received() -> None:
    hour = 60 * MINUTE
    by_start = Span(NOON, NOON + STEP, ChartTime.START)

    assert by_start.received == (NOON, NOON + STEP + hour)
    assert Span(NOON, NOON + STEP).received == (NOON, NOON + STEP)
    assert Span(NOON, NOON + STEP).holds(NOON, NOON + STEP - 1)
    assert not by_start.holds(NOON + hour - 1, NOON + STEP - 1)
    assert Span(NOON, NOON + 2 * hour, ChartTime.START).holds(NOON + hour, NOON + 2 * hour - 1)
    assert not Span(NOON, NOON + 2 * hour, ChartTime.START).holds(NOON + hour, NOON + 2 * hour)
