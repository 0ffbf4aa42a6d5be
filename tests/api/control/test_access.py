"""Who may use the control plane."""

from typing import Any

import httpx
import pytest
from starlette.requests import Request

from fauxmon_api.control.access import is_local

PATHS = ["/_fauxmon/events", "/_fauxmon/ledger", "/_fauxmon/problems", "/_fauxmon/listeners", "/_fauxmon/sources"]


def _request(peer: str = "127.0.0.1", host: str = "127.0.0.1:8443", **headers: str) -> Request:
    lines = [(b"host", host.encode())]
    lines += [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "client": (peer, 40000), "headers": lines})


@pytest.mark.parametrize(
    "request_",
    [
        _request(),
        _request(host="localhost:8443"),
        _request(host="127.0.0.1"),
        _request("::1", "[::1]:8443"),
        _request("::ffff:127.0.0.1", "127.0.1.1:8443"),
        _request(origin="https://127.0.0.1:8443"),
        _request(sec_fetch_site="same-origin"),
    ],
    ids=lambda r: str(r.headers.raw),
)
def test_this_machine_is_local(request_: Request) -> None:
    assert is_local(request_)


@pytest.mark.parametrize(
    "request_",
    [
        _request("192.0.2.7"),
        _request("192.0.2.7", "127.0.0.1:8443"),
        _request(""),
        _request(host="rebound.example:8443"),
        _request(host=""),
        _request(origin="https://evil.example"),
        _request(origin="null"),
        _request(origin="http://127.0.0.1:9999"),
        _request(sec_fetch_site="cross-site"),
        _request(x_forwarded_for="192.0.2.7"),
        _request(forwarded="for=192.0.2.7"),
    ],
    ids=lambda r: f"{r.client.host} {r.headers.raw}",
)
def test_others_are_not(request_: Request) -> None:
    assert not is_local(request_)


@pytest.mark.parametrize("path", PATHS)
def test_this_machine_needs_no_token(stranger: httpx.Client, path: str) -> None:
    assert stranger.get(path).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_others_need_one(client: httpx.Client, stranger: httpx.Client, path: str) -> None:
    foreign = {"Host": "collector.example"}
    assert stranger.get(path, headers=foreign).status_code == 401
    assert client.get(path, headers=foreign).status_code == 200


@pytest.mark.parametrize("path", ["/_fauxmon/reset", "/_fauxmon/settle"])
def test_a_foreign_page_cannot_steer(collector: Any, stranger: httpx.Client, path: str) -> None:
    collector.source("192.0.2.1")
    page = {"Origin": "https://evil.example", "Content-Type": "text/plain"}
    assert stranger.post(path, headers=page).status_code == 401
    assert len(collector.repository.sources.all()) == 1


def test_health_is_open(stranger: httpx.Client) -> None:
    assert stranger.get("/_fauxmon/health", headers={"Host": "collector.example"}).status_code == 200
