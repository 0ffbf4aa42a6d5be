"""Who is let in."""

import http.client
from typing import Any

import httpx
import pytest


@pytest.mark.parametrize("scheme", ["bearer", "Bearer", "BEARER"])
def test_the_scheme_is_matched_in_any_case(collector: Any, stranger: httpx.Client, scheme: str) -> None:
    headers = {"Authorization": f"{scheme} {collector.token()}"}
    assert stranger.get("/rest/version", headers=headers).status_code == 200


@pytest.mark.parametrize("value", [None, "", "bearer", "bearer nonsense", "Basic YWRtaW46YWRtaW4=", "{token}"])
@pytest.mark.parametrize("path", ["/rest/version", "/rest/fmc/sources", "/rest/fmd/overview/dashboards"])
def test_nobody_comes_in_without_a_token(collector: Any, stranger: httpx.Client, path: str, value: str | None) -> None:
    headers = {} if value is None else {"Authorization": value.format(token=collector.token())}
    response = stranger.get(path, headers=headers)
    assert response.status_code == 401
    assert response.json() == {
        "code": 401,
        "status": "error",
        "message": "Missing, unknown or expired access token",
    }
    assert response.headers["x-fm-message"] == response.json()["message"]


def test_an_empty_token_is_none(collector: Any) -> None:
    """A shell client that was given no token sends the scheme and a blank."""
    connection = http.client.HTTPConnection(collector.url.removeprefix("http://"), timeout=10)
    connection.request("GET", "/rest/fmc/profiles/id?id=live", headers={"Authorization": "bearer "})
    assert connection.getresponse().status == 401
    connection.close()


def test_a_refresh_token_is_no_access_token(collector: Any) -> None:
    with collector.client(collector.repository.accounts.issue(1, "refresh")) as client:
        assert client.get("/rest/version").status_code == 401


def test_a_token_ends(collector: Any, client: httpx.Client) -> None:
    assert client.get("/rest/version").status_code == 200
    collector.clock.now += 86_400_000
    assert client.get("/rest/version").status_code == 401


def test_a_body_is_not_read_before_the_token_is_checked(collector: Any) -> None:
    with collector.client("nonsense") as client:
        response = client.post("/rest/fmc/chapters", content=b"{not json")
        assert response.status_code == 401


def test_every_rest_endpoint_asks_for_a_token(client: httpx.Client, stranger: httpx.Client) -> None:
    methods = client.get("/rest/methods").json()
    assert len(methods) > 30
    for row in methods:
        assert stranger.request(row["method"], row["url"].replace("{id}", "1")).status_code == 401, row
