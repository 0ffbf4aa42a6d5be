"""What the header says about the collector."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fauxmon_api.context import Collecting

_LOST = ("kernel_dropped", "inbox_dropped", "refused", "rejected")


@dataclass(frozen=True, slots=True)
class CollectorState:
    """Counters at one moment. `dropped`: lost here, datagrams by kernel, Inbox and cap, records by the store."""

    time_ms: int
    listeners: tuple[tuple[str, int], ...]
    datagrams: int
    flows: int
    unreadable: int
    undecoded: int
    dropped: int
    balanced: bool

    @property
    def problems(self) -> int:
        """Datagrams and data sets that could not be read."""
        return self.unreadable + self.undecoded

    def datagrams_per_second(self, earlier: CollectorState | None) -> float | None:
        """Mean rate since `earlier`; None when there is none, or it belongs to a time before a reset."""
        if earlier is None or self.time_ms <= earlier.time_ms or self.datagrams < earlier.datagrams:
            return None
        return (self.datagrams - earlier.datagrams) * 1000 / (self.time_ms - earlier.time_ms)


def read_state(collecting: Collecting, now_ms: int) -> CollectorState:
    """The state now."""
    ledger = collecting.ledger()
    return CollectorState(
        time_ms=now_ms,
        listeners=tuple((str(item["host"]), int(item["port"])) for item in collecting.listeners()),
        datagrams=_number(ledger, "received"),
        flows=_number(ledger, "stored"),
        unreadable=_number(ledger, "unreadable"),
        undecoded=_number(ledger, "malformed") + _number(ledger, "template_missing"),
        dropped=sum(_number(ledger, name) for name in _LOST),
        balanced=bool(ledger["balanced"]),
    )


def ports(listeners: Sequence[tuple[str, int]]) -> str:
    """The listening ports in short: `UDP 2055, 3000, 4739`."""
    numbers = sorted({port for _, port in listeners})
    return f"UDP {', '.join(map(str, numbers))}" if numbers else "no listener"


def endpoint(listeners: Sequence[tuple[str, int]]) -> str:
    """An address to which a newcomer can send: the first listener, on loopback when it listens everywhere."""
    if not listeners:
        return "a UDP listener (none is open)"
    host, port = listeners[0]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _number(ledger: Mapping[str, Any], name: str) -> int:
    return int(ledger[name])
