"""Flow listings: what may be asked, and how rows look."""

import json
from typing import Any

import httpx
import pytest

FLOWS = "/rest/fmc/analysis/flows"
NOON_MS = 1_740_830_400_000
SEARCH = {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00", "profile": "live", "channels": ["*"]}


def rows(client: httpx.Client, search: Any = None, **parameters: Any) -> list[dict[str, str]]:
    """The result of a search, its fields beside those that every search has."""
    given = {"search": SEARCH | (search or {}), **parameters}
    begun = client.get(FLOWS, params={name: json.dumps(value) for name, value in given.items()})
    assert begun.status_code == 200, begun.text
    assert list(begun.json()) == ["id"]
    found = client.get(f"/rest/fmc/analysis/results/{begun.json()['id']}")
    assert found.status_code in (200, 204), found.text
    return found.json() if found.content else []


@pytest.fixture
def busy(collector: Any) -> Any:
    """Web by two clients, of which one told its host, and a ping."""
    source = collector.source("192.168.1.123")
    web = {"src": "192.0.2.10", "dst": "198.51.100.5", "src_port": 51512, "dst_port": 443, "tcp_flags": 0b11011}
    collector.flow(
        source, NOON_MS - 9000, 1_300_000, packets=995, start_ms=NOON_MS - 12_750, end_ms=NOON_MS - 250, **web
    )
    collector.flow(source, NOON_MS - 8000, 500, http_host="a.example", http_os=7, npm_rtt=1500, **web)
    collector.flow(source, NOON_MS - 7000, 60, npm_rtt=2000, **{**web, "src": "192.0.2.11"})
    collector.flow(source, NOON_MS - 6000, 64, protocol=1, dst_port=2048)
    return collector


def test_a_row_as_the_contract_has_it(client: httpx.Client, busy: Any) -> None:
    output = ["ts", "te", "td", "pr", "sa", "sp", "da", "dp", "pkt", "byt", "fl", "hhost", "hos", "flg"]
    first, *others = rows(client, output=output)
    assert list(first.items()) == [
        ("ts", "2025-03-01 11:59:47.250"),
        ("te", "2025-03-01 11:59:59.750"),
        ("td", "12.500"),
        ("pr", "TCP"),
        ("srcip", "192.0.2.10"),
        ("srcport:p", "51512"),
        ("dstip", "198.51.100.5"),
        ("dstport:p", "443"),
        ("pkt", "995"),
        ("byt", "1.3 M"),
        ("fl", "1"),
        ("hhost", ""),
        ("hos", "N/A"),
        ("flg", "...AP.SF"),
    ]
    assert [(row["pr"], row["hhost"], row["hos"]) for row in others] == [
        ("TCP", "a.example", "7"),
        ("TCP", "", "N/A"),
        ("ICMP", "", "N/A"),
    ]


def test_without_output_the_columns_are_the_default_ones(client: httpx.Client, busy: Any) -> None:
    keys = ["ts", "td", "pr", "srcip", "srcport:p", "dstip", "dstport:p", "flg", "tos", "pkt", "byt", "fl"]
    assert [list(row) for row in rows(client)] == [keys] * 4
    assert [list(row) for row in rows(client, output=[])] == [keys] * 4


def test_of_columns_that_are_named_twice_the_first_stays(client: httpx.Client, busy: Any) -> None:
    assert list(rows(client, output=["pr", "byt", "pr", "sa", "srcip"])[0]) == ["pr", "byt", "srcip"]


def test_a_maxsize_which_only_profiles_have_limits_no_search(client: httpx.Client, busy: Any) -> None:
    assert rows(client, {"maxsize": 0}, maxsize=0) == rows(client)


def test_flows_put_together(client: httpx.Client, busy: Any) -> None:
    search = {"listing": {"aggregateBy": ["srcip", "proto"], "sortBy": "bytes"}}
    found = rows(client, search, output=["sa", "pr", "byt", "fl", "nrtt", "da", "hhost"])
    assert [tuple(row.values()) for row in found] == [
        ("192.0.2.10", "TCP", "1.3 M", "2", "1500", "0.0.0.0", ""),
        ("192.0.2.1", "ICMP", "64", "1", "N/A", "0.0.0.0", ""),
        ("192.0.2.11", "TCP", "60", "1", "2000", "0.0.0.0", ""),
    ]


def test_masks(client: httpx.Client, busy: Any) -> None:
    listing = {"aggregateBy": ["srcip"], "sourceIpMask": {"ipVersion": 4, "mask": "29"}, "sortBy": "tstart"}
    found = rows(client, {"listing": listing}, output=["sa", "fl"])
    assert [tuple(row.values()) for row in found] == [("192.0.2.8", "3"), ("192.0.2.0", "1")]


def test_an_order_that_is_left_empty_is_none(client: httpx.Client, busy: Any) -> None:
    assert rows(client, {"listing": {"sortBy": "", "aggregateBy": []}}) == rows(client)


def test_filter_order_and_number_of_rows(client: httpx.Client, busy: Any) -> None:
    found = rows(client, {"filter": "proto tcp", "listing": {"sortBy": "nrtt"}}, output=["nrtt"], showonly=2)
    assert found == [{"nrtt": "2000"}, {"nrtt": "1500"}]


def test_ten_rows_unless_asked_for_more(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    for _ in range(11):
        collector.flow(source, NOON_MS - 1000)
    assert len(rows(client)) == 10
    assert len(rows(client, showonly=10_000)) == 11


def test_channels_with_and_without_their_profile(client: httpx.Client, busy: Any) -> None:
    silent = busy.source("192.168.1.124")
    assert silent.id
    counts = {
        "192-168-1-123_p3000": 4,
        "live/192-168-1-123_p3000": 4,
        "192-168-1-124_p3000": 0,
        "all": 4,
        "*": 4,
    }
    for channel, count in counts.items():
        assert len(rows(client, {"channels": [channel]})) == count


@pytest.mark.parametrize("encoding", ["params", "data", "json", "files"])
def test_post_is_answered_201_in_every_encoding(client: httpx.Client, busy: Any, encoding: str) -> None:
    given: dict[str, Any] = {"search": SEARCH, "showonly": 3, "output": ["byt"]}
    if encoding != "json":
        given = {name: json.dumps(value) for name, value in given.items()}
    if encoding == "files":
        given = {name: (None, value) for name, value in given.items()}
    begun = client.post(FLOWS, **{encoding: given})
    assert begun.status_code == 201, begun.text
    found = client.get(f"/rest/fmc/analysis/results/{begun.json()['id']}")
    assert found.json() == [{"byt": "1.3 M"}, {"byt": "500"}, {"byt": "60"}]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"search": {"from": None, "profile": None}}, ["from", "profile"]),
        ({"search": {"channels": ["nix"]}}, ["channels[0]"]),
        ({"search": {"filter": "port port"}}, ["filter"]),
        ({"search": {"listing": {"aggregateBy": ["srcip", "byt"]}}}, ["listing.aggregateBy[1]"]),
        ({"search": {"listing": {"aggregateBy": "srcip"}}}, ["listing.aggregateBy"]),
        ({"search": {"listing": {"sortBy": "colour"}}}, ["listing.sortBy"]),
        ({"search": {"listing": {"sourceIpMask": {"ipVersion": 4, "mask": 33}}}}, ["listing.sourceIpMask"]),
        ({"search": {"listing": {"targetIpMask": {"mask": 8}}}}, ["listing.targetIpMask.ipVersion"]),
        ({"search": {"listing": []}}, ["listing"]),
        ({"output": ["ts", "nix"]}, ["output[1]"]),
        ({"output": [{}]}, ["output"]),
        ({"showonly": 0}, ["showonly"]),
        ({"showonly": 10_001}, ["showonly"]),
        ({"showonly": "many"}, ["showonly"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, collector: Any, changed: Any, fields: list[str]) -> None:
    given = {**changed, "search": SEARCH | changed.get("search", {})}
    response = client.post(FLOWS, json=given)
    assert response.status_code == 405, response.text
    assert [result["field"] for result in response.json()["validationResults"]] == fields
    assert client.get("/rest/fmc/analysis/results").status_code == 204, "nothing was begun"


def test_an_unknown_profile(client: httpx.Client) -> None:
    assert client.post(FLOWS, json={"search": {**SEARCH, "profile": "nix"}}).status_code == 404


def test_too_many_columns_are_refused(client: httpx.Client) -> None:
    columns = [column["id"] for column in client.get("/rest/fmc/analysis/nfcolumns").json()]
    response = client.post(FLOWS, json={"search": SEARCH, "output": columns})
    assert response.status_code == 405
    assert "100" in response.text
