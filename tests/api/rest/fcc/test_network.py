from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from tests.conftest import StillMachine


def test_interfaces(client: httpx.Client) -> None:
    response = client.get("/rest/fcc/interfaces")
    assert response.status_code == 200
    assert response.json() == [
        {
            "id": "eth0",
            "type": 1,
            "linkDetected": 1,
            "mac": "00:11:22:33:44:55",
            "ip": "192.0.2.10",
            "speed": 1000,
            "rxBytes": 7_000_000_000,
            "txBytes": 5,
            "mtu": 1500,
        },
        {
            "id": "eth1",
            "type": 1,
            "linkDetected": 0,
            "mac": "00:11:22:33:44:56",
            "ip": "",
            "speed": 0,
            "rxBytes": 0,
            "txBytes": 0,
            "mtu": 9000,
        },
    ]


def test_a_machine_without_a_network(
    client: httpx.Client, machine: StillMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machine, "interfaces", list)
    response = client.get("/rest/fcc/interfaces")
    assert (response.status_code, response.content) == (204, b"")


def test_types_of_interfaces(client: httpx.Client) -> None:
    assert client.get("/rest/fcc/interfaces/types").json() == [
        {"id": 1, "label": "management"},
        {"id": 2, "label": "monitoring"},
        {"id": 3, "label": "export"},
    ]


def test_a_collector_has_no_exporters(client: httpx.Client) -> None:
    response = client.get("/rest/fcc/exporters")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == "A collector exports no flows"


def test_states_and_protocols_of_exporters(client: httpx.Client) -> None:
    assert client.get("/rest/fcc/exporters/states").json() == [
        {"id": 0, "label": "running"},
        {"id": 1, "label": "stopped"},
        {"id": 2, "label": "error_stopped"},
        {"id": 3, "label": "error_running"},
        {"id": 4, "label": "not_licensed"},
    ]
    assert client.get("/rest/fcc/exporters/protocols").json() == [
        {"id": "ipfix", "label": "IPFIX"},
        {"id": "v9", "label": "NetFlow v9"},
        {"id": "v5", "label": "NetFlow v5"},
    ]
