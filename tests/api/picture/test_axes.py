from __future__ import annotations

import itertools

import pytest

from fauxmon_api.picture.axes import decade_marks, logarithm, time_marks, value_marks

NOON_S = 1_740_830_400


@pytest.mark.parametrize(
    ("lowest", "highest", "marks"),
    [
        (0, 0, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (0, 11, [0, 5, 10, 15]),
        (0, 1234567, [0, 500_000, 1_000_000, 1_500_000]),
        (-3, 4, [-4, -2, 0, 2, 4]),
        (-30, 0, [-30, -20, -10, 0]),
    ],
)
def test_values_have_round_marks_with_zero_among_them(lowest: float, highest: float, marks: list[float]) -> None:
    assert value_marks(lowest, highest) == pytest.approx(marks)


@pytest.mark.parametrize(
    ("length_s", "step_s", "first", "count"),
    [
        (300, 60, "12:00", 6),
        (3600, 600, "12:00", 7),
        (86_400, 10_800, "12:00", 9),
        (3 * 86_400, 43_200, "03-01 12:00", 7),
        (30 * 86_400, 4 * 86_400, "03-05", 7),
    ],
)
def test_times_have_marks_on_round_times(length_s: int, step_s: int, first: str, count: int) -> None:
    marks = time_marks(NOON_S, NOON_S + length_s)
    assert (len(marks), marks[0][1]) == (count, first)
    assert {later - earlier for (earlier, _), (later, _) in itertools.pairwise(marks)} == {step_s}
    assert all(at % step_s == 0 for at, _ in marks)


@pytest.mark.parametrize(
    ("lowest", "highest", "marks"),
    [
        (0, 0, [0, 1e-4, 1e-3, 1e-2, 0.1, 1]),
        (0, 1000, [0, 0.1, 1, 10, 100, 1000]),
        (0, 1001, [0, 1, 10, 100, 1000, 10_000]),
        (-5, 50_000, [-10, 0, 10, 100, 1000, 10_000, 100_000]),
        (-30, 0, [-100, -10, -1, -0.1, -0.01, 0]),
    ],
)
def test_decades_are_marked_with_zero_among_them(lowest: float, highest: float, marks: list[float]) -> None:
    assert decade_marks(lowest, highest) == pytest.approx(marks)


def test_of_a_logarithm_decades_are_about_as_far_from_each_other_and_zero_is_zero() -> None:
    marks = decade_marks(-100_000, 100_000)
    places = [logarithm(marks)(mark) for mark in marks]
    assert places == [-place for place in reversed(places)]
    assert 0.0 in places
    assert all(later - earlier == pytest.approx(1, abs=0.05) for earlier, later in itertools.pairwise(places))
