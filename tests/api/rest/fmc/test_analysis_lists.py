"""Code lists of the analysis: the documented entries, and that every entry can be used."""

import json
from typing import Any

import httpx
import pytest

ANALYSIS = "/rest/fmc/analysis"
SEARCH = {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00", "profile": "live"}
AT_ONCE = 90


def entries(client: httpx.Client, method: str, path: str) -> list[Any]:
    response = client.request(method, path)
    assert response.status_code == 200, response.text
    return list(response.json())


def begin(client: httpx.Client, kind: str, search: Any, **parameters: Any) -> None:
    """Ask for a result and wait for it."""
    begun = client.post(f"{ANALYSIS}/{kind}", json={"search": {**SEARCH, **search}, **parameters})
    assert begun.status_code == 201, begun.text
    assert client.get(f"{ANALYSIS}/results/{begun.json()['id']}").status_code == 200


@pytest.fixture
def one_flow(collector: Any) -> None:
    collector.flow(collector.source("192.168.1.123"), collector.clock.now - 1000)


def test_columns_begin_as_documented(client: httpx.Client) -> None:
    columns = entries(client, "GET", f"{ANALYSIS}/nfcolumns")
    dates = {"group": "Date and time", "aggregate": 0, "output": 1}
    assert columns[:3] == [
        {"id": "ts", "name": "Start", "typeHint": "Datetime", **dates},
        {"id": "te", "name": "End", "typeHint": "Datetime", **dates},
        {"id": "td", "name": "Duration", "typeHint": "TimeInterval", **dates},
    ]
    hints = {column["id"]: column["typeHint"] for column in columns}
    assert [hints[id_] for id_ in ("byt", "bps", "pkt", "direction", "sa")] == ["Bytes", "Bits", "Packets", "Dir", "IP"]
    known = (
        "ts te td pr sa sp da dp flg tos pkt byt fl pps bps bpp nrtt nrttmin nrttmax nsrt nsrtmax njavg njmax nretr "
        "nretrmax ndavg ndmin ndmax hhost hurl hos hosmaj hosmin hosbld dnsqname tcpwinsize tcpsynsize tcpttl"
    )
    assert hints.keys() >= set(known.split())


def test_every_hint_is_a_column_type(client: httpx.Client) -> None:
    types = client.get("/rest/fmc/columnTypes").json()
    given_as = {one["id"]: one["givenAs"] for one in types}
    assert [given_as[id_] for id_ in ("Bytes", "Bits", "Packets", "Dir")] == ["Number", "Number", "Number", "String"]
    assert {column["typeHint"] for column in entries(client, "GET", f"{ANALYSIS}/nfcolumns")} == given_as.keys()
    assert all(one["description"] for one in types)


def test_every_column_can_be_listed(client: httpx.Client, one_flow: None) -> None:
    ids = [column["id"] for column in entries(client, "GET", f"{ANALYSIS}/nfcolumns")]
    for first in range(0, len(ids), AT_ONCE):
        begin(client, "flows", {}, output=ids[first : first + AT_ONCE])
        begin(client, "flows", {"listing": {"aggregateBy": ["srcip"]}}, output=ids[first : first + AT_ONCE])


def test_flows_can_be_put_together_by_every_aggregation(client: httpx.Client, one_flow: None) -> None:
    listed = entries(client, "GET", f"{ANALYSIS}/aggregations")
    ids = [one["id"] for one in listed]
    assert ids[:2] == ["proto", "srcip"]
    assert set(ids) >= {"dstip", "srcport", "dstport", "hhost", "router", "srcnet"}
    assert all(one["name"] and one["group"] for one in listed)
    for first in range(0, len(ids), AT_ONCE):
        begin(client, "flows", {"listing": {"aggregateBy": ids[first : first + AT_ONCE]}})


def test_what_aggregates_is_what_columns_say_of_themselves(client: httpx.Client, one_flow: None) -> None:
    ids = [column["id"] for column in entries(client, "GET", f"{ANALYSIS}/nfcolumns") if column["aggregate"]]
    for first in range(0, len(ids), AT_ONCE):
        begin(client, "flows", {"listing": {"aggregateBy": ids[first : first + AT_ONCE]}})


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_orders_of_flows(client: httpx.Client, one_flow: None, method: str) -> None:
    ids = [one["id"] for one in entries(client, method, f"{ANALYSIS}/flows/orderbys")]
    assert ids[:5] == ["tstart", "tend", "nrtt", "nrttmin", "nrttmax"]
    for id_ in ids:
        begin(client, "flows", {"listing": {"sortBy": id_}})


def test_methods_and_orders_of_statistics(client: httpx.Client) -> None:
    first, second, *_ = entries(client, "GET", f"{ANALYSIS}/statistics/methods")
    assert (first["id"], first["name"]) == ("record", "IP Conversations")
    assert (second["id"], second["name"]) == ("ip", "Any IP address")
    assert [one["id"] for one in entries(client, "GET", f"{ANALYSIS}/statistics/orderbys")][:4] == [
        "bytes",
        "packets",
        "flows",
        "bps",
    ]


def test_every_order_and_limit_of_statistics_can_be_used(client: httpx.Client, one_flow: None) -> None:
    columns, operators = (
        entries(client, "GET", f"{ANALYSIS}/statistics/limitvaluetypes"),
        entries(client, "GET", f"{ANALYSIS}/statistics/limitoperators"),
    )
    assert (columns, operators) == (["packets", "bytes"], ["<", ">"])
    for order in entries(client, "GET", f"{ANALYSIS}/statistics/orderbys"):
        for column in columns:
            for operator, value in zip(operators, (10_000, 0), strict=True):
                limit = {"onColumn": column, "operator": operator, "value": value}
                statistics = {"statistics": "srcip", "orderBy": order["id"]}
                begin(client, "statistics", {"statistics": statistics, "limit": limit})


def test_output_definitions(client: httpx.Client, one_flow: None) -> None:
    defined = {one["name"]: one["columns"] for one in entries(client, "GET", f"{ANALYSIS}/outputdefinitions")}
    assert defined == {
        "default": ["ts", "td", "pr", "sa", "sp", "da", "dp", "flg", "tos", "pkt", "byt", "fl"],
        "extended": ["ts", "td", "pr", "sa", "sp", "da", "dp", "flg", "tos", "pkt", "byt", "pps", "bps", "bpp", "fl"],
    }
    for columns in defined.values():
        begin(client, "flows", {}, output=columns)


def test_ones_own_saved_filters_come_first(client: httpx.Client, collector: Any) -> None:
    collector.repository.seen_by(1).saved_filters.keep("Mine", "port 7")
    assert entries(client, "GET", f"{ANALYSIS}/filters")[0] == {"name": "Mine", "definition": "port 7"}


def test_saved_filters_can_be_used(client: httpx.Client, collector: Any) -> None:
    saved = entries(client, "GET", f"{ANALYSIS}/filters")
    assert len({one["name"] for one in saved}) == len(saved) > 5
    for one in saved:
        searched = json.dumps({**SEARCH, "filter": one["definition"]})
        assert client.get(f"{ANALYSIS}/flows", params={"search": searched}).status_code == 200, one
