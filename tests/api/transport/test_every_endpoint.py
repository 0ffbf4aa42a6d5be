"""Clients send parameters in four encodings, and to any endpoint (contract 2.1.1)."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from fauxmon_api import control, rest
from fauxmon_api.endpoint import EVENT_STREAM, Endpoint
from fauxmon_api.shapes import shown

ENDPOINTS = [
    endpoint
    for endpoint in (*rest.endpoints(), *control.endpoints())
    if endpoint.takes and endpoint.gives != EVENT_STREAM
]
AWAITED = ("wait", "within")


def _sent(endpoint: Endpoint) -> dict[str, Any]:
    """What the description shows, but nobody waits."""
    return {name: shown(value) for name, value in endpoint.takes.items() if name not in AWAITED}


def _as_texts(values: dict[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in values.items()}


def _asked_once(client: httpx.Client, method: str, path: str, way: dict[str, Any]) -> httpx.Response:
    """What was made is deleted: a name that is taken would be refused the next time."""
    answer = client.request(method, path, **way)
    if answer.status_code == 201:
        client.delete(f"{path}/{answer.json()['id']}")
    return answer


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: f"{endpoint.method} {endpoint.path}")
def test_takes_all_four_encodings(client: httpx.Client, endpoint: Endpoint) -> None:
    values = _sent(endpoint)
    texts = _as_texts(values)
    ways: list[dict[str, Any]] = [
        {"params": texts},
        {"files": {name: (None, text) for name, text in texts.items()}},
        {"data": texts},
        {"json": values},
    ]
    path = endpoint.path.replace("{id}", "1")
    answers = [_asked_once(client, endpoint.method, path, way) for way in ways]
    assert not [answer.text for answer in answers if "Is missing" in answer.text]
    assert len({answer.status_code for answer in answers}) == 1, [answer.text for answer in answers]
