import json
from typing import Any

import httpx
import pytest

PROFILES = "/rest/fmc/profiles"


def _entity(**changed: Any) -> dict[str, Any]:
    channels = [
        {"name": "web", "sign": "+", "color": "#0000CC", "parent": "*", "filter": "port 443"},
        {"name": "back", "sign": "-", "color": "#cc0000", "parent": "*", "filter": "src port 443"},
    ]
    return {"name": "Web-Shop 1", "type": "shadow", "channels": channels, **changed}


def _create(client: httpx.Client, **changed: Any) -> dict[str, Any]:
    response = client.post(PROFILES, json={"entity": _entity(**changed)})
    assert response.status_code == 201, response.text
    return response.json()


def _one(client: httpx.Client, profile_id: str) -> dict[str, Any]:
    response = client.get(f"{PROFILES}/id", params={"id": profile_id})
    assert response.status_code == 200
    return response.json()


def test_all_sources_is_there_from_the_beginning(client: httpx.Client, collector: Any) -> None:
    live = _one(client, "live")
    assert (live["name"], live["type"], live["history"], live["channels"]) == ("All Sources", "real", False, [])
    assert (live["start"], live["end"]) == ("2025-03-01 12:00", "2025-03-01 12:00")
    assert live.keys().isdisjoint({"group", "parent", "expire"}), "absent, not null"
    assert "live" in [profile["id"] for profile in client.get(PROFILES).json()]


def test_a_source_is_a_channel_named_by_its_address(client: httpx.Client, collector: Any) -> None:
    collector.source("192.168.1.123")
    (channel,) = _one(client, "live")["channels"]
    assert (channel["id"], channel["name"], channel["sign"]) == ("192-168-1-123_p3000", "192.168.1.123", "+")
    assert channel["color"].startswith("#")
    assert channel["mode"] == {"enabled": True, "npmEnabled": True, "trafficEnabled": True}


def test_create_assigns_ids_and_keeps_what_was_given(client: httpx.Client) -> None:
    created = _create(client, group="Applications", description="d", maxsize="100", tenant="t", id=None)
    assert created["id"].startswith("Applications/WebSho-")
    assert len(created["id"].split("/")[1]) == 13
    assert created == _one(client, created["id"])
    given = {"name": "Web-Shop 1", "group": "Applications", "parent": "live", "description": "d", "type": "shadow"}
    assert {**created, **given, "maxsize": 100, "tenant": "t", "history": False} == created
    assert (created["start"], created["end"]) == ("2025-03-01 12:00", "2025-03-01 12:00")
    assert [(c["name"], c["sign"], c["color"]) for c in created["channels"]] == [
        ("web", "+", "#0000CC"),
        ("back", "-", "#cc0000"),
    ]
    assert len({c["id"] for c in created["channels"]}) == 2


def test_status_follows_the_first_slot(client: httpx.Client, collector: Any) -> None:
    collector.clock.now += 60_000
    created = _create(client)
    assert created["status"] == "new"
    collector.clock.now += 240_000
    assert _one(client, created["id"])["status"] == "OK"


def test_a_history_profile_has_an_end(client: httpx.Client, collector: Any) -> None:
    collector.source("192.0.2.1")
    created = _create(client, start="2025-03-01 11:10", end="2025-03-01 11:40:30.123456")
    assert (created["start"], created["end"], created["history"]) == ("2025-03-01 11:10", "2025-03-01 11:40", True)


def test_put_replaces_the_channels_and_keeps_the_rest(client: httpx.Client) -> None:
    created = _create(client, group="Applications", maxsize=100, description="kept")
    web = created["channels"][0]
    entity = {"id": created["id"], "name": "WebShop", "type": "real", "parent": "live"}
    entity["channels"] = [{"id": web["id"], "name": "www"}, {"name": "new", "filter": "port 80"}]
    response = client.put(PROFILES, json={"entity": entity})
    assert response.status_code == 200
    changed = response.json()
    assert {**changed, "id": created["id"], "group": "Applications", "maxsize": 100, "description": "kept"} == changed
    assert (changed["name"], changed["type"]) == ("WebShop", "real")
    assert [c["name"] for c in changed["channels"]] == ["www", "new"]
    assert changed["channels"][0] == {**web, "name": "www"}


def test_put_takes_what_get_gives(client: httpx.Client, collector: Any) -> None:
    collector.source("192.0.2.1")
    created = _create(client, group="Applications")
    for profile_id in (created["id"], "live"):
        stored = _one(client, profile_id)
        response = client.put(PROFILES, json={"entity": stored})
        assert (response.status_code, response.json()) == (200, stored)


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"type": "history"}, ["type"]),
        ({"start": "noon", "maxsize": "much"}, ["start", "maxsize"]),
        ({"channels": [{"name": "a", "sign": "-"}, {"name": "b", "sign": "+"}]}, ["channels[1].sign"]),
        ({"channels": [{"name": "a", "filter": "port port"}]}, ["channels[0].filter"]),
        ({"channels": [{"name": "a", "parent": ["nix"]}]}, ["channels[0].parent[0]"]),
        ({"channels": {"name": "a"}}, ["channels"]),
        ({"parent": "nix"}, ["parent"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_field_by_field(client: httpx.Client, changed: Any, fields: list[str]) -> None:
    response = client.post(PROFILES, json={"entity": _entity(**changed)})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
    assert response.json()["checkedData"] == _entity(**changed)


def test_put_of_an_unknown_profile(client: httpx.Client) -> None:
    response = client.put(PROFILES, json={"entity": {"id": "nix", "name": "n"}})
    assert response.status_code == 404
    assert "nix" in response.headers["x-fm-message"]


def test_get_of_an_unknown_profile_is_empty(client: httpx.Client) -> None:
    for query in ({"id": "nix"}, {}):
        response = client.get(f"{PROFILES}/id/", params=query)
        assert (response.status_code, response.content) == (204, b"")
        assert "does not exist" in response.headers["x-fm-message"]


def test_delete_takes_the_children_and_their_chapters_along(client: httpx.Client) -> None:
    parent = _create(client, name="parent")
    child = _create(client, name="child", parent=parent["id"])
    chapter = {"name": "c", "type": "traffic", "profile": child["id"]}
    chapter_id = client.post("/rest/fmc/chapters", json={"entity": chapter}).json()["id"]

    response = client.delete(f"{PROFILES}/id", params={"id": json.dumps([parent["id"], child["id"]])})

    assert (response.status_code, response.content) == (204, b"")
    left = {profile["id"] for profile in client.get(PROFILES).json()}
    assert left.isdisjoint({parent["id"], child["id"]})
    assert client.get(f"/rest/fmc/chapters/{chapter_id}").status_code == 204


def test_delete_of_several_is_all_or_nothing_known(client: httpx.Client) -> None:
    created = _create(client)
    response = client.delete(f"{PROFILES}/id", params={"id": json.dumps([created["id"], "nix"])})
    assert response.status_code == 404
    assert _one(client, created["id"]) == created


def test_all_sources_cannot_be_deleted(client: httpx.Client) -> None:
    response = client.delete(f"{PROFILES}/id", params={"id": "live"})
    assert response.status_code == 405
    assert _one(client, "live")["id"] == "live"


def test_delete_needs_an_id(client: httpx.Client) -> None:
    assert client.delete(f"{PROFILES}/id").status_code == 404


def test_getprofiles_chooses(client: httpx.Client) -> None:
    created = _create(client, group="Applications")
    everything = client.post("/rest/fmc/getprofiles").json()
    assert everything == client.get(PROFILES).json()
    chosen = client.post("/rest/fmc/getprofiles", json={"profiles": [created["id"], "nix"]})
    assert chosen.json() == [created]
    assert client.post("/rest/fmc/getprofiles", json={"profiles": ["nix"]}).status_code == 204


def test_fields(client: httpx.Client, collector: Any) -> None:
    collector.source("192.0.2.1")
    fields = {"fields": '["id","channels.name"]'}
    expected = {"id": "live", "channels": [{"name": "192.0.2.1"}]}
    assert client.get(f"{PROFILES}/id", params={"id": "live", **fields}).json() == expected
    assert expected in client.get(PROFILES, params=fields).json()


def test_channels_with_their_profile(client: httpx.Client) -> None:
    created = _create(client, group="Applications")
    rows = client.get(f"{PROFILES}/channels", params={"profileId": created["id"]}).json()
    assert rows == [{"id": f"{created['id']}/{c['id']}", "name": c["name"]} for c in created["channels"]]
    assert client.get(f"{PROFILES}/channels", params={"profileId": "live"}).status_code == 204
    assert client.get(f"{PROFILES}/channels").status_code == 404
    assert client.get(f"{PROFILES}/channels", params={"profileId": "nix"}).status_code == 404
