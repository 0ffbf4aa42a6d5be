"""Report: what a verdict says."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any


class Status(enum.StrEnum):
    """Of an observable, and of a whole verdict."""

    PASS = "pass"  # noqa: S105 - no password
    FAIL = "fail"
    NOT_YET = "not yet"
    NOT_APPLICABLE = "not applicable"


class Severity(enum.StrEnum):
    """A verdict with a fault fails; a warning leaves it as it is."""

    FAULT = "fault"
    WARNING = "warning"


class Code(enum.StrEnum):
    """What can be found to be wrong. Stable names."""

    CLOCK_PACE = "CLOCK_PACE"
    SERVER_NAT_ON = "SERVER_NAT_ON"
    WRONG_INTERFACE_ADDRESS = "WRONG_INTERFACE_ADDRESS"
    NOTHING_ARRIVES = "NOTHING_ARRIVES"
    SPLIT_BRAIN = "SPLIT_BRAIN"
    TEMPLATES_MISSING = "TEMPLATES_MISSING"
    STANDBY_SILENT = "STANDBY_SILENT"
    RECORDS_LOST = "RECORDS_LOST"
    CLOCK_SKEW = "CLOCK_SKEW"
    LATE_RECORDS = "LATE_RECORDS"
    SEQUENCE_RESET = "SEQUENCE_RESET"


@dataclass(frozen=True, slots=True)
class Observable:
    """One of O1 to O17, with a sentence about what was seen."""

    id: str
    title: str
    status: Status
    evidence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, why we think so, and what to do about it in the words of the product's screens."""

    code: Code
    severity: Severity
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Report:
    """`facts` are the numbers: `switch`, `nodes`, `chapters`, `fail_back`, `late_records`, and the `clock` that it was
    judged by."""

    result: Status
    decided: bool
    observables: tuple[Observable, ...]
    findings: tuple[Finding, ...]
    facts: dict[str, Any] = field(default_factory=dict)
