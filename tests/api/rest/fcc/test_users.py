from __future__ import annotations

from typing import Any

import httpx
import pytest

USERS = "/rest/fcc/users"
TOKEN = "/resources/oauth/token"
ENTITY = {"id": None, "login": "anna", "password": "correct horse", "role": {"id": 1}}


def _create(client: httpx.Client, **changed: Any) -> dict[str, Any]:
    response = client.post(USERS, json={"entity": {**ENTITY, **changed}})
    assert response.status_code == 201, response.text
    return response.json()


def _login(client: httpx.Client, login: str, password: str) -> httpx.Response:
    return client.post(TOKEN, data={"grant_type": "password", "username": login, "password": password})


def _role(client: httpx.Client, **ours: Any) -> int:
    response = client.post("/rest/fcc/roles", json={"entity": {"name": "Team", "_fauxmon": ours}})
    assert response.status_code == 201
    return int(response.json()["id"])


def test_admin_and_what_is_open_to_it(client: httpx.Client) -> None:
    (admin,) = client.get(USERS).json()
    assert (admin["id"], admin["login"], admin["name"]) == (1, "admin", "admin")
    assert admin["role"] == {"id": 1, "name": "Administrator"}
    assert admin["plugins"] == [
        {"id": 1, "name": "Configuration Center", "shortname": "FCC", "active": 1, "url": "/docs"},
        {"id": 2, "name": "Dashboard and Reports", "shortname": "FMD", "active": 1, "url": "/dashboards"},
        {"id": 3, "name": "Monitoring Center", "shortname": "FMC", "active": 1, "url": "/"},
    ]


def test_made_changed_and_deleted(client: httpx.Client, stranger: httpx.Client) -> None:
    made = _create(client)
    assert (made["id"], made["name"]) == (2, "anna")
    assert "correct horse" not in str(client.get(USERS).json())
    assert _login(stranger, "anna", "correct horse").status_code == 200
    changed = client.put(USERS, json={"entity": {"id": 2, "name": "bert", "password": "new"}})
    assert (changed.status_code, changed.json()) == (200, {**made, "login": "bert", "name": "bert"})
    assert _login(stranger, "anna", "correct horse").status_code == 400
    assert _login(stranger, "bert", "correct horse").status_code == 400
    token = _login(stranger, "bert", "new").json()["access_token"]
    headers = {"Authorization": f"bearer {token}"}
    assert stranger.get(USERS, headers=headers).status_code == 200
    response = client.delete(f"{USERS}/2")
    assert (response.status_code, response.content) == (204, b"")
    assert _login(stranger, "bert", "new").status_code == 400
    assert stranger.get(USERS, headers=headers).status_code == 401, "tokens end with their user"


def test_fields(client: httpx.Client) -> None:
    assert client.get(USERS, params={"fields": '["login","plugins.shortname"]'}).json() == [
        {"login": "admin", "plugins": [{"shortname": "FCC"}, {"shortname": "FMD"}, {"shortname": "FMC"}]}
    ]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"login": "admin"}, ["login"]),
        ({"login": None}, ["login"]),
        ({"password": None}, ["password"]),
        ({"password": []}, ["password"]),
        ({"role": None}, ["role"]),
        ({"role": 9}, ["role"]),
        ({"role": {}}, ["role.id"]),
        ({"role": "nix"}, ["role", "role.id"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, changed: dict[str, Any], fields: list[str]) -> None:
    response = client.post(USERS, json={"entity": {**ENTITY, **changed}})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
    assert len(client.get(USERS).json()) == 1


def test_the_last_administrator_stays(client: httpx.Client) -> None:
    assert client.delete(f"{USERS}/1").status_code == 405
    assert client.put(USERS, json={"entity": {"id": 1, "role": _role(client)}}).status_code == 405
    _create(client)
    assert client.delete(f"{USERS}/1").status_code == 204


def test_unknown_users(client: httpx.Client) -> None:
    for unknown in ("9", "nix"):
        assert client.delete(f"{USERS}/{unknown}").status_code == 404
    assert client.put(USERS, json={"entity": {"id": 9, "password": "new"}}).status_code == 404


def test_who_is_no_administrator_has_the_own_password_only(client: httpx.Client, collector: Any) -> None:
    role = _role(client, fullAccess=True)
    me = _create(client, role=role)["id"]
    with collector.client(collector.repository.accounts.issue(me)) as mine:
        (seen,) = mine.get(USERS).json()
        assert seen["login"] == "anna"
        assert {plugin["shortname"]: plugin["active"] for plugin in seen["plugins"]} == {"FCC": 0, "FMD": 1, "FMC": 1}
        assert [each["id"] for each in mine.get("/rest/fcc/roles").json()] == [role]
        assert mine.put(USERS, json={"entity": {"id": me, "password": "new"}}).status_code == 200
        for refused in (
            mine.post(USERS, json={"entity": {**ENTITY, "login": "bert"}}),
            mine.put(USERS, json={"entity": {"id": me, "role": 1}}),
            mine.delete(f"{USERS}/{me}"),
            mine.post("/rest/fcc/roles", json={"entity": {"name": "Mine"}}),
            mine.put("/rest/fcc/roles", json={"entity": {"id": role, "_fauxmon": {"administrator": True}}}),
            mine.delete(f"/rest/fcc/roles/{role}"),
        ):
            assert refused.status_code == 401
            assert refused.json()["message"] == refused.headers["x-fm-message"]
            assert "www-authenticate" not in refused.headers
        assert mine.delete(f"{USERS}/1").status_code == 401
    assert collector.repository.accounts.authenticate("anna", "new") is not None
