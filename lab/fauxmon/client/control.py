"""Control: what only a Fauxmon has, under /_fauxmon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from fauxmon.client.exchange import AsyncSender, Call, Exchange, Sender
from fauxmon.client.request import get, one, send

BASE = "/_fauxmon"
T = TypeVar("T")


def _named(name: str, **query: Any) -> Exchange[Any]:
    """What is answered under this name; None where nothing is."""
    return (yield get(f"{BASE}/{name}", **query)).body


def _verify_failover(question: Mapping[str, Any]) -> Exchange[dict[str, Any]]:
    """The verdict on a failover."""
    return dict(one((yield send(f"{BASE}/verify/failover", question))))


def _progress(since: int = 0, wait_s: float = 0.0) -> Exchange[int]:
    """A number that rises whenever something came in; held until it is beyond `since`, or so many seconds."""
    return int(one((yield get(f"{BASE}/progress", since=since, wait=wait_s)))["number"])


def _send_email_report(email_report_id: int, last_s: int | None = None) -> Exchange[dict[str, Any]]:
    """Send it at once, about its own length of time or the last seconds: to, octets, from_ms, to_ms."""
    span = {} if last_s is None else {"from": f"s{last_s}Ago", "to": "now"}
    return dict(one((yield send(f"{BASE}/emailreports/{email_report_id}/send", span))))


def _now_ms() -> Exchange[int]:
    """The collector's clock."""
    return int(one((yield get(f"{BASE}/health")))["time_ms"])


class ControlCalls:
    """The calls of the control plane."""

    get = Call(_named)
    verify_failover = Call(_verify_failover)
    progress = Call(_progress)
    send_email_report = Call(_send_email_report)
    now_ms = Call(_now_ms)


class Control(ControlCalls, Sender):
    """The control plane of one collector. Errors of all calls: ClientError."""

    def __init__(self, client: Sender) -> None:
        self._client = client

    def run(self, exchange: Exchange[T]) -> T:
        """What the answers mean."""
        return self._client.run(exchange)


class AsyncControl(ControlCalls, AsyncSender):
    """The control plane of one collector, to be awaited. Errors of all calls: ClientError."""

    def __init__(self, client: AsyncSender) -> None:
        self._client = client

    async def run(self, exchange: Exchange[T]) -> T:
        """What the answers mean."""
        return await self._client.run(exchange)
