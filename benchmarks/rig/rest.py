"""What the benchmarks ask of a running Fauxmon."""

from __future__ import annotations

import json
from typing import Any

import httpx

LOGIN = {"grant_type": "password", "client_id": "invea-tech", "username": "admin", "password": "admin"}
SLOT_S = 300
HOUR_MS = 3_600_000


class Rest:
    """A client of the server at `url`."""

    def __init__(self, url: str) -> None:
        self.http = httpx.Client(base_url=url, trust_env=False, timeout=310)
        token = self.http.post("/resources/oauth/token", data=LOGIN).json()["access_token"]
        self.http.headers["Authorization"] = f"bearer {token}"

    def settle(self, timeout_s: float) -> bool:
        """Wait until all that was sent can be queried; False if that took too long."""
        return self.http.post("/_fauxmon/settle", json={"timeout_s": timeout_s}).status_code == 200

    def ledger(self) -> dict[str, Any]:
        """All counters."""
        return dict(self.http.get("/_fauxmon/ledger").json())

    def sources(self) -> list[dict[str, Any]]:
        """All Sources."""
        return list(self.http.get("/rest/fmc/sources").json())

    def chart(self, from_ms: int, to_ms: int) -> list[dict[str, Any]]:
        """Flows per second of every Channel of All Sources."""
        search = {"profile": "live", "from": from_ms, "to": to_ms, "chart": {"measure": "flows"}}
        answer = self.http.post("/rest/fmc/analysis/chart", data={"search": json.dumps(search)})
        answer.raise_for_status()
        return [] if answer.status_code == 204 else list(answer.json())

    def now_ms(self) -> int:
        """The server's clock."""
        return int(self.http.get("/_fauxmon/health").json()["time_ms"])

    def flows(self, from_ms: int | None = None, to_ms: int | None = None) -> int:
        """Flows from one time to another, or of the last two hours, summed over the points of the chart."""
        now_ms = self.now_ms()
        series = self.chart(from_ms or now_ms - 2 * HOUR_MS, to_ms or now_ms + SLOT_S * 1000)
        return sum(round(rate * SLOT_S) for one in series for _, rate in one["values"])
