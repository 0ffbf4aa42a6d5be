"""Whether conditions hold (contract §2.10)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from fauxmon_model.alert_codes import Comparator, Operator, TimeSpan
from fauxmon_model.conditions import Condition

PER_CENT = 100


class Judged(NamedTuple):
    """A condition and what was found: the value, the average that it was compared with (None if by the number alone, or
    if there is none yet), whose value it is if it is a subject's, and whether the condition holds."""

    condition: Condition
    value: float
    average: float | None
    subject: str
    holds: bool


def judge(condition: Condition, value: float, average: float | None = None, subject: str = "") -> Judged:
    """Compare. By the number alone, `>` and `<` are beyond it; with an average, they are more than the number away from
    it on that side, `outside` on either. Without a baseline nothing holds."""
    number = condition.number or 0
    if condition.time_span == TimeSpan.ABSOLUTE:
        low = high = number
    elif average is None:
        return Judged(condition, value, None, subject, holds=False)
    else:
        margin = average * number / PER_CENT if condition.percentual else number
        low, high = average - margin, average + margin
    above = value > high and condition.comparator in (Comparator.ABOVE, Comparator.OUTSIDE)
    below = value < low and condition.comparator in (Comparator.BELOW, Comparator.OUTSIDE)
    return Judged(condition, value, average, subject, holds=above or below)


def together(judged: Sequence[Judged]) -> bool:
    """All conditions in one: each is joined to those before it by its operator; that of the first means nothing."""
    met = judged[0].holds
    for each in judged[1:]:
        met = (met or each.holds) if each.condition.operator == Operator.OR else (met and each.holds)
    return met
