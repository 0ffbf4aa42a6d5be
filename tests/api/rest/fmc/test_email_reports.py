from typing import Any

import httpx
import pytest

EMAIL_REPORTS = "/rest/fmc/emailReports"
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@pytest.fixture
def report(client: httpx.Client) -> str:
    made = client.post("/rest/fmc/reports", json={"entity": {"name": "Failover", "chapters": []}})
    return str(made.json()["id"])


def _create(client: httpx.Client, report: str, **more: Any) -> dict[str, Any]:
    response = client.post(EMAIL_REPORTS, json={"entity": {"id": None, "report": report, **more}})
    assert response.status_code == 200, response.text
    return response.json()


def test_made_read_changed_and_deleted(client: httpx.Client, report: str) -> None:
    assert (client.get(EMAIL_REPORTS).status_code, client.get(EMAIL_REPORTS).content) == (204, b"")
    made = _create(client, report)
    assert made == {
        "id": 1,
        "name": "Failover",
        "report": report,
        "lang": "en",
        "period": {"id": "day"},
        "days": dict.fromkeys(DAYS, True),
        "active": True,
    }
    assert client.get("/rest/fmc/emailreports").json() == [made]
    assert client.get(f"{EMAIL_REPORTS}/1/").json() == made
    custom = {"id": "custom", "from": "08:00", "to": "17:00"}
    entity = {"id": "1", "name": "Mine", "period": custom, "days": {"monday": "1", "friday": 0}, "active": 0}
    changed = client.put(EMAIL_REPORTS, json={"entity": entity})
    days = {day: day == "monday" for day in DAYS}
    expected = {**made, "name": "Mine", "period": custom, "days": days, "active": False}
    assert (changed.status_code, changed.json()) == (200, expected)
    response = client.delete(f"{EMAIL_REPORTS}/1")
    assert (response.status_code, response.content) == (204, b"")
    assert client.get(EMAIL_REPORTS).status_code == 204


def test_business_hours_come_and_go(client: httpx.Client, report: str) -> None:
    office = {"label": "Office", "intervals": [{"from": 8, "to": 17}], "days": {"monday": True}}
    hours = client.post("/rest/fmc/businessHours", json={"entity": office}).json()["id"]
    made = _create(client, report, businessHours=str(hours))
    assert made["businessHours"] == hours
    assert client.put(EMAIL_REPORTS, json={"entity": made}).json() == made
    gone = client.put(EMAIL_REPORTS, json={"entity": {"id": made["id"], "businessHours": None}}).json()
    assert "businessHours" not in gone


def test_without_its_report_it_stays_and_may_be_given_another(client: httpx.Client, report: str) -> None:
    made = _create(client, report)
    client.delete(f"/rest/fmc/reports/{report}")
    kept = client.get(f"{EMAIL_REPORTS}/1").json()
    assert kept == {**made, "report": None}
    assert client.put(EMAIL_REPORTS, json={"entity": {**kept, "name": "Mine"}}).json()["report"] is None


def test_fields(client: httpx.Client, report: str) -> None:
    _create(client, report, name="Mine")
    query = {"fields": '["name","days.sunday"]'}
    assert client.get(EMAIL_REPORTS, params=query).json() == [{"name": "Mine", "days": {"sunday": True}}]


@pytest.mark.parametrize("id_", ["7", "nix"])
def test_unknown_ids(client: httpx.Client, id_: str) -> None:
    response = client.get(f"{EMAIL_REPORTS}/{id_}")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == f"EmailReport {id_} does not exist"
    assert client.delete(f"{EMAIL_REPORTS}/{id_}").status_code == 404
    assert client.put(EMAIL_REPORTS, json={"entity": {"id": 7, "name": "N"}}).status_code == 404


def test_several_are_deleted_or_none(client: httpx.Client, report: str) -> None:
    ids = [_create(client, report)["id"] for _ in range(3)]
    assert client.delete(f"{EMAIL_REPORTS}/{ids[0]},99").status_code == 404
    assert client.delete(f"{EMAIL_REPORTS}/{ids[0]},{ids[2]}").status_code == 204
    assert [each["id"] for each in client.get(EMAIL_REPORTS).json()] == [ids[1]]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"report": None}, ["report"]),
        ({"report": "nix"}, ["report"]),
        ({"period": "day"}, ["period", "period.id"]),
        ({"period": {"id": "custom", "from": "8 o'clock"}}, ["period.from", "period.to"]),
        ({"days": {"monday": "often"}}, ["days.monday"]),
        ({"businessHours": 7, "lang": "czech"}, ["lang", "businessHours"]),
        ({"active": "perhaps", "name": []}, ["name", "active"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_field_by_field(
    client: httpx.Client, report: str, changed: Any, fields: list[str]
) -> None:
    response = client.post(EMAIL_REPORTS, json={"entity": {"report": report, **changed}})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
