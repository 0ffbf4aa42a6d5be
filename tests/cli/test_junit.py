"""A verdict as CI servers read it."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from typing import Any

import pytest

from fauxmon.cli.junit import SUITE, junit


def observable(number: int, status: str, evidence: str = "seen") -> dict[str, str]:
    return {"id": f"O{number}", "title": f"Title {number}", "status": status, "evidence": evidence}


def verdict(*observables: dict[str, str], findings: tuple[dict[str, str], ...] = ()) -> dict[str, Any]:
    return {"before": "A", "after": "B", "observables": observables, "findings": findings}


def fault(severity: str) -> dict[str, str]:
    return {"code": "RECORDS_LOST", "severity": severity, "reason": "3 are lost", "fix": "Look there."}


def test_the_file_as_a_whole() -> None:
    observables = observable(1, "pass", "heard"), observable(2, "not applicable", "no shared address")
    file = junit(verdict(*observables, findings=(fault("fault"),)))
    assert (
        file.decode()
        == f"""<?xml version='1.0' encoding='utf-8'?>
<testsuite name="failover A to B" tests="3" failures="1" skipped="1">
  <testcase classname="{SUITE}" name="O1 Title 1">
    <system-out>heard</system-out>
  </testcase>
  <testcase classname="{SUITE}" name="O2 Title 2">
    <skipped message="no shared address" />
  </testcase>
  <testcase classname="{SUITE}" name="RECORDS_LOST">
    <failure type="RECORDS_LOST" message="3 are lost">3 are lost
Look there.</failure>
  </testcase>
</testsuite>
"""
    )


@pytest.mark.parametrize("status", ["fail", "not yet"])
def test_what_is_not_there_fails_and_says_how(status: str) -> None:
    suite = ET.fromstring(junit(verdict(observable(6, status, "nothing came"))))  # noqa: S314 - our own
    (failure,) = suite.iter("failure")
    assert failure.attrib == {"type": status, "message": "nothing came"}
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("1", "1", "0")


def test_a_warning_passes_with_its_text() -> None:
    suite = ET.fromstring(junit(verdict(findings=(fault("warning"),))))  # noqa: S314 - our own
    assert [one.text for one in suite.iter("system-out")] == ["3 are lost\nLook there."]
    assert suite.get("failures") == "0"


def test_what_exporters_can_name_stays_text() -> None:
    suite = ET.fromstring(junit(verdict(observable(1, "pass", '<b> & "c" ü'))))  # noqa: S314 - our own
    assert [one.text for one in suite.iter("system-out")] == ['<b> & "c" ü']
