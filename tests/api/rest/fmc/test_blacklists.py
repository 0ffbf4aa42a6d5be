import json
from typing import Any

import httpx
import pytest

LISTS = "/rest/fmc/blacklists"
ENTITY = {"id": None, "name": "Botnets", "records": ["192.0.2.7", "198.51.100.0/24", "2001:db8::/32"]}


def _create(client: httpx.Client, **changed: Any) -> dict[str, Any]:
    response = client.post(LISTS, json={"entity": {**ENTITY, **changed}})
    assert response.status_code == 201, response.text
    return response.json()


def test_made_read_changed_and_deleted(client: httpx.Client) -> None:
    assert client.get(LISTS).status_code == 204
    made = _create(client)
    assert made == {**ENTITY, "id": 1}
    assert client.get(LISTS).json() == [made]
    assert client.get(f"{LISTS}/1").json() == made
    changed = client.put(LISTS, json={"entity": {**made, "records": ["10.0.0.1"]}})
    assert (changed.status_code, changed.json()) == (200, {**made, "records": ["10.0.0.1"]})
    response = client.delete(f"{LISTS}/1")
    assert (response.status_code, response.content) == (204, b"")
    assert (client.get(LISTS).status_code, client.get(LISTS).content) == (204, b"")


def test_put_on_the_singular_too(client: httpx.Client) -> None:
    made = _create(client)
    response = client.put("/rest/fmc/blacklist", json={"entity": {"id": str(made["id"]), "name": "Bots"}})
    assert (response.status_code, response.json()) == (200, {**made, "name": "Bots"})


def test_fields(client: httpx.Client) -> None:
    made = _create(client)
    query = {"fields": '["id","name"]'}
    assert client.get(LISTS, params=query).json() == [{"id": made["id"], "name": "Botnets"}]
    assert client.get(f"{LISTS}/{made['id']}", params=query).json() == {"id": made["id"], "name": "Botnets"}


@pytest.mark.parametrize("id_", ["7", "nix"])
def test_unknown_ids(client: httpx.Client, id_: str) -> None:
    response = client.get(f"{LISTS}/{id_}")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == f"Blacklist {id_} does not exist"
    assert client.delete(f"{LISTS}/{id_}").status_code == 404


def test_several_are_deleted_or_none(client: httpx.Client) -> None:
    ids = [_create(client)["id"] for _ in range(3)]
    assert client.delete(f"{LISTS}/{ids[0]},99").status_code == 404
    assert client.delete(f"{LISTS}/{ids[0]},{ids[2]}").status_code == 204
    assert [each["id"] for each in client.get(LISTS).json()] == [ids[1]]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": ""}, ["name"]),
        ({"records": "10.0.0.1"}, ["records"]),
        ({"records": ["10.0.0.1", "here"]}, ["records[1]"]),
        ({"id": "one", "records": [{}]}, ["id", "records"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_field_by_field(client: httpx.Client, changed: Any, fields: list[str]) -> None:
    entity = {**ENTITY, **changed}
    response = client.post(LISTS, json={"entity": entity})
    assert response.status_code == 405
    body = response.json()
    assert [result["field"] for result in body["validationResults"]] == fields
    assert body["checkedData"] == entity


def test_put_of_what_is_not_there(client: httpx.Client) -> None:
    assert client.put(LISTS, json={"entity": {"id": 9, "name": "B"}}).status_code == 404


@pytest.mark.parametrize("encoding", ["json", "form", "multipart"])
def test_a_hundred_thousand_records_fit_in_every_encoding(client: httpx.Client, encoding: str) -> None:
    records = [f"2001:db8:1234:{n >> 16:x}:{n & 0xFFFF:x}::/80" for n in range(100_000)]
    entity = {"name": "Long", "records": records}
    if encoding == "json":
        response = client.post(LISTS, json={"entity": entity}, timeout=60)
    else:
        text = json.dumps(entity)
        sent: dict[str, Any] = {"data": {"entity": text}} if encoding == "form" else {"files": {"entity": (None, text)}}
        response = client.post(LISTS, **sent, timeout=60)
    assert response.status_code == 201, response.text[:500]
    assert len(response.json()["records"]) == 100_000
