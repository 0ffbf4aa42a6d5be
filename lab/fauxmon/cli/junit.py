"""A verdict as JUnit XML, which CI servers show: an observable is a test, and so is each thing that was found."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from typing import Any

SUITE = "fauxmon.verify.failover"


def junit(verdict: Mapping[str, Any]) -> bytes:
    """The file. A warning is a test that passes, with its text as output."""
    suite = ET.Element("testsuite", name=f"failover {verdict['before']} to {verdict['after']}")
    for one in verdict["observables"]:
        case = ET.SubElement(suite, "testcase", classname=SUITE, name=f"{one['id']} {one['title']}")
        if one["status"] == "not applicable":
            ET.SubElement(case, "skipped", message=one["evidence"])
        elif one["status"] != "pass":
            ET.SubElement(case, "failure", type=one["status"], message=one["evidence"])
        else:
            ET.SubElement(case, "system-out").text = one["evidence"]
    for one in verdict["findings"]:
        case = ET.SubElement(suite, "testcase", classname=SUITE, name=one["code"])
        text = f"{one['reason']}\n{one['fix']}"
        if one["severity"] == "fault":
            ET.SubElement(case, "failure", type=one["code"], message=one["reason"]).text = text
        else:
            ET.SubElement(case, "system-out").text = text
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    suite.set("failures", str(sum(case.find("failure") is not None for case in cases)))
    suite.set("skipped", str(sum(case.find("skipped") is not None for case in cases)))
    ET.indent(suite)
    file: bytes = ET.tostring(suite, encoding="utf-8", xml_declaration=True)
    return file + b"\n"
