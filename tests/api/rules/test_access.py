"""R60 over REST: what a user without full access is answered."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.api.rules.conftest import Asking

PROFILES = "/rest/fmc/profiles"
MINE = "192.0.2.1"
RANGE = {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00"}


def _octets(client: httpx.Client, profile: str) -> float:
    """Of all Channels of a Profile together, out of a chart."""
    response = client.get("/rest/fmc/analysis/chart", params={"search": _search(profile)})
    if response.status_code == 204:
        return 0
    assert response.status_code == 200, response.text
    return round(sum(value * 300 / 8 for series in response.json() for _, value in series["values"]))


def _search(profile: str, **more: Any) -> str:
    return json.dumps({**RANGE, "profile": profile, "chart": {"measure": "traffic", "protocol": 0}, **more})


def test_lists_of_profiles(admin: Asking, mine: httpx.Client, root: str, foreign: str) -> None:
    child = admin.profile("Child", root)
    assert {profile["id"] for profile in mine.get(PROFILES).json()} == {"live", root, child}
    chosen = mine.post("/rest/fmc/getprofiles", json={"profiles": [child, foreign]}).json()
    assert [profile["id"] for profile in chosen] == [child]
    assert mine.get(f"{PROFILES}/id", params={"id": foreign}).status_code == 204
    assert mine.get(f"{PROFILES}/channels", params={"profileId": foreign}).status_code == 404


def test_all_sources_are_the_roles(mine: httpx.Client) -> None:
    live = mine.get(f"{PROFILES}/id", params={"id": "live"}).json()
    assert [channel["name"] for channel in live["channels"]] == [MINE]
    assert [source["ip"] for source in mine.get("/rest/fmc/sources").json()] == [MINE]


def test_charts(client: httpx.Client, mine: httpx.Client, root: str, foreign: str) -> None:
    assert _octets(client, "live") == 101 * 21_000
    assert _octets(mine, "live") == 101 * 1000, "of All Sources the flows of the role's source"
    assert _octets(mine, root) == 21_000, "of a root Profile all that is in it, whoever sent it"
    response = mine.get("/rest/fmc/analysis/chart", params={"search": _search(foreign)})
    assert response.status_code == 404


def test_listings_and_statistics(mine: httpx.Client, root: str) -> None:
    for profile, count in (("live", 2), (root, 2)):
        id_ = mine.post("/rest/fmc/analysis/flows", params={"search": _search(profile), "showonly": "10"}).json()["id"]
        assert len(mine.get(f"/rest/fmc/analysis/results/{id_}").json()) == count
    search = _search("live", channels=["192-0-2-2_p3000"])
    assert mine.post("/rest/fmc/analysis/flows", params={"search": search}).status_code == 405


def test_statistics_of_all_sources(client: httpx.Client, mine: httpx.Client) -> None:
    statistics = {"statistics": "dstport", "orderBy": "bytes"}
    found = []
    for each in (client, mine):
        search = _search("live", statistics=statistics)
        response = each.post("/rest/fmc/analysis/statistics", params={"search": search, "showonly": "10"})
        assert response.status_code == 201, response.text
        rows = each.get(f"/rest/fmc/analysis/results/{response.json()['id']}").json()
        found.append(sorted(int(row["fl"]) for row in rows))
    assert found == [[2, 2], [1, 1]]


def test_chapters_and_widgets(client: httpx.Client, mine: httpx.Client, root: str, foreign: str) -> None:
    ids = [
        client.post(
            "/rest/fmc/chapters", json={"entity": {"name": f"Of {id_}", "type": "traffic", "profile": id_}}
        ).json()["id"]
        for id_ in (root, foreign)
    ]
    search = {"search": '{"from": "2025-03-01 11:00", "to": "2025-03-01 12:00"}'}
    data = mine.get(f"/rest/fmc/chapterData/{ids[0]}", params=search)
    assert data.json()["table"]["summary"]["values"]["ibyt"] == 21_000
    assert mine.get(f"/rest/fmc/chapterData/{ids[1]}", params=search).status_code == 404
    assert ids[1] not in [chapter["id"] for chapter in mine.get("/rest/fmc/chapters").json()]
    dashboard = mine.post("/rest/fmd/overview/dashboards", json={"entity": {"name": "Mine"}}).json()
    options = {"clazz": "TimeSeriesAndTableWidget", "dataEndpoint": f"fmc_chapter_{ids[1]}"}
    widget = {"dashboard": {"id": dashboard["id"]}, "options": options}
    made = mine.post("/rest/fmd/overview/widgets", json={"entity": widget}).json()
    assert mine.get(f"/rest/fmd/overview/widget/data/{made['id']}").status_code == 404
    assert [each["id"] for each in mine.get("/rest/fmd/overview/dashboards").json()] == [dashboard["id"]]


def test_what_is_not_permitted_is_401(mine: httpx.Client, anna: Asking, root: str) -> None:
    for refused in (
        mine.put(PROFILES, json={"entity": {"id": root, "description": "mine"}}),
        mine.post(PROFILES, json={"entity": {"name": "Beside", "type": "real"}}),
        mine.delete(f"{PROFILES}/id", params={"id": root}),
        mine.delete("/rest/fmc/sources/1"),
    ):
        assert refused.status_code == 401
        assert refused.json() == {"code": 401, "status": "error", "message": refused.headers["x-fm-message"]}
    assert mine.delete("/rest/fmc/sources/2").status_code == 404
    child = anna.profile("Child", root)
    assert mine.delete(f"{PROFILES}/id", params={"id": child}).status_code == 204


def test_a_change_of_the_role_holds_at_once(mine: httpx.Client, allow: Callable[..., None]) -> None:
    assert len(mine.get("/rest/fmc/sources").json()) == 1
    allow(fullAccess=True)
    assert len(mine.get("/rest/fmc/sources").json()) == 2
    assert mine.delete("/rest/fmc/sources/2").status_code == 204


def test_the_control_plane_is_for_administrators(client: httpx.Client, mine: httpx.Client) -> None:
    elsewhere = {"Host": "collector.example"}
    assert mine.get("/_fauxmon/ledger", headers=elsewhere).status_code == 401
    assert client.get("/_fauxmon/ledger", headers=elsewhere).status_code == 200


def test_dependencies_of_channels(admin: Asking, anna: Asking, root: str) -> None:
    mine, other = ("192-0-2-1_p3000", "192-0-2-2_p3000")
    hidden, ours = admin.profile("Beside", of=[mine]), admin.profile("Below", root)
    admin.client.put(PROFILES, json={"entity": {"id": root, "channels": [{"name": "x", "parent": [mine]}]}})
    assert anna.dependent("channels/id", id=f"live/{mine}") == {"profile": [root]}
    assert set(admin.dependent("channels/id", id=f"live/{mine}")["profile"]) == {root, hidden}
    refused = anna.client.get("/rest/fmc/dependencies/channels/id", params={"id": f"live/{other}"})
    assert refused.status_code == 404
    assert anna.dependent("profiles/id", id=root) == {"profile": [ours]}
