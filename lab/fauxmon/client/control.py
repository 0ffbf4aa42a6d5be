"""Control: what only a Fauxmon has, under /_fauxmon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.client.transport import Transport

BASE = "/_fauxmon"


class Control:
    """The control plane of one collector. Errors of all calls: ClientError."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, name: str, **query: Any) -> Any:
        """What is answered under this name; a list is empty where nothing is."""
        return self._transport.get(f"{BASE}/{name}", **query).body

    def verify_failover(self, question: Mapping[str, Any]) -> dict[str, Any]:
        """The verdict on a failover."""
        return dict(self._transport.send(f"{BASE}/verify/failover", question).body)

    def send_email_report(self, email_report_id: int, last_s: int | None = None) -> dict[str, Any]:
        """Send it at once, about its own length of time or the last seconds: to, octets, from_ms, to_ms."""
        span = {} if last_s is None else {"from": f"s{last_s}Ago", "to": "now"}
        return dict(self._transport.send(f"{BASE}/emailreports/{email_report_id}/send", span).body)

    def progress(self, since: int = 0, wait_s: float = 0.0) -> int:
        """A number that rises whenever something came in; held until it is beyond `since`, or so many seconds."""
        return int(self.get("progress", since=since, wait=wait_s)["number"])

    def now_ms(self) -> int:
        """The collector's clock."""
        return int(self.get("health")["time_ms"])
