from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.alerts.judging import judge
from fauxmon_collector.alerts.outcome import condition_text
from fauxmon_model.alert_codes import Comparator, Operator, TimeSpan
from fauxmon_model.conditions import Condition

if TYPE_CHECKING:
    from fauxmon_collector.alerts.outcome import Outcome

ABOVE, BELOW, OUTSIDE = Comparator.ABOVE, Comparator.BELOW, Comparator.OUTSIDE


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Condition(1, ABOVE, 1000), "total flows > 1000"),
        (Condition(6, BELOW, 1.5), "bits/s < 1.5"),
        (Condition(3, OUTSIDE, 50, time_span=TimeSpan.HOUR, percentual=True), "total bytes outside 1 h average ± 50 %"),
        (Condition(3, ABOVE, 7, time_span=TimeSpan.WEEKLY_BASELINE), "total bytes > weekly baseline + 7"),
        (Condition(2, BELOW, 7, time_span=TimeSpan.MINUTES_10), "total packets < 10 min average - 7"),
        (Condition(6, ABOVE, 9, subject=2), "source IP address: bytes/packet > 9"),
    ],
    ids=range(6),
)
def test_a_condition_in_words(condition: Condition, text: str) -> None:
    assert condition_text(judge(condition, 1)) == text


def test_facts_are_flat_for_json(fired: Outcome) -> None:
    assert fired.facts() == {
        "alert": "Much traffic",
        "profile": "live",
        "from_ms": 1_740_830_400_000,
        "to_ms": 1_740_830_700_000,
        "flows": 2,
        "packets": 3,
        "bytes": 1500,
        "conditions": [{"text": "total bytes > 1000", "value": 1500, "holds": True}],
    }


def test_a_letter_says_when_and_what(fired: Outcome) -> None:
    assert fired.text() == (
        "The alert Much traffic has fired.\n\nProfile: live\nTime: 2025-03-01 12:00:00 to 2025-03-01 12:05:00 UTC\n"
        "Flows: 2, packets: 3, bytes: 1500\n\ntotal bytes > 1000 (1500)\n"
    )


def test_several_conditions_are_joined_by_their_operators(fired: Outcome) -> None:
    top = judge(Condition(3, ABOVE, 9, Operator.OR, subject=2), 800.0, subject="10.0.0.1")
    average = judge(Condition(3, ABOVE, 9, time_span=TimeSpan.HOUR), 800.0, 20.5)
    several = dataclasses.replace(fired, judged=(top, average, top))
    assert several.line() == (
        "alert Much traffic has fired: source IP address: number of bytes > 9 (10.0.0.1 has 800) "
        "and total bytes > 1 h average + 9 (800, average 20.5) "
        "or source IP address: number of bytes > 9 (10.0.0.1 has 800)"
    )
    facts = several.facts()["conditions"]
    assert (facts[0]["subject"], facts[1]["average"]) == ("10.0.0.1", 20.5)
