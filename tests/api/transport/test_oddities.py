"""Oddities of what clients write, each as it is on the wire (contract 2.1.1 to 2.1.6)."""

from __future__ import annotations

import json
import socket
from typing import Any
from urllib.parse import quote, quote_plus

import httpx
import pytest

CHART = "/rest/fmc/analysis/chart"
PROFILES = "/rest/fmc/profiles"
SEARCH = {
    "from": "2025-03-01 11:55",
    "to": "2025-03-01 12:00",
    "profile": "live",
    "chart": {"measure": "traffic", "protocol": 0},
}


@pytest.fixture
def charted(collector: Any) -> None:
    """One slot with something in it."""
    collector.flow(collector.source("192.168.1.123"), collector.clock.now - 1, octets=3000)


def _raw(
    collector: Any, target: str, method: str = "GET", body: bytes | None = None, *headers: str
) -> tuple[int, bytes]:
    """Status and what follows the head, of a request of which no client library changes a character."""
    host, port = collector.url.removeprefix("http://").split(":")
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host}", f"Authorization: bearer {collector.token()}", *headers]
    lines += ["Connection: close", *([] if body is None else [f"Content-Length: {len(body)}"]), "", ""]
    with socket.create_connection((host, int(port)), 10) as connection:
        connection.sendall("\r\n".join(lines).encode() + (body or b""))
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, rest = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), rest


@pytest.mark.parametrize(
    "written",
    [
        quote(json.dumps(SEARCH), safe=":,[]"),
        quote(json.dumps(SEARCH), safe=""),
        quote_plus(json.dumps(SEARCH)),
        quote(json.dumps(SEARCH, indent=4), safe=""),
        quote(json.dumps(SEARCH, indent="\t").replace("\n", "\r\n"), safe=""),
        json.dumps(SEARCH).replace(" ", "+"),
        json.dumps(SEARCH, separators=(",", ":")).replace(" ", "%20"),
    ],
    ids=[
        "requests and Perl",
        "browsers",
        "forms",
        "pretty",
        "pretty, of Windows",
        "with raw pluses",
        "with raw quotes",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_search_in_a_query(collector: Any, charted: None, method: str, written: str) -> None:
    status, body = _raw(collector, f"{CHART}?search={written}", method)
    assert status == 200, body
    (series,) = json.loads(body)
    assert [value for _, value in series["values"]] == [80.0]


def test_a_plus_that_is_meant_is_encoded(client: httpx.Client) -> None:
    channel = {"name": "a+b c", "sign": "+", "filter": "any"}
    entity = quote(json.dumps({"name": "1+1", "type": "shadow", "channels": [channel]}), safe=":,[]")
    made = client.post(f"{PROFILES}?entity={entity}").json()
    assert (made["name"], made["channels"][0]["name"], made["channels"][0]["sign"]) == ("1+1", "a+b c", "+")


def test_a_query_that_is_longer_than_the_guide_allows(client: httpx.Client, charted: None) -> None:
    search = {**SEARCH, "channels": ["all", *(f"no-such-channel-{number}" for number in range(500))]}
    sent = {"search": json.dumps(search)}
    assert len(sent["search"]) > 4 * 2048
    assert client.get(CHART, params=sent).json() == client.post(CHART, data=sent).json()


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", f"{PROFILES}/id?id=live"), ("GET", "/rest/version"), ("POST", "/rest/fmc/getprofiles")],
)
@pytest.mark.parametrize("body", [None, b"", b"  \r\n"], ids=["without", "empty", "blank"])
def test_json_is_announced_where_there_is_none(collector: Any, method: str, path: str, body: bytes | None) -> None:
    kind = ("Content-Type: application/json", "accept: application/json")
    assert _raw(collector, path, method, body, *kind)[0] == 200


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "Application/JSON"])
def test_json_is_never_read_as_a_form(client: httpx.Client, kind: str) -> None:
    name = "Total VS & RS <Traffic> = 100 % + more"
    entity = {"name": name, "type": "traffic", "profile": "live", "channels": "*"}
    body = json.dumps({"entity": entity}, ensure_ascii=False)
    made = client.post("/rest/fmc/chapters", content=body, headers={"Content-Type": kind})
    assert made.json()["name"] == name


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/rest/fmc/profiles/id/?id=live", 200),
        ("GET", "/rest/fmc/Profiles/ID?id=live", 200),
        ("GET", "/rest/fmc/chapters/?fields=%5B%22id%22%5D", 200),
        ("POST", "/rest/fmc/analysis/flows/orderBys", 200),
        ("GET", "/rest/fmd/overview/dashboards/", 200),
        ("GET", "/rest/dependencies/profiles/id/?id=live", 405),
        ("PUT", "/rest/fmc/blacklist/", 405),
        ("GET", "/rest/iad/groups/", 404),
    ],
)
def test_paths_in_the_spellings_of_guide_and_clients(client: httpx.Client, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status, response.text
    assert "is not known here" not in response.text


@pytest.mark.parametrize("safe", ["", "/"], ids=["encoded", "raw"])
def test_an_id_with_its_group_in_a_query(client: httpx.Client, safe: str) -> None:
    entity = {"name": "Shop", "group": "Applications", "type": "shadow", "channels": [{"name": "all", "filter": "any"}]}
    id_ = client.post(PROFILES, json={"entity": entity}).json()["id"]
    assert id_.startswith("Applications/")
    written = quote(id_, safe=safe)
    assert client.get(f"{PROFILES}/id?id={written}").json()["id"] == id_
    assert client.get(f"{PROFILES}/channels?profileId={written}").status_code == 200
    assert client.delete(f"{PROFILES}/id?id={written}").status_code == 204


@pytest.mark.parametrize("spelt", [str, int])
def test_ids_come_back_as_text_or_as_numbers(client: httpx.Client, spelt: Any) -> None:
    list_ = client.post("/rest/fmc/blacklists", json={"entity": {"id": None, "name": "Mine", "records": []}}).json()
    changed = client.put("/rest/fmc/blacklists", json={"entity": {"id": spelt(list_["id"]), "name": "Ours"}})
    assert (changed.status_code, changed.json()) == (200, {**list_, "name": "Ours"})
    dashboard = client.post("/rest/fmd/overview/dashboards", json={"entity": {"name": "D"}}).json()
    entity = {"dashboard": {"id": spelt(dashboard["id"])}, "options": {}, "layouts": {}}
    assert client.post("/rest/fmd/overview/widgets", json={"entity": entity}).status_code == 201
    search = json.dumps({"dashboard": spelt(dashboard["id"])})
    assert len(client.get("/rest/fmd/overview/widgets/find", params={"search": search}).json()) == 1


@pytest.mark.parametrize("spelling", [1, True, "1", "true", 0, False, "0", "false"])
def test_booleans_in_all_spellings(client: httpx.Client, spelling: Any) -> None:
    chapter = {"name": "C", "type": "traffic", "profile": "live", "channels": "*", "showPercentile": spelling}
    chapter |= {"status": spelling, "performance": {"rtt": spelling}}
    meant = spelling in (1, True, "1", "true")
    made = client.post("/rest/fmc/chapters", json={"entity": chapter}).json()
    assert made["showPercentile"] is made["performance"]["rtt"] is meant
    assert json.dumps(made["status"]) == str(int(meant)), "a number, not a boolean"
    hours = {"label": "H", "intervals": [{"from": 8, "to": 9}], "days": {"monday": spelling, "sunday": True}}
    made = client.post("/rest/fmc/businessHours", json={"entity": hours}).json()
    assert made["days"]["monday"] is meant


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        (PROFILES, ["id", "channels.id"]),
        (f"{PROFILES}/id?id=live", ["id", "channels.id"]),
        ("/rest/fmc/chapters", ["id", "localization.name"]),
        ("/rest/fmc/chapters/330206dc-8bed-4bb4-b336-e6a5b0746cb3", ["name", "id"]),
        ("/rest/fmc/businessHours", ["label"]),
        ("/rest/fmc/businessHours/1", ["label", "days.monday"]),
        ("/rest/fmc/blacklists", ["records"]),
        ("/rest/fmc/blacklists/1", ["id", "records"]),
        ("/rest/fmc/sources", ["ip"]),
        ("/rest/fmc/reports", ["id", "chapters.chapterId"]),
        ("/rest/fmc/emailreports/1", ["report", "days.monday"]),
    ],
)
def test_fields_of_every_list_and_object(client: httpx.Client, charted: None, path: str, fields: list[str]) -> None:
    client.post("/rest/fmc/blacklists", json={"entity": {"name": "B", "records": ["192.0.2.1"]}})
    hours = {"label": "H", "intervals": [{"from": 8, "to": 9}], "days": {"monday": True}}
    client.post("/rest/fmc/businessHours", json={"entity": hours})
    chapters = [{"chapterId": "330206dc-8bed-4bb4-b336-e6a5b0746cb3"}]
    report = client.post("/rest/fmc/reports", json={"entity": {"name": "R", "chapters": chapters}}).json()
    mail = {"name": "M", "report": report["id"], "lang": "en", "period": {"id": "day"}, "days": {"monday": True}}
    client.post("/rest/fmc/emailReports", json={"entity": mail})
    whole = client.get(path).json()
    asked = f"{path}{'&' if '?' in path else '?'}fields={quote(json.dumps(fields))}"
    part = client.get(asked).json()
    for one in part if isinstance(part, list) else [part]:
        assert list(one) == [field.partition(".")[0] for field in fields]
    assert (whole if isinstance(whole, dict) else whole[0]).keys() > set(part if isinstance(part, dict) else part[0])


def test_nothing_is_nothing_at_all(collector: Any) -> None:
    for path in ("/rest/fmc/sources", f"{PROFILES}/id?id=nothing", "/rest/fmc/blacklists/7"):
        assert _raw(collector, path) == (204, b"")


@pytest.mark.parametrize("path", ["/rest/fmc/nothing", f"{PROFILES}/channels?profileId=nothing", f"{CHART}?search=<"])
def test_no_failure_is_a_page(client: httpx.Client, path: str) -> None:
    """Clients of Python read every failure as JSON."""
    failed = client.get(path, headers={"Accept": "text/html"})
    assert failed.headers["content-type"] == "application/json"
    assert failed.json()["code"] == failed.status_code >= 400
    assert failed.headers["x-fm-message"] == failed.json()["message"]
