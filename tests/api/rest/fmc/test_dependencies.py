from typing import Any

import httpx
import pytest


def _profile(client: httpx.Client, name: str, parent: str = "live") -> dict[str, Any]:
    entity = {"name": name, "type": "shadow", "parent": parent, "channels": [{"name": "all"}]}
    return client.post("/rest/fmc/profiles", json={"entity": entity}).json()


def _chapter(client: httpx.Client, profile: str) -> dict[str, Any]:
    entity = {"name": f"of {profile}", "type": "traffic", "profile": profile}
    return client.post("/rest/fmc/chapters", json={"entity": entity}).json()


def _short(entity: dict[str, Any]) -> dict[str, Any]:
    return {"id": entity["id"], "name": entity["name"]}


@pytest.mark.parametrize("prefix", ["/rest/fmc/dependencies", "/rest/dependencies"])
def test_of_a_profile(client: httpx.Client, prefix: str) -> None:
    parent = _profile(client, "parent")
    child = _profile(client, "child", parent["id"])
    chapter = _chapter(client, child["id"])
    response = client.get(f"{prefix}/profiles/id", params={"id": parent["id"]})
    assert response.json() == {
        "action": "delete",
        "items": [_short(parent)],
        "dependent": [
            {"action": "delete", "type": "chapter", "items": [_short(chapter)]},
            {"action": "delete", "type": "profile", "items": [_short(child)]},
        ],
    }
    alone = client.get(f"{prefix}/profiles/id", params={"id": _profile(client, "alone")["id"]}).json()
    assert alone["dependent"] == []


@pytest.mark.parametrize("prefix", ["/rest/fmc/dependencies", "/rest/dependencies"])
def test_of_a_chapter(client: httpx.Client, prefix: str) -> None:
    chapter = _chapter(client, "live")
    response = client.get(f"{prefix}/chapters/{chapter['id']}")
    assert response.json() == {"action": "delete", "items": [_short(chapter)], "dependent": []}


@pytest.mark.parametrize("prefix", ["/rest/fmc/dependencies", "/rest/dependencies"])
def test_of_a_black_list(client: httpx.Client, prefix: str) -> None:
    used, unused = (
        client.post("/rest/fmc/blacklists", json={"entity": {"name": name}}).json() for name in ("used", "unused")
    )
    entity = {"name": "Black", "type": "top", "blacklist": used["id"]}
    chapter = client.post("/rest/fmc/chapters", json={"entity": entity}).json()
    assert client.get(f"{prefix}/blacklists/{used['id']}").json() == {
        "action": "delete",
        "items": [_short(used)],
        "dependent": [{"action": "update", "type": "chapter", "items": [_short(chapter)]}],
    }
    assert client.get(f"{prefix}/blacklists/{unused['id']}").json()["dependent"] == []
    client.delete(f"/rest/fmc/blacklists/{used['id']}")
    assert "blacklist" not in client.get(f"/rest/fmc/chapters/{chapter['id']}").json()


def test_of_what_does_not_exist(client: httpx.Client) -> None:
    assert client.get("/rest/fmc/dependencies/profiles/id?id=nix").status_code == 404
    assert client.get("/rest/fmc/dependencies/chapters/nix").status_code == 404
    assert client.get("/rest/fmc/dependencies/blacklists/7").status_code == 404
