from __future__ import annotations

import dataclasses
import json
from typing import Any

import httpx
import pytest

from fauxmon_api.app import create_app

PATH = "/rest/fmc/activeDevices"
HOUR = {"from": "2025-03-01 11:00", "to": "2025-03-01 12:00"}


@pytest.fixture
def lan(collector: Any) -> Any:
    source = collector.source("192.0.2.10")
    for ago_s, values in (
        (600, {"src": "10.0.0.1", "in_src_mac": 0x005300000001, "src_vlan": 7}),
        (540, {"src": "10.0.0.1", "in_src_mac": 0x005300000001, "src_vlan": 7}),
        (60, {"src": "10.0.0.2"}),
    ):
        collector.flow(source, collector.clock.now - ago_s * 1000, **values)
    return collector


def _ask(client: httpx.Client, **parameters: Any) -> httpx.Response:
    return client.get(PATH, params={name: json.dumps(value) for name, value in parameters.items()})


def test_a_bare_list_as_in_the_sample(lan: Any, client: httpx.Client) -> None:
    response = _ask(client, search=HOUR)
    assert response.status_code == 200
    assert response.json() == [
        {
            "first": "2025-03-01 11:59:00",
            "last": "2025-03-01 11:59:00",
            "ip": "10.0.0.2",
            "vlan": "0",
            "listeningPort": "p3000",
        },
        {
            "first": "2025-03-01 11:50:00",
            "last": "2025-03-01 11:51:00",
            "ip": "10.0.0.1",
            "mac": "00:53:00:00:00:01",
            "vlan": "7",
            "listeningPort": "p3000",
        },
    ]


def test_the_object_of_the_definition_is_a_setting(lan: Any, client: httpx.Client, server: Any) -> None:
    settings = dataclasses.replace(lan.context.settings, active_devices_typed=True)
    server.app = create_app(dataclasses.replace(lan.context, settings=settings))
    response = _ask(client, search=HOUR, limit=1)
    assert response.json() == {
        "data": [
            {
                "first": "2025-03-01 11:59:00",
                "last": "2025-03-01 11:59:00",
                "ip": {"ip": "10.0.0.2"},
                "mac": {"mac": "", "vendor": ""},
                "vlan": "0",
                "listeningPort": {"id": "p3000", "name": "p3000"},
            }
        ],
        "summary": [{"type": "total", "values": {"uniqueIp4": 2, "uniqueIp6": 0, "uniqueMac": 1}}],
    }
    nobody = _ask(client, search={**HOUR, "device": "10.9.9.9"})
    assert (nobody.status_code, nobody.content) == (204, b"")


@pytest.mark.parametrize(
    ("asked", "addresses"),
    [
        ({"search": {**HOUR, "device": "10.0.0.0/31"}}, ["10.0.0.1"]),
        ({"search": {**HOUR, "mac": "00:53:00:00:00:01"}}, ["10.0.0.1"]),
        ({"search": {**HOUR, "ip": "10.0.0.2"}}, ["10.0.0.2"]),
        ({"search": {**HOUR, "vlan": "7"}}, ["10.0.0.1"]),
        ({"search": {**HOUR, "sources": ["192-0-2-10_p3000"], "showRouters": 0}}, ["10.0.0.2", "10.0.0.1"]),
        ({"search": HOUR, "limit": 1}, ["10.0.0.2"]),
        ({"search": HOUR, "aggregate": {"ip": 1, "mac": "0", "os": False, "user": 0}}, ["10.0.0.2", "10.0.0.1"]),
        ({"search": HOUR, "aggregate": {"mac": 1}}, ["10.0.0.1"]),
    ],
    ids=str,
)
def test_what_is_asked_for(lan: Any, client: httpx.Client, asked: dict[str, Any], addresses: list[str]) -> None:
    assert [record["ip"] for record in _ask(client, **asked).json()] == addresses


def test_by_the_user_and_the_system_that_flows_tell(lan: Any, client: httpx.Client) -> None:
    (source,) = lan.repository.sources.all()
    lan.flow(source, lan.clock.now - 30_000, src="10.0.0.3", username="anna", os_name="Linux")
    (record,) = _ask(client, search=HOUR, aggregate={"user": "1", "os": True}).json()
    assert (record["ip"], record["user"], record["os"]) == ("10.0.0.3", "anna", "Linux")
    assert ["user" in record for record in _ask(client, search=HOUR).json()] == [True, False, False]


@pytest.mark.parametrize("where", ["search", "beside it"])
def test_pauses_may_be_bridged(lan: Any, client: httpx.Client, where: str) -> None:
    (source,) = lan.repository.sources.all()
    lan.flow(source, lan.clock.now - 1800 * 1000, src="10.0.0.2")
    assert len(_ask(client, search=HOUR).json()) == 3
    gap = {"search": {**HOUR, "mergeGap": 30}} if where == "search" else {"search": HOUR, "mergeGap": 30}
    assert len(_ask(client, **gap).json()) == 2


def test_nobody(client: httpx.Client) -> None:
    response = _ask(client, search=HOUR)
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({}, ["search"]),
        ({"search": {}}, ["from", "to"]),
        ({"search": {**HOUR, "device": "nix"}}, ["search.device"]),
        ({"search": {**HOUR, "vlan": 5000}}, ["search.vlan"]),
        ({"search": {**HOUR, "sources": ["nix"]}}, ["channels[0]"]),
        ({"search": {**HOUR, "showRouters": "often"}}, ["showRouters"]),
        ({"search": HOUR, "aggregate": {"ip": "often", "os": "often"}}, ["aggregate.ip", "aggregate.os"]),
        ({"search": HOUR, "aggregate": 1}, ["aggregate"]),
        ({"search": HOUR, "limit": 0}, ["limit"]),
        ({"search": HOUR, "limit": "many"}, ["limit"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(lan: Any, client: httpx.Client, asked: dict[str, Any], fields: list[str]) -> None:
    response = _ask(client, **asked)
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
