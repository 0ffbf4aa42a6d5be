"""python_netflow (DUMP): asks for flows with GET, fetches their result once, at once."""

import json
from typing import Any

import httpx

FLOWS = "/rest/fmc/analysis/flows"


def _flows(client: httpx.Client, search: dict[str, Any], output: list[str]) -> Any:
    """As it does: None unless everything is answered 200 at the first try."""
    parameters = {"search": json.dumps(search), "output": json.dumps(output), "showonly": 70}
    begun = client.get(FLOWS, params=parameters)
    if begun.status_code != 200:
        return begun.status_code
    found = client.get(f"/rest/fmc/analysis/results/{begun.json()['id']}")
    return found.json() if found.status_code == 200 else found.status_code


def test_run(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    for host in (1, 1, 2):
        collector.flow(source, collector.clock.now - 60_000, 700, src=f"10.0.0.{host}")
    search = {
        "from": "2025-03-01 11:50",
        "to": "2025-03-01 12:00",
        "profile": "live",
        "channels": ["all"],
        "listing": {"aggregateBy": ["srcip", "proto"]},
        "filter": "any",
    }
    output = ["ts", "td", "pr", "sa", "pr", "pkt", "byt", "fl"]
    rows = _flows(client, search, output)
    assert [list(row) for row in rows] == [["ts", "td", "pr", "srcip", "pkt", "byt", "fl"]] * 2
    assert [(row["srcip"], row["pr"], row["byt"], row["fl"]) for row in rows] == [
        ("10.0.0.1", "TCP", "1400", "2"),
        ("10.0.0.2", "TCP", "700", "1"),
    ]


def test_it_tells_nothing_and_nonsense_apart(client: httpx.Client, collector: Any) -> None:
    search = {"from": "2025-03-01 11:50", "to": "2025-03-01 12:00", "profile": "live", "channels": ["all"]}
    assert _flows(client, {**search, "filter": "any"}, ["ts"]) == 204
    assert _flows(client, {**search, "filter": "any any"}, ["ts"]) == 405
    assert client.get("/rest/fmc/analysis/results/none").status_code == 405


def test_active_devices(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    for host in (1, 1, 2):
        collector.flow(source, collector.clock.now - 60_000, src=f"10.0.0.{host}")
    search = {"from": "2025-03-01 11:50", "to": "2025-03-01 12:00", "device": "0/0"}
    found = client.get("/rest/fmc/activeDevices", params={"search": json.dumps(search), "limit": 50})
    assert found.status_code == 200
    assert [record["ip"] for record in found.json()] == ["10.0.0.1", "10.0.0.2"]
