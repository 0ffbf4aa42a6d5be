"""The example of the vendor's blog of 2018 (BLOG): flows of a Profile put together by source and protocol."""

import json
from typing import Any

import httpx


def test_run(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    channels = [{"name": "smtp", "filter": "port 25"}, {"name": "imap", "filter": "port 143"}]
    entity = {"name": "mail", "type": "shadow", "start": "2025-03-01 11:00", "channels": channels}
    profile = client.post("/rest/fmc/profiles", json={"entity": entity}).json()
    for number, port in enumerate((25, 25, 143, 80)):
        collector.flow(source, collector.clock.now - 5000 + number, 1000 + number, src=f"10.0.0.{port}", dst_port=port)
    search = {
        "from": "2025-03-01 11:00",
        "to": "2025-03-01 12:00",
        "profile": profile["id"],
        "channels": [channel["id"] for channel in profile["channels"]],
        "listing": {"aggregateBy": ["srcip", "proto"], "sortBy": "tstart"},
        "filter": "any",
    }
    output = ["ts", "td", "pr", "sa", "pkt", "byt", "pr", "fl"]
    parameters = {"search": json.dumps(search), "showonly": 10, "output": json.dumps(output)}
    begun = client.get("/rest/fmc/analysis/flows", params=parameters).json()
    rows = client.get(f"/rest/fmc/analysis/results/{begun['id']}").json()
    assert [tuple(row.values()) for row in rows] == [
        ("2025-03-01 11:59:55.000", "0.001", "TCP", "10.0.0.25", "2", "2001", "2"),
        ("2025-03-01 11:59:55.002", "0.000", "TCP", "10.0.0.143", "1", "1002", "1"),
    ]
