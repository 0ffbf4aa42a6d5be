"""flowmon-connector of CRUSOE (CRU) over flowmon-rest-client (CSIRT): one Channel of a Profile, fetched once."""

import json
from typing import Any

import httpx

OUTPUT = [
    *("ts", "te", "pr", "sa", "sp", "da", "dp", "pkt", "byt", "fl", "hos", "hosmaj", "hosmin", "hosbld"),
    *("tcpwinsize", "tcpsynsize", "tcpttl", "hhost", "dnsqname", "hurl"),
]


def _fetched(client: httpx.Client, profile: Any, **parameters: Any) -> Any:
    """It prints times with microseconds, leaves out what is None, and reads any answer as JSON, an empty one as []."""
    search = {
        "from": "2025-03-01 11:55:03.123456",
        "to": "2025-03-01 12:00:03.123456",
        "profile": profile["id"],
        "channels": [profile["channels"][0]["id"]],
        "listing": {"aggregateBy": []},
        "filter": "any",
    }
    given = {"search": search, "showonly": 10000, **parameters}
    begun = client.get(
        "/rest/fmc/analysis/flows", params={name: json.dumps(value) for name, value in given.items() if value}
    )
    found = client.get(f"/rest/fmc/analysis/results/{begun.json()['id']}")
    return found.json() if found.content else []


def test_run(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    entity = {"name": "CSIRT", "type": "shadow", "channels": [{"name": "ICSFI", "filter": "proto tcp"}]}
    entity["start"] = "2025-03-01 11:30"
    profile = client.post("/rest/fmc/profiles", json={"entity": entity}).json()
    at = collector.clock.now - 60_000
    collector.flow(source, at, 52, src_port=51512, dst_port=443, tcp_window=64240, tcp_syn_size=60, tcp_syn_ttl=63)
    collector.flow(source, at + 1, 60, protocol=17, dst_port=53, dns_qname="a.example")

    (row,) = _fetched(client, profile, output=OUTPUT)
    assert row == {
        "ts": "2025-03-01 11:59:00.000",
        "te": "2025-03-01 11:59:00.000",
        "pr": "TCP",
        "srcip": "192.0.2.1",
        "srcport:p": "51512",
        "dstip": "198.51.100.2",
        "dstport:p": "443",
        "pkt": "1",
        "byt": "52",
        "fl": "1",
        **dict.fromkeys(("hos", "hosmaj", "hosmin", "hosbld"), "N/A"),
        "tcpwinsize": "64240",
        "tcpsynsize": "60",
        "tcpttl": "63",
        "hhost": "",
        "dnsqname": "",
        "hurl": "",
    }
    assert list(row)[2:4] == ["pr", "srcip"]


def test_without_output_it_gets_the_default_columns(client: httpx.Client, collector: Any) -> None:
    collector.flow(collector.source("192.168.1.123"), collector.clock.now - 1000)
    live = {"id": "live", "channels": [{"id": "192-168-1-123_p3000"}]}
    (row,) = _fetched(client, live, output=None)
    assert list(row)[:4] == ["ts", "td", "pr", "srcip"]


def test_nothing_is_an_empty_list(client: httpx.Client, collector: Any) -> None:
    collector.source("192.168.1.123")
    assert _fetched(client, {"id": "live", "channels": [{"id": "192-168-1-123_p3000"}]}) == []
