from __future__ import annotations

import pytest

from fauxmon_collector.alerts.judging import judge, together
from fauxmon_model.alert_codes import Comparator, Operator, TimeSpan
from fauxmon_model.conditions import Condition

ABOVE, BELOW, OUTSIDE = Comparator.ABOVE, Comparator.BELOW, Comparator.OUTSIDE


@pytest.mark.parametrize(
    ("comparator", "value", "holds"),
    [(ABOVE, 10, False), (ABOVE, 10.5, True), (BELOW, 10, False), (BELOW, 9.5, True), (BELOW, 0, True)],
)
def test_by_the_number_alone(comparator: Comparator, value: float, holds: bool) -> None:
    assert judge(Condition(1, comparator, 10), value).holds is holds


@pytest.mark.parametrize("percentual", [False, True])
@pytest.mark.parametrize(
    ("comparator", "held"),
    [(ABOVE, [False, False, False, True]), (BELOW, [True, False, False, False]), (OUTSIDE, [True, False, False, True])],
)
def test_more_than_so_much_away_from_an_average(comparator: Comparator, held: list[bool], percentual: bool) -> None:
    """Of an average of 200, 50 either way: as they are, or 25 %."""
    condition = Condition(1, comparator, 25 if percentual else 50, time_span=TimeSpan.HOUR, percentual=percentual)
    assert [judge(condition, value, 200).holds for value in (149, 150, 250, 251)] == held


@pytest.mark.parametrize("comparator", [ABOVE, BELOW, OUTSIDE])
def test_without_a_baseline_nothing_holds(comparator: Comparator) -> None:
    condition = Condition(1, comparator, 0, time_span=TimeSpan.WEEKLY_BASELINE)
    assert not judge(condition, 5, None).holds


@pytest.mark.parametrize(
    ("held", "met"),
    [
        ("&1", True),
        ("|0", False),
        ("&1&0", False),
        ("&0|1", True),
        ("&1|0&0", False),
        ("&0&0|1", True),
        ("|0&1", False),
    ],
)
def test_each_is_joined_to_those_before_it(held: str, met: bool) -> None:
    judged = [
        judge(Condition(1, ABOVE, 0, Operator.OR if operator == "|" else Operator.AND), float(value))
        for operator, value in zip(held[::2], held[1::2], strict=True)
    ]
    assert together(judged) is met
