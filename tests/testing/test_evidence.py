"""Evidence: short whatever happened."""

from __future__ import annotations

from typing import Any

from fauxmon.testing.evidence import MOST_LINES, evidence, wrong

BALANCED: dict[str, Any] = {"offered": 0, "equations": [], "balanced": True, "problems": {}}


def source(address: str, first_ms: int, last_ms: int) -> dict[str, Any]:
    seen = {"first_seen_ms": first_ms, "last_seen_ms": last_ms, "state": "active", "listening_port": 3000}
    return {"address": address, "messages": 3, "records": 40, "lost": 1, "problems": 0, **seen}


def test_of_nothing() -> None:
    assert evidence([], BALANCED, []).splitlines() == [
        "Sources: none",
        "Ledger, balanced: all 0",
        "Timeline: nothing has happened",
    ]


def test_of_a_failover() -> None:
    nodes = [source("192.0.2.1", 1000, 2000), source("192.0.2.2", 3500, 3500)]
    events = [{"time_ms": 1010, "text": "Source 192.0.2.1 appeared on port 3000"}]
    assert evidence(nodes, {**BALANCED, "offered": 6, "stored": 80}, events).splitlines() == [
        "Sources:",
        "  192.0.2.1 port 3000, active: 3 messages, 40 records, 1 lost, 0 problems",
        "  192.0.2.2 port 3000, active: 3 messages, 40 records, 1 lost, 0 problems",
        "Ledger, balanced: offered 6, stored 80",
        "Timeline:",
        "     +0.000 s  first message of 192.0.2.1",
        "     +0.010 s  Source 192.0.2.1 appeared on port 3000",
        "     +1.000 s  last message of 192.0.2.1 so far",
        "     +2.500 s  first message of 192.0.2.2",
        "     +2.500 s  last message of 192.0.2.2 so far",
    ]


def test_of_a_ledger_that_does_not_balance() -> None:
    broken = {"equation": "offered = received", "left": 3, "right": 2}
    fine = {"equation": "records = stored", "left": 2, "right": 2}
    ledger = {"offered": 3, "equations": [broken, fine], "balanced": False, "problems": {"unknown-version": 1}}
    assert evidence([], ledger, []).splitlines()[1:4] == [
        "Ledger, NOT BALANCED: offered 3",
        "  offered = received: 3 is not 2",
        "  Problem unknown-version: 1",
    ]


def test_of_very_much() -> None:
    many = [source(f"192.0.2.{number}", number, number) for number in range(100)]
    lines = evidence(many, BALANCED, []).splitlines()
    assert len(lines) == 2 * MOST_LINES + 5
    assert f"  and {100 - MOST_LINES} more" in lines
    assert lines[-1].endswith("last message of 192.0.2.99 so far")


def test_what_is_wrong_with_a_failover() -> None:
    seen = {"id": "O1", "status": "pass", "title": "A Source", "evidence": "40 messages"}
    missed = {"id": "O6", "status": "not yet", "title": "Another", "evidence": "nothing came"}
    finding = {"code": "SERVER_NAT_ON", "severity": "fault", "reason": "one address", "fix": "Untick it."}
    assert wrong({"observables": [seen, missed], "findings": [finding]}).splitlines() == [
        "  O6 not yet: Another: nothing came",
        "  SERVER_NAT_ON: one address.",
        "    Untick it.",
    ]
