import json
from typing import Any

import httpx
import pytest

PATH = "/rest/fmd/nodes"


def test_coordinates_are_kept_exactly(client: httpx.Client, map_: Any) -> None:
    written = {"x": "120.50", "y": "-3.14159265358979323846"}
    made = map_.node("far", **written)
    assert made == {
        "id": made["id"],
        "coordinates": written,
        "icon": {"id": 4, "name": "server"},
        "topology": {"id": map_.topology["id"]},
        "name": "far",
    }
    assert client.get(f"{PATH}/{made['id']}").json() == made


def test_the_list_may_be_of_one_topology(client: httpx.Client, map_: Any) -> None:
    other = map_.create("topologies", name="other")
    foreign = map_.create("nodes", topology={"id": other["id"]}, name="foreign")
    assert client.get(PATH).json() == [*map_.nodes, foreign]
    for number in (other["id"], str(other["id"])):
        assert client.get(PATH, params={"search": json.dumps({"topology": number})}).json() == [foreign]
    assert client.get(PATH, params={"search": '{"topology": 99}'}).status_code == 204
    assert client.get(PATH, params={"search": '{"topology": "x"}'}).status_code == 405


def test_put_keeps_what_is_not_given(client: httpx.Client, map_: Any) -> None:
    node = map_.nodes[0]
    response = client.put(PATH, json={"entity": {"id": str(node["id"]), "coordinates": {"y": "7"}, "icon": {"id": 5}}})
    changed = {**node, "coordinates": {"x": "10.50", "y": "7"}, "icon": {"id": 5}}
    assert (response.status_code, response.json()) == (200, changed)


def test_delete_takes_the_paths_along(client: httpx.Client, map_: Any) -> None:
    map_.path()
    assert client.delete(f"{PATH}/{map_.nodes[1]['id']}").status_code == 204
    assert client.get(PATH).json() == map_.nodes[:1]
    assert client.get("/rest/fmd/paths").status_code == 204


def test_unknown_ids(client: httpx.Client) -> None:
    assert client.get(f"{PATH}/x").headers["x-fm-message"] == "Node x does not exist"
    assert client.delete(f"{PATH}/999").status_code == 404
    assert client.put(PATH, json={"entity": {"id": 999}}).status_code == 404
    for number in (999, "x"):
        assert client.post(PATH, json={"entity": {"name": "n", "topology": {"id": number}}}).status_code == 404


@pytest.mark.parametrize(
    ("method", "entity", "fields"),
    [
        ("POST", {}, ["topology"]),
        ("POST", {"topology": {}, "coordinates": 7}, ["topology.id", "coordinates"]),
        ("POST", {"topology": {"id": 1}, "coordinates": {"x": "a"}}, ["name", "coordinates.x"]),
        ("PUT", {"name": "n"}, ["id"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, map_: Any, method: str, entity: Any, fields: list[str]) -> None:
    response = client.request(method, PATH, json={"entity": entity})
    assert response.status_code == 405
    assert sorted(result["field"] for result in response.json()["validationResults"]) == sorted(fields)
