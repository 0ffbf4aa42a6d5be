"""fmsync2: copies the Profiles and Chapters of one collector to another."""

import re
from typing import Any

import httpx
import pytest

PROFILES = "/rest/fmc/profiles"
JSON = {"Content-Type": "application/json", "accept": "application/json"}
ENTITY = {
    "id": None,
    "name": "Mail",
    "description": "",
    "parent": "live",
    "type": "real",
    "maxsize": 100,
    "channels": [
        {"name": "smtp", "sign": "+", "color": "#0000cc", "parent": "*", "filter": "port 25"},
        {"name": "imap", "sign": "-", "color": "#00cc00", "parent": "*", "filter": "port 143"},
    ],
}


def test_it_accepts_the_version(client: httpx.Client) -> None:
    version = client.get("/rest/version", headers=JSON).json()
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", version["version"])
    assert found is not None
    assert int(found[1]) >= 10


def test_profiles_are_made_changed_and_deleted(client: httpx.Client) -> None:
    listed = client.post("/rest/fmc/getprofiles", headers=JSON)
    assert listed.status_code == 200
    for profile in listed.json():
        if profile["id"] != "live":
            del profile["start"], profile["end"]
            assert profile["parent"]

    made = client.post(PROFILES, headers=JSON, json={"entity": ENTITY})
    assert made.status_code == 201
    remote = made.json()
    ids = {channel["name"]: channel["id"] for channel in remote["channels"]}
    assert ids.keys() == {"smtp", "imap"}, "it matches channels by name"

    channels = [{**channel, "id": ids[channel["name"]]} for channel in ENTITY["channels"]]
    channels.insert(1, {"name": "pop3", "sign": "+", "color": "#cc0000", "parent": "*", "filter": "port 110"})
    changed = client.put(PROFILES, headers=JSON, json={"entity": {**ENTITY, "id": remote["id"], "channels": channels}})
    assert changed.status_code == 200
    assert [channel["name"] for channel in changed.json()["channels"]] == ["smtp", "pop3", "imap"]
    assert {channel["name"]: channel["id"] for channel in changed.json()["channels"]}.items() >= ids.items()

    assert client.delete(f"{PROFILES}/id?id={remote['id']}", headers=JSON).status_code == 204


def test_chapters_are_made_and_deleted(client: httpx.Client) -> None:
    for chapter in client.get("/rest/fmc/chapters", headers=JSON).json():
        entity: dict[str, Any] = {**chapter, "id": None, "name": f"{chapter['name']} 2"}
        entity["localization"] = {}
        made = client.post("/rest/fmc/chapters", headers=JSON, json={"entity": entity})
        assert made.status_code == 201
        assert made.json()["name"] == entity["name"]
        assert client.delete(f"/rest/fmc/chapters/{made.json()['id']}", headers=JSON).status_code == 204


@pytest.mark.parametrize(
    ("path", "key", "entity"),
    [
        (
            "/rest/fmc/businessHours",
            "label",
            {"intervals": [{"from": 9, "to": 17}], "days": {"monday": True, "sunday": False}},
        ),
        ("/rest/fmc/blacklists", "name", {"records": ["192.0.2.1", "2001:db8::1"]}),
    ],
)
def test_lists_are_matched_by_name_made_changed_and_deleted(
    client: httpx.Client, path: str, key: str, entity: dict[str, Any]
) -> None:
    assert client.get(path, headers=JSON).status_code == 204

    made = client.post(path, headers=JSON, json={"entity": {**entity, "id": None, key: "Mine"}})
    assert made.status_code == 201
    assert made.json()[key] == "Mine"

    remote = {each[key]: each["id"] for each in client.get(path, headers=JSON).json()}
    assert remote == {"Mine": made.json()["id"]}

    changed = client.put(path, headers=JSON, json={"entity": {**made.json(), **entity, key: "Ours"}})
    assert changed.status_code == 200
    assert (changed.json()["id"], changed.json()[key]) == (remote["Mine"], "Ours")

    assert client.delete(f"{path}/{remote['Mine']}", headers=JSON).status_code == 204
    assert client.get(path, headers=JSON).status_code == 204


def test_roles_are_matched_by_name_and_copied_with_whatever_they_hold(client: httpx.Client) -> None:
    path = "/rest/fcc/roles"
    foreign = {"id": 7, "name": "Operators", "permissions": {"fmc": {"profiles": ["live"]}}, "type": 2}
    made = client.post(path, headers=JSON, json={"entity": {**foreign, "id": None}})
    assert made.status_code == 201
    remote = {role["name"]: role for role in client.get(path, headers=JSON).json()}
    assert remote["Operators"].items() >= {**foreign, "id": made.json()["id"]}.items()
    assert isinstance(made.json()["id"], int)
    changed = client.put(path, headers=JSON, json={"entity": {**foreign, "id": made.json()["id"], "type": 3}})
    assert (changed.status_code, changed.json()["type"]) == (200, 3)
    assert client.delete(f"{path}/{made.json()['id']}", headers=JSON).status_code == 204


def test_the_plugin_that_is_not_there_is_told_by_404(client: httpx.Client) -> None:
    assert client.get("/rest/iad/groups/", headers=JSON).status_code == 404
