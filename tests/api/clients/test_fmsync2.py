"""fmsync2: copies the Profiles and Chapters of one collector to another."""

import re
from typing import Any

import httpx
import pytest

PROFILES = "/rest/fmc/profiles"
JSON = {"Content-Type": "application/json", "accept": "application/json"}
ENTITY = {
    "id": None,
    "name": "Mail",
    "description": "",
    "parent": "live",
    "type": "real",
    "maxsize": 100,
    "channels": [
        {"name": "smtp", "sign": "+", "color": "#0000cc", "parent": "*", "filter": "port 25"},
        {"name": "imap", "sign": "-", "color": "#00cc00", "parent": "*", "filter": "port 143"},
    ],
}


def test_it_accepts_the_version(client: httpx.Client) -> None:
    version = client.get("/rest/version", headers=JSON).json()
    found = re.search(r"(\d+)\.(\d+)\.(\d+)", version["version"])
    assert found is not None
    assert int(found[1]) >= 10


def test_profiles_are_made_changed_and_deleted(client: httpx.Client) -> None:
    listed = client.post("/rest/fmc/getprofiles", headers=JSON)
    assert listed.status_code == 200
    for profile in listed.json():
        if profile["id"] != "live":
            del profile["start"], profile["end"]
            assert profile["parent"]

    made = client.post(PROFILES, headers=JSON, json={"entity": ENTITY})
    assert made.status_code == 201
    remote = made.json()
    ids = {channel["name"]: channel["id"] for channel in remote["channels"]}
    assert ids.keys() == {"smtp", "imap"}, "it matches channels by name"

    channels = [{**channel, "id": ids[channel["name"]]} for channel in ENTITY["channels"]]
    channels.insert(1, {"name": "pop3", "sign": "+", "color": "#cc0000", "parent": "*", "filter": "port 110"})
    changed = client.put(PROFILES, headers=JSON, json={"entity": {**ENTITY, "id": remote["id"], "channels": channels}})
    assert changed.status_code == 200
    assert [channel["name"] for channel in changed.json()["channels"]] == ["smtp", "pop3", "imap"]
    assert {channel["name"]: channel["id"] for channel in changed.json()["channels"]}.items() >= ids.items()

    assert client.delete(f"{PROFILES}/id?id={remote['id']}", headers=JSON).status_code == 204


def test_chapters_are_made_and_deleted(client: httpx.Client) -> None:
    for chapter in client.get("/rest/fmc/chapters", headers=JSON).json():
        entity: dict[str, Any] = {**chapter, "id": None, "name": f"{chapter['name']} 2"}
        entity["localization"] = {}
        made = client.post("/rest/fmc/chapters", headers=JSON, json={"entity": entity})
        assert made.status_code == 201
        assert made.json()["name"] == entity["name"]
        assert client.delete(f"/rest/fmc/chapters/{made.json()['id']}", headers=JSON).status_code == 204


@pytest.mark.parametrize(
    ("path", "key", "entity"),
    [
        (
            "/rest/fmc/businessHours",
            "label",
            {"intervals": [{"from": 9, "to": 17}], "days": {"monday": True, "sunday": False}},
        ),
        ("/rest/fmc/blacklists", "name", {"records": ["192.0.2.1", "2001:db8::1"]}),
    ],
)
def test_lists_are_matched_by_name_made_changed_and_deleted(
    client: httpx.Client, path: str, key: str, entity: dict[str, Any]
) -> None:
    assert client.get(path, headers=JSON).status_code == 204

    made = client.post(path, headers=JSON, json={"entity": {**entity, "id": None, key: "Mine"}})
    assert made.status_code == 201
    assert made.json()[key] == "Mine"

    remote = {each[key]: each["id"] for each in client.get(path, headers=JSON).json()}
    assert remote == {"Mine": made.json()["id"]}

    changed = client.put(path, headers=JSON, json={"entity": {**made.json(), **entity, key: "Ours"}})
    assert changed.status_code == 200
    assert (changed.json()["id"], changed.json()[key]) == (remote["Mine"], "Ours")

    assert client.delete(f"{path}/{remote['Mine']}", headers=JSON).status_code == 204
    assert client.get(path, headers=JSON).status_code == 204


def test_reports_and_their_mails_are_matched_by_name_made_changed_and_deleted(client: httpx.Client) -> None:
    chapters = [{"chapterId": chapter["id"]} for chapter in client.get("/rest/fmc/chapters", headers=JSON).json()]
    entity = {"id": None, "name": "Mine", "chapters": chapters, "isDefault": 0, "owner": "admin"}
    report = client.post("/rest/fmc/reports", headers=JSON, json={"entity": entity})
    assert report.status_code == 201
    listed = client.get("/rest/fmc/reports", headers=JSON).json()
    assert [(each["name"], each["chapters"]) for each in listed] == [("Mine", chapters)]
    changed = client.put("/rest/fmc/reports", headers=JSON, json={"entity": {**report.json(), "chapters": []}})
    assert (changed.status_code, changed.json()["id"]) == (200, report.json()["id"])

    entity = {"id": None, "name": "Daily", "report": report.json()["id"], "period": {"id": "day"}, "active": True}
    mail = client.post("/rest/fmc/emailReports", headers=JSON, json={"entity": entity})
    assert (mail.status_code, mail.json()["name"]) == (200, "Daily")
    assert [each["name"] for each in client.get("/rest/fmc/emailReports", headers=JSON).json()] == ["Daily"]
    assert client.put("/rest/fmc/emailReports", headers=JSON, json={"entity": mail.json()}).status_code == 200

    assert client.delete(f"/rest/fmc/emailReports/{mail.json()['id']}", headers=JSON).status_code == 204
    assert client.delete(f"/rest/fmc/reports/{report.json()['id']}", headers=JSON).status_code == 204


def test_a_report_posted_as_a_chapter_is_refused(client: httpx.Client) -> None:
    chapters = [{"chapterId": chapter["id"]} for chapter in client.get("/rest/fmc/chapters", headers=JSON).json()]
    for sent in (chapters, [chapter["chapterId"] for chapter in chapters]):
        entity = {"id": None, "name": "Mine", "chapters": sent}
        response = client.post("/rest/fmc/chapters", headers=JSON, json={"entity": entity})
        assert response.status_code == 405


def test_alerts_are_made_changed_and_deleted(client: httpx.Client) -> None:
    """It takes what one collector has, without its state, and writes it to the other."""
    profile = client.post(PROFILES, headers=JSON, json={"entity": ENTITY}).json()
    channels = [{"id": channel["id"], "name": channel["name"]} for channel in profile["channels"]]
    condition = {
        "operator": {"id": 1, "name": "and"},
        "metric": {"id": 6, "name": "bits/s"},
        "comparator": {"id": 3, "name": "outside"},
        "number": 50,
        "timeSpan": {"id": 8, "name": "weekly baseline"},
        "isPercentual": 1,
    }
    off = {"enabled": 0}
    definition = {
        "profile": {"id": profile["id"], "name": profile["name"]},
        "channels": channels,
        "filter": "any",
        "conditionType": {"id": 2, "name": "Total flows"},
        "conditions": [condition],
        "trigger": {
            "frequency": {"id": 3, "name": "once while the condition holds"},
            "activationThreshold": 2,
            "blockFor": 0,
        },
        "reactions": {
            "email": {**off, "to": "", "subject": ""},
            "script": {**off, "name": "", "parameters": ""},
            "syslog": off,
            "snmp": {**off, "targetGroups": []},
        },
    }
    made = client.post(
        "/rest/fmc/alerts", headers=JSON, json={"entity": {"name": "Odd mail", "definition": definition}}
    )
    assert made.status_code == 201
    (alert,) = client.get("/rest/fmc/alerts", headers=JSON).json()
    assert alert == made.json()
    del alert["currentState"]
    assert (alert["id"], alert["definition"]) == ("Odd mail", definition)
    assert [channel["name"] for channel in alert["definition"]["channels"]] == ["smtp", "imap"]
    assert not any(int(reaction["enabled"]) for reaction in alert["definition"]["reactions"].values())

    alert["definition"]["channels"] = channels[:1]
    changed = client.put("/rest/fmc/alerts", headers=JSON, json={"entity": alert})
    assert (changed.status_code, changed.json()["definition"]["channels"]) == (200, channels[:1])
    assert client.delete("/rest/fmc/alerts/Odd%20mail", headers=JSON).status_code == 204


def test_roles_are_matched_by_name_and_copied_with_whatever_they_hold(client: httpx.Client) -> None:
    path = "/rest/fcc/roles"
    foreign = {"id": 7, "name": "Operators", "permissions": {"fmc": {"profiles": ["live"]}}, "type": 2}
    made = client.post(path, headers=JSON, json={"entity": {**foreign, "id": None}})
    assert made.status_code == 201
    remote = {role["name"]: role for role in client.get(path, headers=JSON).json()}
    assert remote["Operators"].items() >= {**foreign, "id": made.json()["id"]}.items()
    assert isinstance(made.json()["id"], int)
    changed = client.put(path, headers=JSON, json={"entity": {**foreign, "id": made.json()["id"], "type": 3}})
    assert (changed.status_code, changed.json()["type"]) == (200, 3)
    assert client.delete(f"{path}/{made.json()['id']}", headers=JSON).status_code == 204


def test_the_plugin_that_is_not_there_is_told_by_404(client: httpx.Client) -> None:
    assert client.get("/rest/iad/groups/", headers=JSON).status_code == 404
