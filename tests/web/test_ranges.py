from __future__ import annotations

import pytest

from fauxmon_api.web.ranges import RANGES, SETTLE_MS, Window, closed_until, fitting, resolved

NOON_MS = 1_740_830_400_000


@pytest.mark.parametrize("key", RANGES)
def test_a_window_ends_with_the_slot_of_now(key: str) -> None:
    window = RANGES[key].until(NOON_MS + 1)
    assert window.to_ms == NOON_MS + window.step_ms
    number, unit = key.split()
    assert window.to_ms - window.from_ms == int(number) * {"min": 60_000, "h": 3_600_000, "d": 86_400_000}[unit]
    assert window.from_ms % window.step_ms == 0
    assert (window.labels[0], window.labels[-1]) == (window.from_ms + window.step_ms, window.to_ms)


def test_a_slot_that_has_just_ended_stays_open_until_its_flows_are_stored() -> None:
    window = Window(NOON_MS - 10_000, NOON_MS + 1000, 1000)
    assert closed_until(window, NOON_MS + SETTLE_MS - 1, None) == NOON_MS - 1000
    assert closed_until(window, NOON_MS + SETTLE_MS, None) == NOON_MS


def test_the_open_slot_of_the_chart_is_never_closed() -> None:
    window = Window(NOON_MS - 10_000, NOON_MS + 1000, 1000)
    assert closed_until(window, NOON_MS + 900, NOON_MS) == NOON_MS - 1000


def test_a_window_of_the_past_is_closed_to_its_end() -> None:
    window = Window(NOON_MS - 20_000, NOON_MS - 10_000, 1000)
    assert closed_until(window, NOON_MS, None) == NOON_MS - 10_000


@pytest.mark.parametrize(
    ("hours", "step_s"), [(0.05, 1), (0.25, 5), (0.8, 15), (12, 300), (24, 900), (24 * 30, 21_600), (24 * 9000, 86_400)]
)
def test_slots_fit_the_length_of_time(hours: float, step_s: int) -> None:
    window = fitting(NOON_MS - int(hours * 3_600_000), NOON_MS)
    assert window.step_ms == step_s * 1000
    assert window.from_ms <= NOON_MS - hours * 3_600_000 < window.from_ms + window.step_ms
    assert window.to_ms - window.step_ms < NOON_MS <= window.to_ms


@pytest.mark.parametrize(
    ("length_s", "asked_s", "step_s"), [(300, 1, 1), (300, 300, 300), (3600, 1, 5), (43_200, 1, 60), (43_200, 5, 60)]
)
def test_slots_are_as_wanted_unless_there_would_be_too_many(length_s: int, asked_s: int, step_s: int) -> None:
    window = resolved(Window(NOON_MS - length_s * 1000, NOON_MS, 15_000), asked_s * 1000)
    assert (window.from_ms, window.to_ms, window.step_ms) == (NOON_MS - length_s * 1000, NOON_MS, step_s * 1000)


def test_no_time_at_all_still_is_one_slot() -> None:
    assert len(fitting(NOON_MS, NOON_MS).labels) == 1
