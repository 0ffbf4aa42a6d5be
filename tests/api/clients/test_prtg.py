"""PRTG's chart sensor: a token, the last full slot, every point added up."""

import json
from typing import Any

import httpx

SLOT_MS = 300_000


def test_run(collector: Any) -> None:
    source = collector.source("192.168.1.123")
    collector.flow(source, collector.clock.now - SLOT_MS, octets=20_000, npm_srt=2000, npm_rtt=800)
    collector.flow(source, collector.clock.now - 1, octets=10_000, npm_srt=3000, npm_retransmissions=3)
    with httpx.Client(base_url=collector.url, trust_env=False, timeout=60) as http:
        login = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}
        granted = http.post("/resources/oauth/token", data=login)
        assert granted.status_code == 200
        search = {
            "from": "2025-03-01 11:55",
            "to": "2025-03-01 12:00",
            "profile": "live",
            "npm": {"srt": True, "rtt": True, "rtr": True},
            "chart": {"measure": "traffic", "protocol": "0"},
        }
        headers = {"Authorization": f"bearer {granted.json()['access_token']}"}
        charted = http.get("/rest/fmc/analysis/chart", params={"search": json.dumps(search)}, headers=headers)
    assert charted.status_code == 200
    sums: dict[str, float] = {}
    for series in charted.json():
        name = series["channel"]["id"]
        sums[name] = sums.get(name, 0) + sum(round(value, 4) for _, value in series["values"])
    traffic = sums.pop("live/192-168-1-123_p3000")
    assert traffic == 800.0
    assert sums == {"live/npm-srt": 2500.0, "live/npm-rtt": 800.0, "live/npm-rtr": 3.0}, "microseconds, and a count"


def test_a_failed_login_can_be_printed(collector: Any) -> None:
    login = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "wrong"}
    body = httpx.post(f"{collector.url}/resources/oauth/token", data=login, trust_env=False).json()
    assert body["error"] + body["error_description"]


def test_a_wrong_search_can_be_printed(client: httpx.Client) -> None:
    search = {"from": "now?", "to": "now", "profile": "live", "chart": {"measure": "traffic", "protocol": "0"}}
    response = client.get("/rest/fmc/analysis/chart", params={"search": json.dumps(search)})
    assert response.status_code == 405
    assert (response.json()["code"], response.json()["message"]) == (405, "Validation failed")
