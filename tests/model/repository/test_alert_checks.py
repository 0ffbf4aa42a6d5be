from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from fauxmon_model.alert_codes import Comparator, ConditionType, TimeSpan
from fauxmon_model.conditions import Condition
from fauxmon_model.entities import CONDITION_LIMIT, FILE_LIMIT, REACTIONS
from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import AlertDraft
from fauxmon_model.repository.alert_checks import check_conditions, check_reactions, check_trigger
from fauxmon_model.repository.checks import Findings

TOP, TOTAL = ConditionType.TOP_1, ConditionType.TOTAL_FLOWS
BYTES = Condition(metric=3, comparator=Comparator.ABOVE, number=1000)
HOUR = TimeSpan.HOUR


def found(findings: Findings) -> dict[str, str]:
    try:
        findings.settle()
    except InvalidError as error:
        return {each.field.removeprefix("definition."): each.message for each in error.errors}
    return {}


def of_conditions(kind: int | None, *conditions: Condition) -> list[str]:
    findings = Findings()
    check_conditions(kind, conditions, findings)
    return [field.removeprefix("conditions[0].") for field in found(findings)]


@pytest.mark.parametrize(
    ("kind", "condition"),
    [
        (TOTAL, BYTES),
        (TOTAL, Condition(6, Comparator.OUTSIDE, 0, time_span=TimeSpan.WEEKLY_BASELINE, percentual=True)),
        (TOP, Condition(6, Comparator.BELOW, 0.5, subject=13)),
    ],
    ids=range(3),
)
def test_accepts(kind: int, condition: Condition) -> None:
    assert of_conditions(kind, *[condition] * CONDITION_LIMIT) == []


@pytest.mark.parametrize(
    ("kind", "condition", "wrong"),
    [
        (None, BYTES, ["conditionType"]),
        (3, BYTES, ["conditionType"]),
        (TOTAL, Condition(7, 1, 0), ["metric"]),
        (TOTAL, Condition(None, None, None), ["number", "metric", "comparator"]),
        (TOTAL, Condition(1, 4, 0), ["comparator"]),
        (TOTAL, Condition(1, 1, -1), ["number"]),
        (TOTAL, Condition(1, 1, float("nan")), ["number"]),
        (TOTAL, Condition(1, 1, float("inf")), ["number"]),
        (TOTAL, Condition(1, 1, 0, operator=3), ["operator"]),
        (TOTAL, Condition(1, 1, 0, time_span=9), ["timeSpan"]),
        (TOTAL, Condition(1, 1, 0, percentual=True), ["isPercentual"]),
        (TOTAL, Condition(1, Comparator.OUTSIDE, 0), ["comparator"]),
        (TOTAL, Condition(1, 1, 0, subject=1), ["subjectOfMeasurement"]),
        (TOP, Condition(1, 1, 0), ["subjectOfMeasurement"]),
        (TOP, Condition(1, 1, 0, subject=14), ["subjectOfMeasurement"]),
        (TOP, Condition(7, Comparator.OUTSIDE, 0, subject=1), ["metric", "comparator"]),
        (TOP, Condition(1, 1, 0, subject=1, time_span=HOUR), ["timeSpan"]),
    ],
    ids=range(17),
)
def test_refuses(kind: int | None, condition: Condition, wrong: list[str]) -> None:
    assert of_conditions(kind, condition) == wrong


@pytest.mark.parametrize("number", [0, CONDITION_LIMIT + 1])
def test_there_are_one_to_six_conditions(number: int) -> None:
    """R58."""
    assert of_conditions(TOTAL, *[BYTES] * number) == ["conditions"]


def test_what_an_unknown_code_might_have_been() -> None:
    findings = Findings()
    check_trigger(AlertDraft(frequency=4, activation_threshold=0, block_for=10**6), findings)
    assert found(findings) == {
        "trigger.frequency": "must be one of 1 (each time), 2 (only once), 3 (once while the condition holds)",
        "trigger.activationThreshold": "must be 1 or more",
        "trigger.blockFor": "must be 100000 or less",
    }


@pytest.mark.parametrize(
    ("reaction", "options", "wrong"),
    [
        ("email", {"enabled": True, "to": "a@example.org"}, []),
        ("email", {"enabled": True, "to": " "}, ["email.to"]),
        ("email", {"to": "a@example.org\nBcc: b@example.org"}, ["email.to"]),
        ("email", {"subject": "S\r\nX: y"}, ["email.subject"]),
        ("email", {"subject": "S" * 2001}, ["email.subject"]),
        ("script", {"enabled": True}, ["script.name"]),
        ("script", {"parameters": "it's"}, ["script.parameters"]),
        ("script", {"file": {"name": "f", "data": "AAAA"}}, []),
        ("script", {"file": None}, []),
        ("script", {"file": {"name": "", "data": "AAAA"}}, ["script.file.name"]),
        ("script", {"file": {"name": "f", "data": "#"}}, ["script.file.data"]),
        ("script", {"file": {"name": "f", "data": "é"}}, ["script.file.data"]),
        ("script", {"file": {"name": "f", "data": "AAAA" * (FILE_LIMIT // 3 + 1)}}, ["script.file.data"]),
        ("snmp", {"targetGroups": [{"id": 1, "name": "g"}] * 101}, ["snmp.targetGroups"]),
    ],
    ids=range(14),
)
def test_reactions(reaction: str, options: dict[str, Any], wrong: list[str]) -> None:
    findings, reactions = Findings(), deepcopy(REACTIONS)
    reactions[reaction] |= options
    check_reactions(reactions, findings)
    assert list(found(findings)) == [f"reactions.{field}" for field in wrong]
