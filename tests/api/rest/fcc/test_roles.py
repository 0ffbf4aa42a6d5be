from __future__ import annotations

from typing import Any

import httpx
import pytest

ROLES = "/rest/fcc/roles"
OURS = "_fauxmon"
NOTHING = {"administrator": False, "fullAccess": False, "write": False, "rootProfiles": [], "sources": []}


def _create(client: httpx.Client, **entity: Any) -> dict[str, Any]:
    response = client.post(ROLES, json={"entity": {"id": None, "name": "Team", **entity}})
    assert response.status_code == 201, response.text
    return response.json()


def test_role_1_is_there(client: httpx.Client) -> None:
    response = client.get(ROLES)
    assert response.status_code == 200
    ours = {**NOTHING, "administrator": True, "fullAccess": True, "write": True}
    assert response.json() == [{"id": 1, "name": "Administrator", OURS: ours}]


def test_made_changed_and_deleted(client: httpx.Client) -> None:
    root = client.post("/rest/fmc/profiles", json={"entity": {"name": "Root", "type": "real"}}).json()["id"]
    ours = {"write": 1, "rootProfiles": [root], "sources": ["192-0-2-1_p3000"]}
    made = _create(client, **{OURS: ours})
    assert made == {"id": 2, "name": "Team", OURS: {**NOTHING, **ours, "write": True}}
    changed = client.put(ROLES, json={"entity": {"id": "2", "name": "Crew", OURS: {"fullAccess": True}}})
    assert (changed.status_code, changed.json()) == (
        200,
        {"id": 2, "name": "Crew", OURS: {**made[OURS], "fullAccess": True}},
    )
    assert client.get(ROLES).json()[1] == changed.json()
    assert client.get(ROLES, params={"fields": '["name"]'}).json() == [{"name": "Administrator"}, {"name": "Crew"}]
    response = client.delete(f"{ROLES}/2")
    assert (response.status_code, response.content) == (204, b"")
    assert len(client.get(ROLES).json()) == 1


def test_what_a_client_writes_besides_is_kept_as_it_is(client: httpx.Client) -> None:
    more = {"type": 7, "permissions": {"fmc": [{"a": None}]}, "description": "é"}
    made = _create(client, **more)
    assert made == {"id": 2, "name": "Team", **more, OURS: NOTHING}
    copied = {**client.get(ROLES).json()[1], "id": None, "name": "Copy"}
    assert _create(client, **copied) == {**made, "id": 3, "name": "Copy"}
    changed = client.put(ROLES, json={"entity": {"id": 2, "type": 8}}).json()
    assert changed == {**made, "type": 8}


@pytest.mark.parametrize(
    ("entity", "fields"),
    [
        ({"name": None}, ["name"]),
        ({"name": {}}, ["name"]),
        ({OURS: []}, [OURS]),
        ({OURS: {"write": "often", "sources": "x"}}, [f"{OURS}.write", f"{OURS}.sources"]),
        ({OURS: {"rootProfiles": ["nix"]}}, ["rootProfiles[0]"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, entity: dict[str, Any], fields: list[str]) -> None:
    response = client.post(ROLES, json={"entity": {"name": "Team", **entity}})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields


def test_what_cannot_go_stays(client: httpx.Client) -> None:
    made = _create(client)
    user = {"login": "anna", "password": "secret", "role": made["id"]}
    assert client.post("/rest/fcc/users", json={"entity": user}).status_code == 201
    assert client.delete(f"{ROLES}/{made['id']}").status_code == 405
    assert client.delete(f"{ROLES}/1").status_code == 405
    for unknown in ("9", "nix"):
        assert client.delete(f"{ROLES}/{unknown}").status_code == 404
    assert client.put(ROLES, json={"entity": {"id": 9, "name": "N"}}).status_code == 404
