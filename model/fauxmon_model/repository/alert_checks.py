"""What must hold for the conditions, the trigger and the reactions of an alert (REST contract §2.10)."""

from __future__ import annotations

import base64
import binascii
import math
import shlex
from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon_model.alert_codes import (
    CONDITION_TYPES,
    FREQUENCIES,
    OPERATORS,
    SUBJECTS,
    TIME_SPANS,
    TOP_COMPARATORS,
    TOP_METRICS,
    TOTAL_COMPARATORS,
    TOTAL_METRICS,
    Comparator,
    ConditionType,
    TimeSpan,
)
from fauxmon_model.conditions import Condition
from fauxmon_model.entities import CONDITION_LIMIT, FILE_LIMIT
from fauxmon_model.repository.checks import Findings
from fauxmon_model.repository.drafts import AlertDraft

_MOST_CYCLES = 100_000
_LONGEST_TEXT = 2000
_MOST_GROUPS = 100
_TEXTS = (("email", "to"), ("email", "subject"), ("script", "name"), ("script", "parameters"))


def check_trigger(draft: AlertDraft, findings: Findings) -> None:
    """Note what is wrong with how often it is to fire."""
    _check_code("definition.trigger.frequency", draft.frequency, FREQUENCIES, findings)
    for name, value, least in (
        ("activationThreshold", draft.activation_threshold, 1),
        ("blockFor", draft.block_for, 0),
    ):
        findings.at_least(f"definition.trigger.{name}", value, least)
        findings.at_most(f"definition.trigger.{name}", value, _MOST_CYCLES)


def check_conditions(kind: int | None, conditions: Sequence[Condition], findings: Findings) -> None:
    """Note what is wrong with the conditions of an alert of this type."""
    if kind not in CONDITION_TYPES:
        findings.add("definition.conditionType", f"must be one of {_listed(CONDITION_TYPES)}")
        return
    if not 1 <= len(conditions) <= CONDITION_LIMIT:
        findings.add("definition.conditions", f"must be 1 to {CONDITION_LIMIT} conditions")
        return
    for index, condition in enumerate(conditions):
        path = f"definition.conditions[{index}]"
        _check_code(f"{path}.operator", condition.operator, OPERATORS, findings)
        if condition.number is None or not (math.isfinite(condition.number) and condition.number >= 0):
            findings.add(f"{path}.number", "must be a number, 0 or more")
        if kind == ConditionType.TOP_1:
            _check_top(path, condition, findings)
        else:
            _check_total(path, condition, findings)


def check_reactions(reactions: Mapping[str, Mapping[str, Any]], findings: Findings) -> None:
    """Note what is wrong with the reactions that an alert is to have, all of them whole."""
    email, script, snmp = reactions["email"], reactions["script"], reactions["snmp"]
    for reaction, name in _TEXTS:
        text = reactions[reaction][name]
        if len(text) > _LONGEST_TEXT or not text.isprintable():
            findings.add(
                f"definition.reactions.{reaction}.{name}", f"must be one line of at most {_LONGEST_TEXT} characters"
            )
    if email["enabled"] and not email["to"].strip():
        findings.add("definition.reactions.email.to", "must not be empty")
    if script["enabled"] and not script["name"].strip():
        findings.add("definition.reactions.script.name", "must not be empty")
    try:
        shlex.split(script["parameters"])
    except ValueError:
        findings.add("definition.reactions.script.parameters", "has a quotation mark that is not closed")
    if len(snmp["targetGroups"]) > _MOST_GROUPS:
        findings.add("definition.reactions.snmp.targetGroups", f"must be {_MOST_GROUPS} or less")
    if (file := script.get("file")) is not None:
        _check_file("definition.reactions.script.file", file, findings)


def _check_total(path: str, condition: Condition, findings: Findings) -> None:
    _check_code(f"{path}.metric", condition.metric, TOTAL_METRICS, findings, required=True)
    _check_code(f"{path}.comparator", condition.comparator, TOTAL_COMPARATORS, findings, required=True)
    _check_code(f"{path}.timeSpan", condition.time_span, TIME_SPANS, findings)
    if condition.subject is not None:
        findings.add(f"{path}.subjectOfMeasurement", "total flows have none")
    if condition.time_span == TimeSpan.ABSOLUTE:
        if condition.percentual:
            findings.add(f"{path}.isPercentual", "a number that is compared by itself is not per cent of anything")
        if condition.comparator == Comparator.OUTSIDE:
            findings.add(f"{path}.comparator", "outside needs an average to be outside of")


def _check_top(path: str, condition: Condition, findings: Findings) -> None:
    _check_code(f"{path}.metric", condition.metric, TOP_METRICS, findings, required=True)
    _check_code(f"{path}.comparator", condition.comparator, TOP_COMPARATORS, findings, required=True)
    _check_code(f"{path}.subjectOfMeasurement", condition.subject, SUBJECTS, findings, required=True)
    if condition.time_span != TimeSpan.ABSOLUTE or condition.percentual:
        findings.add(f"{path}.timeSpan", "a top 1 is compared with a number alone")


def _check_file(path: str, file: Mapping[str, Any], findings: Findings) -> None:
    findings.short_name(f"{path}.name", file["name"])
    try:
        octets = len(base64.b64decode(file["data"], validate=True))
    except (binascii.Error, ValueError):
        findings.add(f"{path}.data", "must be base64")
    else:
        findings.at_most(f"{path}.data", octets, FILE_LIMIT)


def _check_code(
    field: str, value: int | None, allowed: Mapping[int, str], findings: Findings, *, required: bool = False
) -> None:
    if value not in allowed and (value is not None or required):
        findings.add(field, f"must be one of {_listed(allowed)}")


def _listed(codes: Mapping[int, str]) -> str:
    return ", ".join(f"{id_} ({name})" for id_, name in codes.items())
