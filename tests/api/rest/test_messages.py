"""System messages; what there is to say is what the test has said."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from fauxmon_model.severity import Severity

FIND, MARK = "/rest/messages/find", "/rest/messages"


@pytest.fixture
def said(collector: Any) -> Any:
    said = collector.collecting.said
    said.note(Severity.NOTICE, "Fauxmon has started")
    said.note(Severity.WARNING, "Source 192.0.2.1 is silent", source_id=1, channel_id="192-0-2-1_p3000")
    said.note(Severity.INFO, "Source 192.0.2.2 appeared", source_id=2, channel_id="192-0-2-2_p3000")
    return said


def test_severities(client: httpx.Client) -> None:
    names = ("EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG")
    response = client.get("/rest/messages/severities")
    assert response.status_code == 200
    assert response.json() == [{"id": number, "name": name} for number, name in enumerate(names)]


def test_none(client: httpx.Client) -> None:
    response = client.get(FIND)
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.usefixtures("said")
def test_the_newest_first(client: httpx.Client) -> None:
    response = client.get(FIND)
    assert response.status_code == 200
    assert [message["id"] for message in response.json()] == [3, 2, 1]
    assert response.json()[1] == {
        "id": 2,
        "time": "2025-03-01 12:00:00",
        "severity": 4,
        "plugin": "FMC",
        "text": "Source 192.0.2.1 is silent",
        "hasBeenRead": False,
    }
    assert client.get(FIND, params={"fields": '["id"]'}).json() == [{"id": 3}, {"id": 2}, {"id": 1}]


@pytest.mark.usefixtures("said")
def test_what_has_been_read_stays_so(client: httpx.Client) -> None:
    response = client.put(MARK, json={"entity": {"id": "2", "hasBeenRead": 1}})
    assert (response.status_code, response.json()["id"], response.json()["hasBeenRead"]) == (200, 2, True)
    assert [message["hasBeenRead"] for message in client.get(FIND).json()] == [False, True, False]
    assert client.put(MARK, json={"entity": {"id": 2, "hasBeenRead": False}}).json()["hasBeenRead"] is False
    assert [message["hasBeenRead"] for message in client.get(FIND).json()] == [False, False, False]


@pytest.mark.usefixtures("said")
@pytest.mark.parametrize(
    ("entity", "fields"),
    [({}, ["id", "hasBeenRead"]), ({"id": 2}, ["hasBeenRead"]), ({"id": 2, "hasBeenRead": "often"}, ["hasBeenRead"])],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, entity: dict[str, Any], fields: list[str]) -> None:
    response = client.put(MARK, json={"entity": entity})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields


def test_a_message_that_is_not_there(client: httpx.Client) -> None:
    assert client.put(MARK, json={"entity": {"id": 9, "hasBeenRead": True}}).status_code == 404


@pytest.mark.usefixtures("said")
def test_of_a_source_only_who_sees_it_reads(client: httpx.Client, collector: Any) -> None:
    role = {"name": "Team", "_fauxmon": {"sources": ["192-0-2-1_p3000"]}}
    role_id = client.post("/rest/fcc/roles", json={"entity": role}).json()["id"]
    user = {"login": "anna", "password": "secret", "role": role_id}
    user_id = client.post("/rest/fcc/users", json={"entity": user}).json()["id"]
    with collector.client(collector.repository.accounts.issue(user_id)) as mine:
        assert [message["id"] for message in mine.get(FIND).json()] == [2, 1]
        assert mine.put(MARK, json={"entity": {"id": 3, "hasBeenRead": True}}).status_code == 404
        assert mine.put(MARK, json={"entity": {"id": 2, "hasBeenRead": True}}).status_code == 200
