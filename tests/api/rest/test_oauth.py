"""The token endpoint, as clients use it."""

import dataclasses
import hashlib
import json
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
import sqlalchemy as sa

from fauxmon_api.app import create_app
from fauxmon_api.rest.logins import LIMIT
from fauxmon_api.transport.parameters import FIELD_LIMIT, STRANGERS_BODY_LIMIT
from fauxmon_model.entities import Token

TOKEN = "/resources/oauth/token"
ADMIN = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}


@pytest.mark.parametrize("path", [TOKEN, "/resources/oAuth/token", "/Resources/OAuth/Token/"])
def test_password_grant(stranger: httpx.Client, path: str) -> None:
    response = stranger.post(path, data=ADMIN)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    body = response.json()
    assert list(body) == ["access_token", "expires_in", "token_type", "refresh_token"]
    assert re.fullmatch("[0-9a-f]{64}", body["access_token"])
    assert re.fullmatch("[0-9a-f]{64}", body["refresh_token"])
    assert (body["expires_in"], body["token_type"]) == (86400, "bearer")
    assert response.text == json.dumps(body, separators=(",", ":")), "one compact line, for shell scripts"


@pytest.mark.parametrize(
    "sent",
    [
        {"files": {name: (None, value) for name, value in ADMIN.items()}},
        {"json": ADMIN},
        {"params": ADMIN},
        {"data": {name: ADMIN[name] for name in ADMIN if name != "client_id"}},
        {"data": ADMIN, "auth": ("admin", "admin")},
    ],
    ids=["multipart", "JSON", "query", "no client_id", "with HTTP Basic besides"],
)
def test_other_ways_to_ask(stranger: httpx.Client, sent: dict[str, Any]) -> None:
    assert stranger.post(TOKEN, **sent).status_code == 200


def test_the_token_opens_the_rest(stranger: httpx.Client) -> None:
    token = stranger.post(TOKEN, data=ADMIN).json()["access_token"]
    assert stranger.get("/rest/version", headers={"Authorization": f"bearer {token}"}).status_code == 200


def test_refresh_gives_a_new_pair_and_the_old_token_lives_on(stranger: httpx.Client) -> None:
    first = stranger.post(TOKEN, data=ADMIN).json()
    again = stranger.post(TOKEN, data={"grant_type": "refresh_token", "refresh_token": first["refresh_token"]})
    assert again.status_code == 200
    assert again.json().keys() == first.keys()
    assert again.json()["access_token"] != first["access_token"]
    assert again.json()["refresh_token"] != first["refresh_token"]
    for token in (first["access_token"], again.json()["access_token"]):
        assert stranger.get("/rest/version", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_refresh_outlives_the_access_token(stranger: httpx.Client, collector: Any) -> None:
    first = stranger.post(TOKEN, data=ADMIN).json()
    collector.clock.now += 2 * 86_400_000
    refresh = {"grant_type": "refresh_token", "client_id": "invea-tech", "refresh_token": first["refresh_token"]}
    assert stranger.post(TOKEN, data=refresh).status_code == 200


@pytest.mark.parametrize(
    ("changed", "status", "error"),
    [
        ({"password": "wrong"}, 400, "invalid_grant"),
        ({"username": "nobody"}, 400, "invalid_grant"),
        ({"password": None, "username": None}, 400, "invalid_grant"),
        ({"client_id": "other"}, 401, "invalid_client"),
        ({"grant_type": "client_credentials"}, 400, "unsupported_grant_type"),
        ({"grant_type": None}, 400, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "0" * 64}, 400, "invalid_grant"),
        ({"grant_type": "refresh_token"}, 400, "invalid_grant"),
    ],
    ids=str,
)
def test_failure_tells_error_and_description(
    stranger: httpx.Client, changed: dict[str, Any], status: int, error: str
) -> None:
    sent = {name: value for name, value in {**ADMIN, **changed}.items() if value is not None}
    response = stranger.post(TOKEN, data=sent)
    assert response.status_code == status
    assert response.json()["error"] == error
    assert response.json()["error_description"]


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [
        ("application/json", b"{not JSON", 400),
        ("application/json", b'["a list"]', 400),
        ("application/json", b'{"grant_type": {}}', 400),
        ("application/json", b'{"grant_type": "password", "username": ["admin"], "password": "admin"}', 400),
        ("application/x-www-form-urlencoded", b"username=\xff", 400),
        ("application/x-www-form-urlencoded", b"&".join(b"%d=" % n for n in range(FIELD_LIMIT + 1)), 400),
        ("multipart/form-data", b"no boundary", 400),
        ("application/x-www-form-urlencoded", b"username=" + b"a" * STRANGERS_BODY_LIMIT, 413),
    ],
)
def test_what_cannot_be_read_fails_in_the_same_shape(
    stranger: httpx.Client, kind: str, body: bytes, status: int
) -> None:
    response = stranger.post(TOKEN, content=body, headers={"Content-Type": kind})
    assert (response.status_code, response.headers["cache-control"]) == (status, "no-store")
    assert response.json()["error"] == "invalid_request"
    assert response.json()["error_description"]


def test_logins_do_not_hold_up_other_requests(
    stranger: httpx.Client, client: httpx.Client, collector: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def authenticate(login: str, password: str) -> None:
        assert go_on.wait(30)

    monkeypatch.setattr(collector.repository.accounts, "authenticate", authenticate)
    with ThreadPoolExecutor(50) as logins:
        answers = [logins.submit(stranger.post, TOKEN, data={**ADMIN, "username": str(n)}) for n in range(50)]
        try:
            assert client.get("/rest/version", timeout=5).status_code == 200
        finally:
            go_on.set()
        assert {answer.result().status_code for answer in answers} == {400}


def test_an_access_token_does_not_refresh(stranger: httpx.Client) -> None:
    token = stranger.post(TOKEN, data=ADMIN).json()["access_token"]
    assert stranger.post(TOKEN, data={"grant_type": "refresh_token", "refresh_token": token}).status_code == 400


def test_guessing_is_slowed_down(stranger: httpx.Client, collector: Any) -> None:
    for _ in range(LIMIT):
        assert stranger.post(TOKEN, data={**ADMIN, "password": "guess"}).status_code == 400
    refused = stranger.post(TOKEN, data=ADMIN)
    assert refused.status_code == 429
    assert refused.headers["retry-after"] == "60"
    assert refused.json().keys() == {"error", "error_description"}
    collector.clock.now += 60_000
    assert stranger.post(TOKEN, data=ADMIN).status_code == 200


@pytest.mark.parametrize("grant", ["password", "refresh_token"])
def test_the_life_of_a_token_is_a_setting(collector: Any, server: Any, grant: str) -> None:
    server.app = create_app(
        dataclasses.replace(
            collector.context, settings=dataclasses.replace(collector.context.settings, token_life_s=3600)
        )
    )
    with collector.stranger() as stranger:
        got = stranger.post(TOKEN, data=ADMIN).json()
        if grant == "refresh_token":
            got = stranger.post(TOKEN, data={"grant_type": grant, "refresh_token": got["refresh_token"]}).json()
        assert got["expires_in"] == 3600
        headers = {"Authorization": f"bearer {got['access_token']}"}
        collector.clock.now += 3_599_000
        assert stranger.get("/rest/version", headers=headers).status_code == 200
        collector.clock.now += 1_000
        assert stranger.get("/rest/version", headers=headers).status_code == 401


@pytest.mark.parametrize("path", ["/RESOURCES/OAUTH/TOKEN", "/resources/OAuth/Token/"])
@pytest.mark.parametrize("kind", ["data", "json", "params"])
def test_any_spelling_with_any_encoding(stranger: httpx.Client, path: str, kind: str) -> None:
    assert stranger.request("POST", path, **{kind: ADMIN}).status_code == 200


@pytest.mark.parametrize(
    "header", [None, "bearer", "token", "basic YWRtaW46YWRtaW4=", f"bearer {'0' * 64}", "bearer \xe9"]
)
def test_without_a_token_that_is_known(stranger: httpx.Client, header: str | None) -> None:
    headers = {} if header is None else {"Authorization": header.encode("latin-1")}
    response = stranger.get("/rest/fmc/profiles", headers=headers)
    assert response.status_code == 401
    message = "Missing, unknown or expired access token"
    assert response.json() == {"code": 401, "status": "error", "message": message}
    assert (response.headers["x-fm-message"], response.headers["www-authenticate"]) == (message, "Bearer")


def test_tokens_are_kept_as_digests(stranger: httpx.Client, collector: Any) -> None:
    got = stranger.post(TOKEN, data=ADMIN).json()
    with collector.repository.database.session() as session:
        kept = {token.digest for token in session.scalars(sa.select(Token))}
    assert {hashlib.sha256(got[name].encode()).hexdigest() for name in ("access_token", "refresh_token")} <= kept
