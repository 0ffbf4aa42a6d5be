"""NetTMap (NTM): a page of another origin, whose browser asks before it asks."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

from fauxmon_api.app import create_app

if TYPE_CHECKING:
    from tests.api.clients.conftest import Wire

PAGE = "Origin: https://map.example"
PREFLIGHT = (PAGE, "Access-Control-Request-Method: GET", "Access-Control-Request-Headers: authorization")
LOGIN = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}


def test_it_shows_the_state_of_the_probe(collector: Any, tls_server: Any, wire: Wire) -> None:
    settings = dataclasses.replace(collector.context.settings, cors=("https://map.example",))
    tls_server.app = create_app(dataclasses.replace(collector.context, settings=settings))
    granted = json.loads(wire.form(f"{tls_server.url}/resources/oAuth/token", LOGIN)[1])
    assert granted["refresh_token"]
    device = f"{tls_server.url}/rest/fcc/device"
    assert wire.request("OPTIONS", device, [*PREFLIGHT], None)[0] == 200
    status, body = wire.request("GET", device, [PAGE, f"Authorization: bearer {granted['access_token']}"], None)
    assert status == 200
    told = json.loads(body)
    assert isinstance(told["deviceInfo"]["onlineTime"], int), "days"
    assert [disk["isSmart"] + disk["smartError"] for disk in told["deviceInfo"]["disks"]] == [0, 0]
    assert told["ramUsage"]["total"] == 8192, "megabytes"
    for disk in ("systemDiskUsage", "bootDiskUsage"):
        assert 0 < told[disk]["used"] < told[disk]["total"]
        assert "usage" not in told[disk], "what it reads by mistake is not there either"


def test_a_page_that_nobody_has_named_is_not_let_in(collector: Any, https: str, wire: Wire) -> None:
    assert wire.request("OPTIONS", f"{https}/rest/fcc/device", [*PREFLIGHT], None)[0] >= 400
