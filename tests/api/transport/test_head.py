"""HEAD answers as GET does, without its body (RFC 9110 §9.3.2)."""

from __future__ import annotations

from typing import Any

import httpx
import pytest


@pytest.mark.parametrize(
    "path", ["/rest/fmc/profiles", "/REST/fmc/Profiles/", "/_fauxmon/health", "/docs", "/rest/fmc/nothing"]
)
def test_head_is_get_without_a_body(collector: Any, path: str) -> None:
    headers = {"Authorization": f"bearer {collector.token()}"}
    with httpx.Client(base_url=collector.url, headers=headers, trust_env=False) as client:
        told, whole = client.head(path), client.get(path)
    assert (told.status_code, told.content) == (whole.status_code, b"")
    assert told.headers["content-length"] == whole.headers["content-length"]
    assert whole.content


def test_head_asks_for_a_token_too(collector: Any) -> None:
    assert httpx.head(f"{collector.url}/rest/fmc/profiles", trust_env=False).status_code == 401


def test_head_of_what_never_ends_ends(collector: Any) -> None:
    headers = {"Authorization": f"bearer {collector.token()}"}
    with httpx.Client(base_url=collector.url, headers=headers, trust_env=False, timeout=10) as client:
        told = client.head("/_fauxmon/events/stream?since=1000000")
        assert (told.status_code, told.headers["content-type"].partition(";")[0]) == (200, "text/event-stream")
        assert client.get("/_fauxmon/health").status_code == 200, "over the same connection"
