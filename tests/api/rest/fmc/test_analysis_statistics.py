"""Top N statistics as results."""

from typing import Any

import httpx
import pytest

STATISTICS = "/rest/fmc/analysis/statistics"
NOON_MS = 1_740_830_400_000
SEARCH = {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00", "profile": "live", "channels": ["*"]}


def rows(client: httpx.Client, by: str, search: Any = None, **parameters: Any) -> list[dict[str, str]]:
    """The result of a statistic, in order of octets unless said otherwise."""
    searched = {**SEARCH, "statistics": {"statistics": by, "orderBy": "bytes"}, **(search or {})}
    begun = client.post(STATISTICS, json={"search": searched, **parameters})
    assert begun.status_code == 201, begun.text
    found = client.get(f"/rest/fmc/analysis/results/{begun.json()['id']}")
    assert found.status_code in (200, 204), found.text
    return found.json() if found.content else []


@pytest.fixture
def busy(collector: Any) -> Any:
    """A request and its answer a second later, and a ping."""
    source = collector.source("192.168.1.123")
    there = {"src": "192.0.2.1", "dst": "198.51.100.5", "src_port": 999, "dst_port": 443}
    back = {"src": "198.51.100.5", "dst": "192.0.2.1", "src_port": 443, "dst_port": 999}
    at = NOON_MS - 5000
    collector.flow(source, at, 500, packets=5, end_ms=at + 1000, **there)
    collector.flow(source, at + 1000, 2_000_000, packets=2000, end_ms=at + 2000, **back)
    collector.flow(source, at + 2000, 64, src="192.0.2.2", protocol=1)
    return collector


def test_a_row_has_its_subject_and_its_figures(client: httpx.Client, busy: Any) -> None:
    first, *_ = rows(client, "srcip")
    assert list(first.items()) == [
        ("srcip", "198.51.100.5"),
        ("ts", "2025-03-01 11:59:56.000"),
        ("te", "2025-03-01 11:59:57.000"),
        ("td", "1.000"),
        ("fl", "1"),
        ("pkt", "2000"),
        ("byt", "2.0 M"),
        ("pps", "2000"),
        ("bps", "16.0 M"),
        ("bpp", "1000"),
    ]


def test_get_is_answered_200(client: httpx.Client, busy: Any) -> None:
    response = client.request("GET", STATISTICS, json={"search": {**SEARCH, "statistics": {"statistics": "ip"}}})
    assert response.status_code == 200
    assert len(client.get(f"/rest/fmc/analysis/results/{response.json()['id']}").json()) == 4


@pytest.mark.parametrize(
    ("by", "subject"),
    [
        ("ip", {"ip": "192.0.2.1"}),
        ("sa", {"srcip": "198.51.100.5"}),
        ("portp", {"portp": "443", "proto": "TCP"}),
        ("srcport:p", {"srcport:p": "443", "proto": "TCP"}),
        ("proto", {"proto": "TCP"}),
        ("router", {"router": "192.168.1.123"}),
        (
            "record",
            {"srcip": "198.51.100.5", "srcport:p": "443", "dstip": "192.0.2.1", "dstport:p": "999", "pr": "TCP"},
        ),
    ],
)
def test_subjects(client: httpx.Client, busy: Any, by: str, subject: dict[str, str]) -> None:
    first, *_ = rows(client, by, output=["flows"])
    assert first.items() >= subject.items()
    assert [*first] == [*subject, "flows"]


def test_output_chooses_and_calls_figures_and_keeps_the_first(client: httpx.Client, busy: Any) -> None:
    found = rows(client, "srcip", output=["byt", "srcip", "sa", "ibyt", "byt", "pkt"], showonly=1)
    assert [[*row] for row in found] == [["srcip", "byt", "ibyt", "pkt"]]


def test_orders_limits_and_filters(client: httpx.Client, busy: Any) -> None:
    limit = {"onColumn": "bytes", "operator": "<", "value": "1000"}
    assert [row["srcip"] for row in rows(client, "srcip", {"limit": limit})] == ["192.0.2.1", "192.0.2.2"]
    assert [row["srcip"] for row in rows(client, "srcip", {"filter": "proto icmp"})] == ["192.0.2.2"]
    by_flows = {"statistics": {"statistics": "proto", "orderBy": "flows"}}
    assert [row["fl"] for row in rows(client, "proto", by_flows)] == ["2", "1"]


def test_specific_settings(client: httpx.Client, busy: Any) -> None:
    both = {"specific": {"forStatistics": "record", "bidirectional": 1}}
    assert [row["fl"] for row in rows(client, "record", both)] == ["2", "1"]
    together = {"specific": {"aggregateBy": ["srcip", "proto"], "sourceIpMask": {"ipVersion": 4, "mask": 24}}}
    found = rows(client, "record", together, output=["srcip", "byt"])
    assert [tuple(row.values()) for row in found] == [
        ("198.51.100.0", "TCP", "2.0 M"),
        ("192.0.2.0", "TCP", "500"),
        ("192.0.2.0", "ICMP", "64"),
    ]


def test_no_flow_is_204(client: httpx.Client, busy: Any) -> None:
    assert rows(client, "srcip", {"filter": "port 1"}) == []


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"search": {"statistics": None}}, ["statistics"]),
        ({"search": {"statistics": {"orderBy": "bytes"}}}, ["statistics.statistics"]),
        ({"search": {"statistics": {"statistics": "nix"}}}, ["statistics.statistics"]),
        ({"search": {"statistics": {"statistics": "ip", "orderBy": "nix"}}}, ["statistics.orderBy"]),
        ({"search": {"limit": {"onColumn": "nix", "operator": ">", "value": 1}}}, ["limit.onColumn"]),
        ({"search": {"limit": {"onColumn": "bytes", "operator": "="}}}, ["limit.value"]),
        ({"search": {"specific": {"bidirectional": 1}}}, ["specific.bidirectional"]),
        ({"search": {"specific": {"forStatistics": "record"}}}, ["specific.forStatistics"]),
        ({"search": {"specific": {"sourceIpMask": {"ipVersion": 5, "mask": 1}}}}, ["specific.sourceIpMask"]),
        ({"search": {"filter": "("}}, ["filter"]),
        ({"showonly": 10_001}, ["showonly"]),
        ({"output": ["byt", "dp"]}, ["output[1]"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, collector: Any, changed: Any, fields: list[str]) -> None:
    search = {**SEARCH, "statistics": {"statistics": "ip", "orderBy": "bytes"}, **changed.get("search", {})}
    response = client.post(STATISTICS, json={**changed, "search": search})
    assert response.status_code == 405, response.text
    assert [result["field"] for result in response.json()["validationResults"]] == fields
