from typing import Any

import httpx
import pytest

PATH = "/rest/fmd/topologies"
TENANT = {"id": "00000000-0000-0000-0001-000000000001", "name": "Base tenant"}


def test_it_is_answered_as_it_was_written(client: httpx.Client, map_: Any) -> None:
    made = map_.topology
    assert made == {
        "id": made["id"],
        "type": 0,
        "owningUser": {"id": 1, "login": "admin"},
        "owningRole": {"id": "1"},
        "name": "WebShop",
        "tenant": TENANT,
        "ownerCanEdit": True,
        "trafficScale": 50,
    }
    assert client.get(f"{PATH}/{made['id']}").json() == made
    assert client.get(PATH).json() == [made]


def test_it_is_the_callers_unless_said_otherwise(client: httpx.Client) -> None:
    made = client.post(PATH, json={"entity": {"name": "Mine"}}).json()
    assert (made["owningUser"], made["tenant"], made["trafficScale"]) == ({"id": 1, "login": "admin"}, TENANT, 50)


def test_put_keeps_what_is_not_given(client: httpx.Client, map_: Any) -> None:
    response = client.put(PATH, json={"entity": {"id": str(map_.topology["id"]), "trafficScale": "80"}})
    assert (response.status_code, response.json()) == (200, {**map_.topology, "trafficScale": 80})


def test_delete_takes_nodes_and_paths_along(client: httpx.Client, map_: Any) -> None:
    map_.path()
    response = client.delete(f"{PATH}/{map_.topology['id']}")
    assert (response.status_code, response.content) == (204, b"")
    for path in (PATH, "/rest/fmd/nodes", "/rest/fmd/paths"):
        assert client.get(path).status_code == 204


def test_a_widget_says_that_its_topology_is_gone(client: httpx.Client, map_: Any) -> None:
    widget = map_.widget()
    client.delete(f"{PATH}/{map_.topology['id']}")
    response = client.get(f"/rest/fmd/overview/widget/data/{widget}")
    assert response.status_code == 404
    assert response.json()["message"] == f"Topology {map_.topology['id']} does not exist"


@pytest.mark.parametrize("id_", ["999", "x"])
def test_unknown_ids(client: httpx.Client, id_: str) -> None:
    response = client.get(f"{PATH}/{id_}")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == f"Topology {id_} does not exist"
    assert client.delete(f"{PATH}/{id_}").status_code == 404
    assert client.put(PATH, json={"entity": {"id": 999}}).status_code == 404
    owner = {"name": "a", "owningUser": {"id": 99}}
    assert client.post(PATH, json={"entity": owner}).json()["message"] == "User 99 does not exist"


@pytest.mark.parametrize(
    ("method", "entity", "fields"),
    [
        ("POST", {"trafficScale": 0}, ["name", "trafficScale"]),
        ("POST", {"name": "n", "type": "big", "ownerCanEdit": "perhaps"}, ["type", "ownerCanEdit"]),
        ("POST", {"name": "n", "owningUser": {}, "tenant": 1}, ["owningUser.id", "tenant"]),
        ("PUT", {"name": "n"}, ["id"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, method: str, entity: Any, fields: list[str]) -> None:
    response = client.request(method, PATH, json={"entity": entity})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
