from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.web.sources import failover_rows as rows
from fauxmon_collector.failover.report import Code, Finding, Observable, Report, Severity, Status

NOON = 1_740_830_400_000
SWITCH = {"first_after_ms": 8_000, "last_before_ms": 5_000, "gap_ms": 3_000, "overlap_ms": 0}
NODE: dict[str, Any] = {
    "role": "before",
    "address": "10.0.0.1",
    "channels": ["a"],
    "flows": 1234,
    "octets": 2048,
    "first_ms": NOON,
    "last_ms": None,
    "lost": 2,
    "template_delay_ms": 1500,
    "skew_ms": -600_000,
    "streams": [],
}


def report(switch: dict[str, int] | None, clock: str = "ours") -> Report:
    seen = Observable("O1", "A Source exists", Status.PASS, "it sent")
    facts = {"switch": switch, "clock": clock, "nodes": [NODE, {**NODE, "role": "shared", "address": "10.0.0.9"}]}
    return Report(Status.FAIL, True, (seen,), (), facts)


@pytest.mark.parametrize(
    ("switch", "clock", "told"),
    [
        (None, "ours", "No switch"),
        (SWITCH, "ours", "3.0 s between"),
        ({**SWITCH, "gap_ms": 14}, "ours", "14 ms between"),
        ({**SWITCH, "gap_ms": 0, "overlap_ms": 1500}, "ours", "1.5 s (overlap)."),
        (SWITCH, "exporters", "(gap), by the exporters' clocks, which run faster than ours."),
    ],
)
def test_the_switch_in_a_sentence(switch: dict[str, int] | None, clock: str, told: str) -> None:
    assert told in rows.summary(report(switch, clock))


def test_observables_have_what_their_columns_show() -> None:
    (seen,) = rows.observable_rows(report(None))
    assert (seen["name"], seen["tone"]) == ("O1", "ok")
    assert set(seen) >= {column.name for column in rows.OBSERVABLE_COLUMNS}


def test_a_finding_in_words_with_its_code() -> None:
    wrong = Finding(Code.SERVER_NAT_ON, Severity.FAULT, "flows come from it", "untick")
    assert rows.finding_text(wrong) == ("Server NAT is left on · SERVER_NAT_ON", "Flows come from it.", "bad")
    odd = Finding(Code.CLOCK_SKEW, Severity.WARNING, "", "")
    assert rows.finding_text(odd)[2] == "warn"


def test_nodes_lead_to_their_sources() -> None:
    node, shared = rows.node_rows(report(None), [{"address": "10.0.0.1", "id": 7}], NOON)
    assert (node["role"], node["href"], shared["role"], shared["href"]) == ("First", "/sources/7", "Shared", "")
    assert (node["clock"], node["lost"]) == ("10 min slow", 2)
    assert node["text"] == {
        "flows": "1\u00a0234",
        "octets": "2 KiB",
        "first": "12:00:00",
        "last": "–",
        "lost": "2",
        "templates": "1.5 s",
    }
    assert set(node) >= {column.name for column in rows.NODE_COLUMNS}


def test_what_to_do_while_there_are_no_two_nodes() -> None:
    assert "127.0.0.1:2055" in rows.waiting([], "127.0.0.1:2055")[1]
    title, hint = rows.waiting([{"address": "10.0.0.1"}], "127.0.0.1:2055")
    assert (title, hint.startswith("10.0.0.1 sends.")) == ("One node so far", True)
