from typing import Any

import httpx
import pytest

REPORTS = "/rest/fmc/reports"
CHAPTER = "330206dc-8bed-4bb4-b336-e6a5b0746cb3"
ENTITY: dict[str, Any] = {
    "name": "Failover",
    "chapters": [{"chapterId": CHAPTER, "trafficChart": {"stacked": 1, "logarithmic": "0"}}, {"chapterId": CHAPTER}],
}
UNSAID = {"en": "", "cz": "", "jp": ""}
MADE = {
    "name": "Failover",
    "location": "",
    "device": "",
    "localization": {"name": {**UNSAID, "en": "Failover"}, "location": UNSAID, "device": UNSAID},
    "owner": "admin",
    "isDefault": 0,
    "chapters": [
        {"chapterId": CHAPTER, "trafficChart": {"stacked": True, "logarithmic": False}},
        {"chapterId": CHAPTER},
    ],
}


def _create(client: httpx.Client, **changed: Any) -> dict[str, Any]:
    response = client.post(REPORTS, json={"entity": {**ENTITY, **changed}})
    assert response.status_code == 201, response.text
    return response.json()


def test_made_read_changed_and_deleted(client: httpx.Client) -> None:
    assert (client.get(REPORTS).status_code, client.get(REPORTS).content) == (204, b"")
    made = _create(client, id=None, owner="somebody else")
    assert made == {**MADE, "id": made["id"]}
    assert client.get(REPORTS).json() == [made]
    assert client.get(f"{REPORTS.upper()}/{made['id']}/").json() == made
    changed = client.put(REPORTS, json={"entity": {"id": made["id"], "isDefault": True, "chapters": []}})
    assert (changed.status_code, changed.json()) == (200, {**made, "isDefault": 1, "chapters": []})
    response = client.delete(f"{REPORTS}/{made['id']}")
    assert (response.status_code, response.content) == (204, b"")
    assert client.get(REPORTS).status_code == 204


def test_the_answer_of_one_may_be_posted_and_put_again(client: httpx.Client) -> None:
    made = _create(client)
    again = client.post(REPORTS, json={"entity": made}).json()
    assert again == {**made, "id": again["id"]}
    assert client.put(REPORTS, json={"entity": made}).json() == made


def test_in_a_put_the_localization_wins_over_the_texts(client: httpx.Client) -> None:
    made = _create(client, localization={"location": {"en": "Lab", "cz": "Laboratoř"}})
    assert (made["name"], made["location"]) == ("Failover", "Lab")
    localization = {"name": {"en": "Switch"}, "location": {"cz": "Dílna"}}
    entity = {**made, "name": "of no account", "localization": localization}
    changed = client.put(REPORTS, json={"entity": entity}).json()
    assert (changed["name"], changed["location"]) == ("Switch", "Lab")
    assert changed["localization"]["location"] == {"en": "Lab", "cz": "Dílna", "jp": ""}


def test_fields(client: httpx.Client) -> None:
    made = _create(client)
    query = {"fields": '["id","chapters.chapterId"]'}
    expected = {"id": made["id"], "chapters": [{"chapterId": CHAPTER}] * 2}
    assert client.get(REPORTS, params=query).json() == [expected]
    assert client.get(f"{REPORTS}/{made['id']}", params=query).json() == expected


def test_unknown_ids(client: httpx.Client) -> None:
    response = client.get(f"{REPORTS}/7")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == "Report 7 does not exist"
    assert client.delete(f"{REPORTS}/7").status_code == 404
    assert client.put(REPORTS, json={"entity": {"id": 7, "name": "R"}}).status_code == 404


def test_several_are_deleted_or_none(client: httpx.Client) -> None:
    ids = [_create(client)["id"] for _ in range(3)]
    assert client.delete(f"{REPORTS}/{ids[0]},99").status_code == 404
    assert client.delete(f"{REPORTS}/{ids[0]},{ids[2]}").status_code == 204
    assert [each["id"] for each in client.get(REPORTS).json()] == [ids[1]]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"name": None}, ["name"]),
        ({"chapters": [{}, {"chapterId": "nix"}]}, ["chapters[0].chapterId"]),
        ({"chapters": [{"chapterId": "nix"}]}, ["chapters[0].chapterId"]),
        ({"chapters": {"chapterId": CHAPTER}}, ["chapters"]),
        ({"chapters": [CHAPTER]}, ["chapters[0]", "chapters[0].chapterId"]),
        (
            {"chapters": [{"chapterId": CHAPTER, "trafficChart": {"stacked": "high"}}]},
            ["chapters[0].trafficChart.stacked"],
        ),
        ({"isDefault": 7, "localization": {"name": "R"}}, ["isDefault", "localization.name"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_field_by_field(client: httpx.Client, changed: Any, fields: list[str]) -> None:
    response = client.post(REPORTS, json={"entity": {**ENTITY, **changed}})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
