"""Alerts over HTTP: made, changed, deleted, refused, and how they stand."""

import copy
from typing import TYPE_CHECKING, Any

import httpx

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


def test_evaluated_by_the_control_plane(client: httpx.Client, collector: "Collector") -> None:
    source = collector.source("192.168.1.1")
    collector.flow(source, collector.clock.now, octets=5000)
    create(client, trigger={"activationThreshold": 1, "blockFor": 0})
    collector.clock.now += 1000
    (found,) = client.post("/_fauxmon/alerts/evaluate").json()
    assert (found["alert"], found["met"], found["fired"], found["bytes"]) == ("A", True, True, 5000)
    state = client.get(f"{ALERTS}/A").json()["currentState"]
    assert state["triggerStatus"] == {"id": 4, "name": "fired"}
    assert state["lastBytes"] == ["5000", "2500", "833.333", "416.667", "384.615", "384.615", "384.615"]
