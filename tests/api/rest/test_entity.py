"""What holds for every entity that five calls list, read, make, change and delete."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from fauxmon_api import rest

CHAPTER = "330206dc-8bed-4bb4-b336-e6a5b0746cb3"
ENTITIES = {
    "/rest/fmc/reports": {"name": "A", "chapters": [{"chapterId": CHAPTER}]},
    "/rest/fmc/blacklists": {"name": "A", "records": ["192.0.2.1"]},
    "/rest/fmc/businessHours": {"label": "A", "intervals": [{"from": 8, "to": 9}], "days": {"monday": 1}},
    "/rest/fmd/topologies": {"name": "A"},
}
PATHS = [*ENTITIES, "/rest/fmc/emailreports", "/rest/fmd/nodes", "/rest/fmd/paths"]


@pytest.mark.parametrize("path", PATHS)
def test_five_calls(path: str) -> None:
    of = [e for e in rest.endpoints() if e.path.removesuffix("/{id}") == path]
    assert [e.method for e in of] == ["GET", "GET", "POST", "PUT", "DELETE"]
    assert len({e.handler.__module__ for e in of}) == 1
    assert of[0].handler.__module__ != "fauxmon_api.rest.entity", "that of who describes it"
    assert all(e.summary and e.basis for e in of)


@pytest.mark.parametrize(
    "path", [*PATHS, "/rest/fmc/profiles", "/rest/fmc/chapters", "/rest/fcc/users", "/rest/fcc/roles"]
)
def test_a_put_without_an_id_says_so(client: httpx.Client, path: str) -> None:
    refused = client.put(path, json={"entity": {}})
    assert refused.status_code == 405
    assert [result["field"] for result in refused.json()["validationResults"]] == ["id"]


@pytest.mark.parametrize("path", PATHS)
def test_what_is_not_there(client: httpx.Client, path: str) -> None:
    for id_ in ("77", "none"):
        assert (client.get(f"{path}/{id_}").status_code, client.delete(f"{path}/{id_}").status_code) == (204, 404)
    assert client.put(path, json={"entity": {"id": 77}}).status_code == 404


@pytest.mark.parametrize(("path", "entity"), ENTITIES.items())
def test_several_go_at_once_and_lists_have_the_fields_that_are_asked_for(
    client: httpx.Client, path: str, entity: dict[str, Any]
) -> None:
    name = "label" if "label" in entity else "name"
    ids = [client.post(path, json={"entity": {**entity, name: each}}).json()["id"] for each in ("A", "B", "C")]
    listed = client.get(path, params={"fields": json.dumps(["id", name])}).json()
    assert listed == [{"id": id_, name: each} for id_, each in zip(ids, ("A", "B", "C"), strict=True)]
    assert client.delete(f"{path}/{ids[0]},{ids[2]}").status_code == 204
    assert client.get(f"{path}/{ids[1]}", params={"fields": json.dumps([name])}).json() == {name: "B"}
    assert [each["id"] for each in client.get(path).json()] == [ids[1]]
