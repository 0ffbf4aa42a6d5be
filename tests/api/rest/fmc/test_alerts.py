"""Alerts over HTTP: made, changed, deleted, refused, and how they stand."""

import copy
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

if TYPE_CHECKING:
    from tests.api.conftest import Collector

ALERTS = "/rest/fmc/alerts"
TOTAL = {
    "operator": {"id": 1, "name": "and"},
    "metric": {"id": 3, "name": "total bytes"},
    "comparator": {"id": 1, "name": ">"},
    "number": 1000,
    "timeSpan": {"id": 1, "name": "absolute"},
    "isPercentual": 0,
}
TOP = {
    "operator": {"id": 1, "name": "and"},
    "metric": {"id": 1, "name": "number of flows"},
    "comparator": {"id": 2, "name": "<"},
    "number": 2.5,
    "subjectOfMeasurement": {"id": 2, "name": "source IP address"},
}
REACTIONS = {
    "email": {"enabled": 1, "to": "noc@example.org, me@example.org", "subject": "Much"},
    "script": {"enabled": 0, "name": "email.sh", "parameters": "-v 'a b'"},
    "syslog": {"enabled": 1},
    "snmp": {"enabled": 0, "targetGroups": [{"id": 3, "name": "NMS"}]},
}
ENTITY = {
    "name": "Much traffic",
    "enabled": 1,
    "definition": {
        "profile": {"id": "live", "name": "All Sources"},
        "channels": "*",
        "filter": "proto tcp",
        "conditionType": {"id": 2, "name": "Total flows"},
        "conditions": [TOTAL],
        "trigger": {"frequency": {"id": 1, "name": "each time"}, "activationThreshold": 2, "blockFor": 3},
        "reactions": REACTIONS,
    },
}
NEW = {
    "triggerStatus": {"id": 2, "name": "armed"},
    "triggerInfo": "",
    "finalCondition": 0,
    "blocked": 0,
    "updated": 0,
    "lastTrigger": '{_"never"}',
    "lastFlows": ["0"] * 7,
    "lastPackets": ["0"] * 7,
    "lastBytes": ["0"] * 7,
    "fired": [""] * 10,
}


def entity(name: str = "A", **definition: Any) -> dict[str, Any]:
    made = copy.deepcopy(ENTITY)
    made["name"] = name
    made["definition"] |= definition
    return made


def create(client: httpx.Client, name: str = "A", **definition: Any) -> dict[str, Any]:
    response = client.post(ALERTS, json={"entity": entity(name, **definition)})
    assert response.status_code == 201, response.text
    return response.json()


def refused(response: httpx.Response) -> dict[str, str]:
    assert response.status_code == 405, response.text
    return {each["field"]: each["message"] for each in response.json()["validationResults"]}


def test_made_read_and_deleted(client: httpx.Client) -> None:
    assert client.get(ALERTS).status_code == 204
    response = client.post(ALERTS, json={"entity": {"id": None, **ENTITY}})
    expected = {**ENTITY, "id": "Much traffic", "currentState": NEW}
    assert (response.status_code, response.json()) == (201, expected)
    assert client.get(ALERTS).json() == [expected]
    assert client.get(f"{ALERTS}/Much%20traffic/").json() == expected
    selected = client.get(ALERTS, params={"fields": '["id","currentState.triggerStatus.id"]'}).json()
    assert selected == [{"id": "Much traffic", "currentState": {"triggerStatus": {"id": 2}}}]
    response = client.delete(f"{ALERTS}/Much%20traffic")
    assert (response.status_code, response.content) == (204, b"")
    assert client.get(ALERTS).status_code == 204


def test_a_top_1_and_several_conditions(client: httpx.Client) -> None:
    kind, either = {"id": 1, "name": "Top 1 statistics"}, {"operator": {"id": 2, "name": "or"}}
    made = create(client, conditionType=kind, conditions=[TOP, {**TOP, **either}])
    assert made["definition"]["conditionType"] == kind
    assert made["definition"]["conditions"] == [TOP, {**TOP, **either}]


def test_a_type_goes_by_its_name(client: httpx.Client) -> None:
    """The guide has both numberings."""
    made = create(client, conditionType={"id": 1, "name": "Total flows"})
    assert made["definition"]["conditionType"] == {"id": 2, "name": "Total flows"}
    assert create(client, "B", conditionType=2)["definition"]["conditionType"]["name"] == "Total flows"
    response = client.post(ALERTS, json={"entity": entity("C", conditionType={"id": 2, "name": "Flows"})})
    assert refused(response) == {"definition.conditionType": "Must be one of Top 1 statistics, Total flows"}


def test_posted_with_an_existing_id_it_is_changed_and_without_one_it_is_there_already(client: httpx.Client) -> None:
    made = create(client)
    response = client.post(ALERTS, json={"entity": {"id": "A", "definition": {"filter": "port 1"}}})
    expected = {**made, "definition": {**made["definition"], "filter": "port 1"}}
    assert (response.status_code, response.json()) == (200, expected)
    assert refused(client.post(ALERTS, json={"entity": entity()})).keys() == {"name"}
    assert client.post(ALERTS, json={"entity": {**entity(), "id": "A"}}).json() == made


def test_put_changes_and_keeps_what_is_not_given(client: httpx.Client) -> None:
    made = create(client)
    response = client.put(ALERTS, json={"entity": {"id": "A", "enabled": False}})
    inactive = {**made["currentState"], "triggerStatus": {"id": 1, "name": "inactive"}}
    assert (response.status_code, response.json()) == (200, {**made, "enabled": 0, "currentState": inactive})
    assert client.put(ALERTS, json={"entity": {**made, "enabled": "1"}}).json() == made, "what was read can be sent"
    assert client.put(ALERTS, json={"entity": {"id": "nix"}}).status_code == 404
    wrong = refused(client.put(ALERTS, json={"entity": {**entity("B", profile={"id": "services"}), "id": "A"}}))
    assert wrong == dict.fromkeys(("name", "definition.profile"), "is fixed when the alert is created")


def test_channels_with_their_names(client: httpx.Client, collector: "Collector") -> None:
    source = collector.source("192.168.1.1")
    listed = [{"id": source.channel_id, "name": "192.168.1.1"}]
    for channels in (listed, [f"live/{source.channel_id}"], [{"id": source.channel_id, "name": "other"}]):
        made = create(client, channels=channels)
        assert made["definition"]["channels"] == listed
        client.delete(f"{ALERTS}/A")
    create(client, channels=listed)
    collector.repository.sources.remove(source.id)
    (alert,) = client.get(ALERTS).json()
    assert alert["definition"]["channels"] == [{"id": source.channel_id, "name": source.channel_id}]


def test_codes_may_be_names_or_ids_alone(client: httpx.Client) -> None:
    short = {"metric": "TOTAL  BYTES", "comparator": ">", "number": "1000"}
    made = create(client, conditions=[short], conditionType="total flows", trigger={"frequency": 1}, profile="live")
    assert made["definition"]["conditions"] == [TOTAL]


def test_a_file_is_kept_and_given_back(client: httpx.Client) -> None:
    file = {"name": "mail.sh", "data": "IyEvYmluL3No"}
    made = create(client, reactions={"script": {"enabled": 1, "name": "mail.sh", "file": file}})
    assert made["definition"]["reactions"]["script"]["file"] == file
    without = {"id": "A", "definition": {"reactions": {"script": {"file": None}}}}
    changed = client.put(ALERTS, json={"entity": without}).json()
    assert changed["definition"]["reactions"]["script"] == {"enabled": 1, "name": "mail.sh", "parameters": ""}


def test_all_that_is_wrong_is_told_at_once(client: httpx.Client) -> None:
    wrong = entity(
        channels=[{"name": "x"}, 7],
        filter=["any"],
        conditions=[{**TOTAL, "metric": {"name": "volume"}, "number": "many"}, 5],
        trigger={"blockFor": "x"},
        reactions={"email": {"enabled": "maybe"}, "script": {"file": {"name": "f"}}, "snmp": {"targetGroups": 1}},
    )
    assert refused(client.post(ALERTS, json={"entity": wrong})).keys() == {
        *("definition.filter", "definition.channels[0]", "definition.conditions[1]", "definition.trigger.blockFor"),
        *("definition.conditions[0].metric", "definition.conditions[0].number", "definition.reactions.email.enabled"),
        *("definition.reactions.script.file.data", "definition.reactions.snmp.targetGroups"),
    }
    assert refused(client.post(ALERTS, json={"entity": entity(channels="all")})).keys() == {"definition.channels"}
    assert refused(client.post(ALERTS, json={"entity": {"name": "A"}})).keys() == {"definition.conditionType"}
    assert client.get(ALERTS).status_code == 204


def test_nothing_is_no_code(client: httpx.Client) -> None:
    wrong = entity(conditions=[{**TOTAL, "operator": 0, "timeSpan": {"id": 0}}])
    found = refused(client.post(ALERTS, json={"entity": wrong}))
    assert found.keys() == {f"definition.conditions[0].{name}" for name in ("operator", "timeSpan")}


@pytest.mark.parametrize("number", ["NaN", "inf", "-1", 1e400])
def test_numbers_that_are_none(client: httpx.Client, number: object) -> None:
    body = json.dumps({"entity": entity(conditions=[{**TOTAL, "number": number}])})
    response = client.post(ALERTS, content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 405


def test_of_what_does_not_exist(client: httpx.Client) -> None:
    assert client.get(f"{ALERTS}/nix").status_code == 204
    assert client.delete(f"{ALERTS}/nix").status_code == 404


def test_strangers_are_told_nothing(stranger: httpx.Client) -> None:
    for method in ("GET", "POST", "PUT"):
        assert stranger.request(method, ALERTS).status_code == 401


def test_how_it_stands_after_each_evaluation(client: httpx.Client, collector: "Collector") -> None:
    """Two in a row make it fire, then it passes over three."""
    source = collector.source("192.168.1.1")
    create(client)
    found = []
    for _ in range(5):
        collector.flow(source, collector.clock.now, octets=5000)
        collector.clock.now += 300_000
        collector.alerts.evaluate_closed()
        state = client.get(f"{ALERTS}/A").json()["currentState"]
        assert (state["finalCondition"], state["lastCondition"]) == (1, [1])
        found.append((state["triggerStatus"]["id"], state["triggerInfo"], state["blocked"]))
    assert found == [(3, "1/2", 0), (4, "", 3), (5, "", 2), (5, "", 1), (2, "", 0)]
    assert (state["updated"], state["lastTrigger"]) == ("2025-03-01 12:25:00", "2025-03-01 12:10:00")
    assert state["fired"] == ["2025-03-01 12:10:00", *[""] * 9]
    assert state["lastFlows"][:3] == ["1", "1", "0.833"]
