"""What public clients send, as they send it: over HTTPS with a certificate that nobody has signed, by curl and httpx.

Shells and Perl are replayed by curl, Python by httpx. What each of them reads of the answers is held here, and that a
whole run works on the wire; what else is behind an answer has its test where it is made.
"""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote

import httpx
import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Running, Start

EXPORTER = "127.0.1.123"
SLOT_MS = 300_000
LOGIN = "grant_type=password&client_id=invea-tech&username=admin&password=admin"
TOKEN = "/resources/oauth/token"
PROFILES = "/rest/fmc/profiles"
CHART = "/rest/fmc/analysis/chart"
FLOWS = "/rest/fmc/analysis/flows"
RESULTS = "/rest/fmc/analysis/results"
BOTH_JSON = ("-H", "Content-Type: application/json", "-H", "accept: application/json")


class Answer(NamedTuple):
    """What curl has got."""

    status: int
    head: str
    body: str

    def json(self) -> Any:
        return json.loads(self.body)


class Curl:
    """A shell client of one server."""

    def __init__(self, url: str) -> None:
        self._url = url

    def __call__(self, path: str, *options: str) -> Answer:
        command = ["curl", "--silent", "--show-error", "--insecure", "--globoff", "--include", *options]
        done = subprocess.run([*command, f"{self._url}{path}"], capture_output=True, text=True, timeout=60, check=True)
        head, _, body = done.stdout.partition("\n\n")
        while head.startswith("HTTP/1.1 100"):
            head, _, body = body.partition("\n\n")
        return Answer(int(head.split()[1]), head, body)

    def token(self, path: str = TOKEN) -> str:
        granted = self(path, "--data", LOGIN)
        assert granted.status == 200
        return str(granted.json()["access_token"])


@pytest.fixture(scope="module")
def server(start_in_module: Start, v5: Callable[..., bytes]) -> Running:
    """One process with TLS, that one exporter has sent to."""
    server = start_in_module(plain=False)
    server.send(*(v5(sequence=number) for number in range(3)), source=EXPORTER)
    assert server.settle()["settled"]
    return server


@pytest.fixture
def curl(server: Running) -> Curl:
    return Curl(server.ready["http"])


@pytest.fixture
def http(server: Running) -> httpx.Client:
    """What requests does: nothing of HTTP/2, no certificate checked."""
    return server.http


def _granted(http: httpx.Client, **more: Any) -> dict[str, str]:
    login = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}
    granted = http.post(TOKEN, data=login, **more)
    assert granted.status_code == 200
    return {"Authorization": f"bearer {granted.json()['access_token']}"}


def _as_requests_writes(**parameters: Any) -> str:
    """A query as requests percent-encodes it: colons, commas and brackets stay."""
    return "&".join(f"{name}={quote(json.dumps(value), safe=':,[]')}" for name, value in parameters.items())


def _now_ms(server: Running) -> int:
    return int(server.control("health")["time_ms"])


def _minute(ms: int) -> str:
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y-%m-%d %H:%M")


def _search(**more: Any) -> dict[str, Any]:
    return {"from": "h1Ago", "to": "now", "profile": "live", **more}


def test_php_turns_profiles_into_real_ones_and_back(curl: Curl) -> None:
    bearer = ("-H", f"Authorization: Bearer {curl.token()}")
    channel = {"name": "web", "sign": "+", "color": "#0000CC", "parent": "*", "filter": "port 443"}
    entity = json.dumps({"entity": {"name": "PHP", "type": "shadow", "channels": [channel]}})
    assert curl(PROFILES, *bearer, *BOTH_JSON, "--data", entity).status == 201

    listed = curl("/rest/fmc/getprofiles", *bearer, "-X", "POST", "-H", "Content-Type: application/json")
    assert listed.status == 200
    (chosen,) = [profile["id"] for profile in listed.json() if profile["name"] == "PHP"]
    for type_ in ("real", "shadow"):
        whole = curl(f"{PROFILES}/id?id={quote(chosen, safe='')}", *bearer, *BOTH_JSON).json()
        whole["type"] = type_
        put = curl(PROFILES, *bearer, *BOTH_JSON, "-X", "PUT", "--data", json.dumps({"entity": whole}))
        assert put.status == 200
        again = curl(f"{PROFILES}/id?id={chosen}", *bearer).json()
        assert again == {**whole, "status": again["status"], "end": again["end"], "start": again["start"]}
    assert curl(f"{PROFILES}/id?id={chosen}", *bearer, "-X", "DELETE").status == 204


def test_weblist_posts_a_query_with_an_empty_body_and_asks_until_it_is_there(curl: Curl) -> None:
    """PERL."""
    bearer = ("-H", f"Authorization: bearer {curl.token()}")
    channel = "127-0-1-123_p"
    live = curl(f"{PROFILES}/id?id=live", *bearer).json()
    (channel,) = [one["id"] for one in live["channels"] if one["id"].startswith(channel)]
    listing = {"aggregateBy": ["dstip", "hhost"], "sortBy": "tstart"}
    query = _as_requests_writes(
        search=_search(channels=[channel], listing=listing, filter="proto TCP and dst port 443"),
        showonly=10000,
        output=["da", "hhost"],
    )
    begun = curl(f"{FLOWS}?{query}", *bearer, "--data", "")
    assert begun.status == 201
    statuses: list[int] = []
    while not statuses or statuses[-1] == 202:
        found = curl(f"{RESULTS}/{begun.json()['id']}", *bearer)
        statuses.append(found.status)
    assert (statuses[-1], found.json()) == (200, [{"dstip": "10.0.0.2", "hhost": ""}])


def test_prtg_logs_in_for_each_chart_and_adds_up_its_points(server: Running, http: httpx.Client) -> None:
    sums = dict.fromkeys(("traffic", "flows", "packets"), 0.0)
    tokens = set()
    for measure, ago in itertools.product(sums, (1, 0)):
        headers = _granted(http)
        tokens.add(headers["Authorization"])
        slot_ms = _now_ms(server) // SLOT_MS * SLOT_MS - ago * SLOT_MS
        search = {"from": _minute(slot_ms), "to": _minute(slot_ms + SLOT_MS), "profile": "live"}
        search["chart"] = {"measure": measure, "protocol": "0"}
        charted = http.get(f"{CHART}?{_as_requests_writes(search=search)}", headers=headers)
        assert charted.status_code in (200, 204)
        for series in charted.json() if charted.content else []:
            assert len(series["values"]) == 1, "one slot is one point"
            sums[measure] += sum(round(value, 4) for _, value in series["values"])
    assert len(tokens) == 6
    assert sums == pytest.approx({"traffic": 80.0, "flows": 0.01, "packets": 0.1})


def test_prtg_prints_what_is_wrong(http: httpx.Client) -> None:
    headers = _granted(http)
    refused = http.get(f"{CHART}?{_as_requests_writes(search=_search(profile=[]))}", headers=headers)
    assert refused.status_code == 405
    assert (refused.json()["code"], refused.json()["message"]) == (405, "Validation failed")
    login = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "no"}
    denied = http.post(TOKEN, data=login)
    assert denied.status_code != 200
    assert denied.json()["error"] + denied.json()["error_description"]


def test_python_netflow_gets_flows_and_fetches_them_once(http: httpx.Client) -> None:
    """DUMP."""
    headers = _granted(http)
    search = _search(channels=["all"], listing={"aggregateBy": ["srcip", "proto"]}, filter="any")
    output = ["ts", "td", "pr", "sa", "pr", "pkt", "byt", "fl"]
    begun = http.get(f"{FLOWS}?{_as_requests_writes(search=search, output=output, showonly=70)}", headers=headers)
    assert begun.status_code == 200
    found = http.get(f"{RESULTS}/{begun.json()['id']}", headers=headers)
    assert found.status_code == 200
    (row,) = found.json()
    assert list(row) == ["ts", "td", "pr", "srcip", "pkt", "byt", "fl"]
    assert (row["pr"], row["srcip"], row["byt"], row["fl"]) == ("TCP", "10.0.0.1", "3000", "3")


def test_the_rest_client_of_csirt_reads_every_body_as_json(http: httpx.Client) -> None:
    """CSIRT, and CRU on top of it: HTTP Basic besides, times as Python prints them, nothing is an empty list."""
    headers = _granted(http, auth=("admin", "admin"), headers={"Accept": "application/json"})
    headers = {"Authorization": headers["Authorization"].replace("bearer", "Bearer")}
    span = {"from": "2024-05-01 10:00:03.123456", "to": "2024-05-01 10:05:03.123456", "profile": "live"}
    query = _as_requests_writes(search={**span, "channels": [], "filter": "any"}, showonly=10000)
    begun = http.get(f"{FLOWS}?{query}", headers=headers)
    empty = http.get(f"{RESULTS}/{begun.json()['id']}", headers=headers)
    assert (empty.status_code, empty.content) == (204, b"")
    for failed in (
        http.get("/rest/fmc/nothing", headers=headers),
        http.get(FLOWS, headers=headers),
        http.get(PROFILES, headers={"Authorization": "Bearer expired"}),
        http.patch(PROFILES, headers=headers),
    ):
        assert failed.status_code >= 400
        assert failed.json()["code"] == failed.status_code
        assert failed.headers["x-fm-message"]


def test_nettmap_draws_the_last_point_of_a_window_that_fits_no_slot(server: Running, curl: Curl) -> None:
    """NTM: a browser encodes everything, and spells the login as the guide's JavaScript does."""
    bearer = ("-H", f"Authorization: bearer {curl.token('/resources/oAuth/token')}")
    live = curl(f"{PROFILES}/id?id=live", *bearer).json()
    middle_ms = _now_ms(server) // SLOT_MS * SLOT_MS + SLOT_MS + 60_000
    search = _search(chart={"measure": "traffic", "protocol": 0})
    search |= {"from": _minute(middle_ms - 2 * SLOT_MS), "to": _minute(middle_ms)}
    (series,) = curl(f"{CHART}?search={quote(json.dumps(search), safe='')}", *bearer).json()
    assert series["channel"]["name"] == live["channels"][0]["name"]
    at_ms, value = series["values"][-1]
    assert at_ms == middle_ms - 60_000
    assert value + series["values"][-2][1] == 80.0


def test_fmsync2_copies_what_it_reads(http: httpx.Client) -> None:
    """FS2: an entity without an id makes one, a whole one changes it; channels are matched by their names."""
    headers = {**_granted(http), "Content-Type": "application/json", "accept": "application/json"}
    version = re.search(r"(\d+)\.(\d+)\.(\d+)", http.get("/rest/version", headers=headers).json()["version"])
    assert version is not None
    assert int(version[1]) >= 10
    channels = [
        {"name": name, "sign": sign, "color": "#00cc00", "parent": "*", "filter": "any"}
        for name, sign in (("in", "+"), ("out", "-"))
    ]
    entity: dict[str, Any] = {"id": None, "name": "FS2", "parent": "live", "type": "real", "maxsize": 100}
    made = http.post(PROFILES, headers=headers, json={"entity": {**entity, "channels": channels}})
    assert made.status_code == 201
    (remote,) = [one for one in http.get(PROFILES, headers=headers).json() if one["name"] == "FS2"]
    del remote["start"], remote["end"]
    ids = {channel["name"]: channel["id"] for channel in remote["channels"]}
    assert ids == {channel["name"]: channel["id"] for channel in made.json()["channels"]}
    remote["channels"] = [{**channel, "id": ids[channel["name"]]} for channel in channels]
    remote["channels"].insert(1, {**channels[0], "name": "in too"})
    changed = http.put(PROFILES, headers=headers, json={"entity": remote})
    assert changed.status_code == 200
    assert [channel["name"] for channel in changed.json()["channels"]] == ["in", "in too", "out"]
    chapter = {"id": None, "name": "FS2", "type": "traffic", "profile": remote["id"], "channels": "*"}
    assert http.post("/rest/fmc/chapters", headers=headers, json={"entity": chapter}).status_code == 201
    assert http.get("/rest/iad/groups/", headers=headers).status_code == 404
    assert http.delete(f"{PROFILES}/id?id={remote['id']}", headers=headers).status_code == 204


def test_the_slovak_script_prints_dashboards_and_their_widgets(curl: Curl) -> None:
    """SK: searches for the id in quotes."""
    bearer = ("-H", f"Authorization: Bearer {curl.token()}")
    (dashboard, *_) = curl("/rest/fmd/overview/dashboards", *bearer).json()
    assert curl(f"/rest/fmd/overview/dashboards/{dashboard['id']}", *bearer).json()["name"] == dashboard["name"]
    search = quote(json.dumps({"dashboard": str(dashboard["id"])}))
    widgets = curl(f"/rest/fmd/overview/widgets/find?search={search}", *bearer).json()
    assert {widget["dashboard"]["id"] for widget in widgets} == {dashboard["id"]}
    for widget in widgets:
        assert curl(f"/rest/fmd/overview/widgets/{widget['id']}", *bearer).json() == widget


def test_the_slovak_script_downloads_a_report(curl: Curl) -> None:
    """SK: with its token in the address, by the button that it knows by its class."""
    token = curl.token()
    (chapter, *_) = curl("/rest/fmc/chapters", "-H", f"Authorization: Bearer {token}").json()
    entity = json.dumps({"entity": {"name": "Every day", "chapters": [{"chapterId": chapter["id"]}]}})
    made = curl("/rest/fmc/reports", "-H", f"Authorization: Bearer {token}", *BOTH_JSON, "--data", entity)
    assert made.status == 201
    page = curl(f"/ui/reports/generate?token={token}&type=csv&name={quote('Every day')}")
    button = re.search(r'class="qa-download" href="([^"]+)"', page.body)
    assert button is not None
    file = curl(f"/ui/reports/generate{unescape(button[1])}")
    assert file.status == 200
    assert file.body.splitlines()[0] == chapter["name"]


def test_the_example_of_the_blog_is_typed_by_hand(curl: Curl) -> None:
    """BLOG: curl encodes what the reader has pasted, line ends and all."""
    bearer = ("-H", f"Authorization: bearer {curl.token()}")
    search = json.dumps(_search(channels=["all"], listing={"aggregateBy": ["srcip", "proto"]}), indent=4)
    output = json.dumps(["ts", "td", "pr", "sa", "pkt", "byt", "pr", "fl"], indent=1)
    typed = ("--get", "--data-urlencode", f"search={search}", "--data-urlencode", f"output={output}")
    begun = curl(FLOWS, *bearer, *typed, "--data-urlencode", "showonly=10")
    assert begun.status == 200
    (row,) = curl(f"{RESULTS}/{begun.json()['id']}", *bearer).json()
    assert row["srcip"] == "10.0.0.1"


@pytest.mark.parametrize("scheme", ["bearer ", "Bearer", "bearer 0000"])
def test_without_a_token_the_answer_can_still_be_read(curl: Curl, scheme: str) -> None:
    """END logs in again on 401; LM may come with nothing behind the scheme."""
    refused = curl(f"{PROFILES}/id?id=live", "-H", f"Authorization: {scheme}")
    assert (refused.status, refused.json()["code"]) == (401, 401)
    assert re.search("(?im)^x-fm-message: .", refused.head)
    assert re.search("(?im)^content-type: application/json", refused.head)


def test_a_shell_finds_the_token_by_its_key(curl: Curl) -> None:
    """FGT greps for the key; LM cuts the line by hand and stores it."""
    granted = curl(TOKEN, "--data", LOGIN)
    assert re.fullmatch(
        r'\{"access_token":"[0-9a-f]{64}","expires_in":86400,"token_type":"bearer","refresh_token":"[0-9a-f]{64}"\}',
        granted.body,
    )
    refresh = f"grant_type=refresh_token&client_id=invea-tech&refresh_token={granted.json()['refresh_token']}"
    assert curl(TOKEN, "--data", refresh).json().keys() == granted.json().keys()
