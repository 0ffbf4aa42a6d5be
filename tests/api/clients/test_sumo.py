"""Sumo Logic's actions (SUMO): *List Of Alerts* and *Get Alert*, polled."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from tests.api.clients.conftest import Wire

ALERTS = "/rest/fmc/alerts"
CONDITION = {"metric": "total bytes", "comparator": ">", "number": 1000}
SLOT_MS = 300_000


@pytest.fixture
def ask(collector: Any, https: str, wire: Wire) -> Any:
    """Status and body of a request with a token."""
    headers = [f"Authorization: Bearer {collector.token()}", "Accept: application/json"]

    def ask_(path: str, method: str = "GET", entity: Any = None) -> tuple[int, str]:
        body = None if entity is None else json.dumps({"entity": entity})
        return wire.request(method, f"{https}{path}", [*headers, "Content-Type: application/json"], body)

    return ask_


def test_it_sees_an_alert_fire(collector: Any, ask: Any) -> None:
    assert ask(ALERTS) == (204, ""), "there are none, and not even a list"
    for name in ("Much traffic, too much", "Quiet"):
        definition = {"conditionType": "Total flows", "conditions": [CONDITION], "filter": "any"}
        definition |= {"filter": "port 1"} if name == "Quiet" else {}
        assert ask(ALERTS, "POST", {"name": name, "definition": definition})[0] == 201

    source = collector.source("192.168.1.123")
    seen: list[dict[str, str]] = []
    for octets in (10, 5000):
        collector.flow(source, collector.clock.now, octets=octets)
        collector.clock.now += SLOT_MS
        collector.alerts.evaluate_closed()
        status, body = ask(ALERTS)
        assert status == 200
        seen.append({alert["id"]: alert["currentState"]["triggerStatus"]["name"] for alert in json.loads(body)})
        for alert in json.loads(body):
            status, one = ask(f"{ALERTS}/{quote(alert['id'], safe='')}")
            assert (status, json.loads(one)) == (200, alert)
    assert seen == [
        {"Much traffic, too much": "armed", "Quiet": "armed"},
        {"Much traffic, too much": "fired", "Quiet": "armed"},
    ]


def test_an_alert_that_is_gone_is_nothing(ask: Any) -> None:
    assert ask(f"{ALERTS}/gone") == (204, "")
