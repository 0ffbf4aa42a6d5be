"""weblist.pl (PERL): posts with everything in the query, needs 201, asks for the result until it is there."""

import json
from typing import Any

import httpx

POLLS = 720


def test_run(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    at = collector.clock.now - 120_000
    for host in ("a.example", "b.example", "a.example"):
        collector.flow(source, at, 1000, dst="198.51.100.5", dst_port=80, http_host=host)
    collector.flow(source, at, 1000, dst="198.51.100.5", dst_port=443)
    client.post("/_fauxmon/results", json={"unready": 3})

    search = {
        "from": "2025-03-01 11:55",
        "to": "2025-03-01 12:00",
        "profile": "live",
        "channels": ["192-168-1-123_p3000"],
        "listing": {"aggregateBy": ["dstip", "hhost"], "sortBy": "tstart"},
        "filter": "proto TCP and (dst port 80 or dst port 443) and dst net 198.51.0.0/16",
    }
    parameters = {"search": json.dumps(search), "showonly": "10000", "output": json.dumps(["da", "hhost"])}
    begun = client.post("/rest/fmc/analysis/flows", params=parameters)
    assert begun.status_code == 201

    codes: list[int] = []
    while len(codes) < POLLS:
        found = client.get(f"/rest/fmc/analysis/results/{begun.json()['id']}")
        codes.append(found.status_code)
        if found.status_code != 202:
            break
    assert codes == [202, 202, 202, 200]
    assert found.json() == [
        {"dstip": "198.51.100.5", "hhost": "a.example"},
        {"dstip": "198.51.100.5", "hhost": "b.example"},
        {"dstip": "198.51.100.5", "hhost": ""},
    ]


def test_nothing_found_is_204(client: httpx.Client, collector: Any) -> None:
    search = {"from": "2025-03-01 11:55", "to": "2025-03-01 12:00", "profile": "live", "channels": []}
    begun = client.post("/rest/fmc/analysis/flows", params={"search": json.dumps(search)})
    assert begun.status_code == 201
    assert client.get(f"/rest/fmc/analysis/results/{begun.json()['id']}").status_code == 204
