"""When alerts fire: threshold, blocking, the three frequencies."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fauxmon_collector.alerts.trigger import Rule, Trigger, info, status
from fauxmon_model.alert_codes import Frequency, TriggerStatus
from fauxmon_model.entities import Alert, AlertState

EACH, ONCE, WHILE = Frequency.EACH_TIME, Frequency.ONLY_ONCE, Frequency.WHILE_IT_HOLDS


def fires(rule: Rule, held: str) -> str:
    """`x` for each evaluation that fires; `held` has `1` where the conditions hold."""
    trigger, found = Trigger(), ""
    for each in held:
        trigger, fired = trigger.after(rule, met=each == "1")
        found += "x" if fired else "."
    return found


@pytest.mark.parametrize(
    ("rule", "held", "expected"),
    [
        (Rule(EACH, 1, 0), "0110", ".xx."),
        (Rule(EACH, 2, 0), "10110111", "...x..x."),
        (Rule(EACH, 1, 2), "1111111", "x..x..x"),
        (Rule(EACH, 2, 1), "1111111", ".x..x.."),
        (Rule(ONCE, 1, 0), "0110111", ".x....."),
        (Rule(ONCE, 3, 0), "110111111", ".....x..."),
        (Rule(WHILE, 1, 0), "0110111", ".x..x.."),
        (Rule(WHILE, 2, 0), "111011", ".x...x"),
        (Rule(WHILE, 1, 3), "1011111", "x...x.."),
    ],
    ids=range(9),
)
def test_fires(rule: Rule, held: str, expected: str) -> None:
    assert fires(rule, held) == expected


@given(
    rule=st.builds(Rule, st.sampled_from(Frequency), st.integers(1, 4), st.integers(0, 4)),
    held=st.text("01", max_size=40),
)
def test_what_holds_of_every_run(rule: Rule, held: str) -> None:
    found = fires(rule, held)
    places = [place for place, each in enumerate(found) if each == "x"]
    for place in places:
        assert held[place + 1 - rule.threshold : place + 1] == "1" * rule.threshold, "held so often in a row"
    for one, other in itertools.pairwise(places):
        assert other - one > rule.block_for, "passes over so many"
        assert other - one >= rule.threshold, "counts from the beginning"
        if rule.frequency is WHILE:
            assert "0" in held[one:other]
    assert len(places) <= 1 or rule.frequency is not ONCE


def statuses(rule: Rule, held: str) -> Sequence[tuple[TriggerStatus, str]]:
    alert = Alert(enabled=True, activation_threshold=rule.threshold)
    found, trigger = [], Trigger()
    for each in held:
        trigger, _ = trigger.after(rule, met=each == "1")
        alert.state = AlertState(hits=trigger.hits, blocked=trigger.blocked, fired=trigger.fired)
        found.append((status(alert), info(alert)))
    return found


def test_how_it_stands_in_between() -> None:
    counting, fired, blocked = (TriggerStatus.COUNTING, "1/2"), (TriggerStatus.FIRED, ""), (TriggerStatus.BLOCKED, "")
    armed = (TriggerStatus.ARMED, "")
    assert statuses(Rule(EACH, 2, 2), "0111101") == [armed, counting, fired, blocked, armed, armed, counting]
    assert statuses(Rule(ONCE, 1, 2), "1010") == [fired] * 4
    assert statuses(Rule(WHILE, 1, 3), "1101") == [fired, fired, blocked, armed]


def test_before_the_first_evaluation_and_when_it_is_off() -> None:
    assert status(Alert(enabled=True, state=None)) is TriggerStatus.ARMED
    assert info(Alert(enabled=True, state=None)) == ""
    assert status(Alert(enabled=False, state=AlertState(fired=True, hits=0, blocked=0))) is TriggerStatus.INACTIVE
