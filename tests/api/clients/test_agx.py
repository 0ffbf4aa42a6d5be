"""aGalaxyClient (AGX): asks who the collector is, by one token, until that ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.api.clients.conftest import Wire

LOGIN = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}
INFO = "/rest/fcc/device/info"


def test_it_shows_the_name_of_the_device(collector: Any, https: str, wire: Wire) -> None:
    status, body = wire.form(f"{https}/resources/oauth/token", LOGIN)
    assert status == 200
    granted = json.loads(body)
    bearer = [f"Authorization: bearer {granted['access_token']}"]
    for _ in range(2):
        status, body = wire.request("GET", f"{https}{INFO}", bearer, None)
        assert status == 200
        assert json.loads(body)["deviceName"] == collector.context.machine.name()
    collector.clock.now += granted["expires_in"] * 1000
    status, body = wire.request("GET", f"{https}{INFO}", bearer, None)
    assert (status, json.loads(body)["code"]) == (401, 401)


def test_whoever_is_refused_logs_in_again_and_asks_once_more(collector: Any, https: str, wire: Wire) -> None:
    """As Endace's client (END) does it on 401."""
    statuses = []
    token = "0" * 64
    for _ in range(2):
        status, body = wire.request("GET", f"{https}{INFO}", [f"Authorization: bearer {token}"], None)
        statuses.append(status)
        if status == 401:
            token = json.loads(wire.form(f"{https}/resources/oauth/token", LOGIN)[1])["access_token"]
    assert statuses == [401, 200]
    assert json.loads(body)["deviceName"]
