"""What libraries for OAuth do on their own: WhatsUp Gold's credential (WUG), and requests-oauthlib under CSIRT."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.api.clients.conftest import Wire

TOKEN = "/resources/oauth/token"
LOGIN = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}


def test_a_pair_is_renewed_without_naming_the_client(collector: Any, https: str, wire: Wire) -> None:
    first = json.loads(wire.form(f"{https}{TOKEN}", {**LOGIN, "scope": ""})[1])
    assert (first["token_type"], type(first["expires_in"])) == ("bearer", int)
    renewal = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
    status, body = wire.form(f"{https}{TOKEN}", renewal)
    second = json.loads(body)
    assert status == 200
    assert second.keys() == first.keys()
    assert second["access_token"] != first["access_token"]
    for token in (first["access_token"], second["access_token"]):
        status, _ = wire.request("GET", f"{https}/rest/version", [f"Authorization: Bearer {token}"], None)
        assert status == 200


def test_a_login_may_come_as_basic_too(collector: Any, https: str, wire: Wire) -> None:
    basic = ["Authorization: Basic YWRtaW46YWRtaW4=", "Accept: application/json"]
    form = "Content-Type: application/x-www-form-urlencoded"
    body = "grant_type=password&client_id=invea-tech&username=admin&password=admin"
    status, granted = wire.request("POST", f"{https}{TOKEN}", [*basic, form], body)
    assert (status, next(iter(json.loads(granted)))) == (200, "access_token")
