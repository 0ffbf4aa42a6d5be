from typing import Any

import httpx
import pytest

HOURS = "/rest/fmc/businessHours"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ENTITY = {
    "id": None,
    "label": "Office",
    "intervals": [{"from": 8, "to": 12}, {"from": 13, "to": 17}],
    "days": {day: day != "sunday" for day in DAYS},
}


def _create(client: httpx.Client, **changed: Any) -> dict[str, Any]:
    response = client.post(HOURS, json={"entity": {**ENTITY, **changed}})
    assert response.status_code == 201, response.text
    return response.json()


def test_made_read_changed_and_deleted(client: httpx.Client) -> None:
    assert client.get(HOURS).status_code == 204
    made = _create(client)
    assert made == {**ENTITY, "id": 1}
    assert client.get(HOURS).json() == [made]
    assert client.get(f"{HOURS.lower()}/1/").json() == made
    changed = client.put(HOURS, json={"entity": {**made, "label": "Shop", "days": {"monday": "1", "friday": 0}}})
    expected = {**made, "label": "Shop", "days": {day: day == "monday" for day in DAYS}}
    assert (changed.status_code, changed.json()) == (200, expected)
    assert client.put(HOURS, json={"entity": {"id": "1", "label": "S"}}).json() == {**expected, "label": "S"}
    response = client.delete(f"{HOURS}/1")
    assert (response.status_code, response.content) == (204, b"")
    assert (client.get(HOURS).status_code, client.get(HOURS).content) == (204, b"")


def test_hours_may_be_digits(client: httpx.Client) -> None:
    made = _create(client, intervals=[{"from": "0", "to": "24"}])
    assert made["intervals"] == [{"from": 0, "to": 24}]


def test_fields(client: httpx.Client) -> None:
    made = _create(client)
    query = {"fields": '["label","days.sunday"]'}
    expected = {"label": "Office", "days": {"sunday": False}}
    assert client.get(HOURS, params=query).json() == [expected]
    assert client.get(f"{HOURS}/{made['id']}", params=query).json() == expected


@pytest.mark.parametrize("id_", ["7", "nix"])
def test_unknown_ids(client: httpx.Client, id_: str) -> None:
    response = client.get(f"{HOURS}/{id_}")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == f"BusinessHours {id_} does not exist"
    assert client.delete(f"{HOURS}/{id_}").status_code == 404
    assert client.put(HOURS, json={"entity": {"id": 7, "label": "L"}}).status_code == 404


def test_several_are_deleted_or_none(client: httpx.Client) -> None:
    ids = [_create(client)["id"] for _ in range(3)]
    assert client.delete(f"{HOURS}/{ids[0]},99").status_code == 404
    assert client.delete(f"{HOURS}/{ids[0]},{ids[2]}").status_code == 204
    assert [each["id"] for each in client.get(HOURS).json()] == [ids[1]]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"label": " "}, ["label"]),
        ({"intervals": []}, ["intervals"]),
        ({"intervals": None}, ["intervals"]),
        ({"intervals": [{"from": 8}, {"from": "8:30", "to": 9}]}, ["intervals[0].to", "intervals[1].from"]),
        ({"intervals": [{"from": 22, "to": 6}]}, ["intervals[0].to"]),
        ({"days": {"monday": "often"}}, ["days.monday"]),
        ({"days": {"mon": True}}, ["days.mon", "days"]),
        ({"days": ["monday"]}, ["days"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_field_by_field(client: httpx.Client, changed: Any, fields: list[str]) -> None:
    response = client.post(HOURS, json={"entity": {**ENTITY, **changed}})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
