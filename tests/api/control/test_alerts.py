"""Evaluating alerts at will."""

from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from tests.api.conftest import Collector

CONDITION = {"metric": "total bytes", "comparator": ">", "number": 1000}


def create(client: httpx.Client, **reactions: Any) -> None:
    definition = {"conditionType": "Total flows", "conditions": [CONDITION], "reactions": reactions}
    response = client.post("/rest/fmc/alerts", json={"entity": {"name": "A", "definition": definition}})
    assert response.status_code == 201, response.text


def test_evaluates_what_has_come_so_far(client: httpx.Client, collector: "Collector") -> None:
    create(client, syslog={"enabled": 1})
    collector.flow(collector.source("192.168.1.1"), collector.clock.now, octets=5000)
    collector.clock.now += 1000
    (found,) = client.post("/_fauxmon/alerts/evaluate").json()
    assert found == {
        "alert": "A",
        "profile": "live",
        "from_ms": 1_740_830_400_000,
        "to_ms": 1_740_830_700_000,
        "flows": 1,
        "packets": 1,
        "bytes": 5000,
        "conditions": [{"text": "total bytes > 1000", "value": 5000, "holds": True}],
        "met": True,
        "fired": True,
    }
    assert [str(event.kind) for event in collector.events.since()] == ["alert_fired", "alert_not_sent"], "both are done"
    state = client.get("/rest/fmc/alerts/A").json()["currentState"]
    assert state["triggerStatus"] == {"id": 4, "name": "fired"}
    assert state["lastBytes"] == ["5000", "2500", "833.333", "416.667", "384.615", "384.615", "384.615"]


def test_counts_what_became_of_them_until_a_reset(client: httpx.Client) -> None:
    create(client)
    client.post("/_fauxmon/alerts/evaluate")
    counts = client.get("/_fauxmon/alerts").json()
    assert (counts["evaluated"], counts["fired"], counts["failed"]) == (1, 0, 0)
    assert counts["reactions"]["email"] == {"sent": 0, "failed": 0, "dropped": 0}
    client.post("/_fauxmon/reset")
    assert client.get("/_fauxmon/alerts").json()["evaluated"] == 0


def test_without_alerts_there_is_nothing_to_tell(client: httpx.Client) -> None:
    response = client.post("/_fauxmon/alerts/evaluate")
    assert (response.status_code, response.json()) == (200, [])


def test_not_for_strangers_from_elsewhere(stranger: httpx.Client) -> None:
    for method, path in (("GET", "/_fauxmon/alerts"), ("POST", "/_fauxmon/alerts/evaluate")):
        assert stranger.request(method, path, headers={"Host": "collector.example"}).status_code == 401
