"""Truth: what has been sent, to hold a collector against."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from fauxmon.simulator.exporter import Message

KEPT_SECONDS = 86_400
"""Seconds of which the amounts are kept one by one; the sums go on."""


@dataclass(slots=True)
class Amount:
    """Messages, and the flows in them."""

    messages: int = 0
    flows: int = 0
    packets: int = 0
    octets: int = 0

    def add(self, message: Message) -> None:
        self.messages += 1
        self.flows += message.flows
        self.packets += message.packets
        self.octets += message.octets


@dataclass(slots=True)
class Sent:
    """What one unit has sent from one address. Times are seconds since the pair was switched on, None without flows."""

    unit: str
    address: str
    domain: int
    total: Amount = field(default_factory=Amount)
    lost: Amount = field(default_factory=Amount)
    """What the network lost on the way: sent, and never arrived."""
    by_second: dict[int, Amount] = field(default_factory=dict)
    first_flow_s: int | None = None
    last_flow_s: int | None = None

    def add(self, at_s: int, message: Message) -> None:
        """Count a message that arrives."""
        self.total.add(message)
        if at_s not in self.by_second:
            self.by_second[at_s] = Amount()
            if len(self.by_second) > KEPT_SECONDS:
                del self.by_second[next(iter(self.by_second))]
        self.by_second[at_s].add(message)
        if message.flows:
            self.first_flow_s = at_s if self.first_flow_s is None else self.first_flow_s
            self.last_flow_s = at_s


@dataclass(slots=True)
class Truth:
    """By unit and address, and the flows that were never exported: `unserved` ones met no active unit, `unobserved`
    ones passed where no telemetry is on, `died` ones were in the cache of a unit that lost its power."""

    sent: dict[tuple[str, str], Sent] = field(default_factory=dict)
    unserved: int = 0
    unobserved: int = 0
    died: int = 0

    def of(self, unit: str, address: str, domain: int = 0) -> Sent:
        """What this unit has sent from this address, if anything."""
        return self.sent.setdefault((unit, address), Sent(unit, address, domain))

    def from_address(self, address: str) -> Amount:
        """What arrives from an address, whichever unit sent it."""
        found = [sent.total for sent in self.sent.values() if sent.address == address]
        return Amount(
            sum(one.messages for one in found),
            sum(one.flows for one in found),
            sum(one.packets for one in found),
            sum(one.octets for one in found),
        )

    def addresses(self) -> list[str]:
        """From which anything was sent, in the order of the first message."""
        return list(dict.fromkeys(sent.address for sent in self.sent.values() if sent.total.messages))

    def receipts(self) -> list[dict[str, Any]]:
        """For `POST /_fauxmon/settle` of a collector that has received nothing else from these addresses."""
        return [{"exporter": address, "messages": self.from_address(address).messages} for address in self.addresses()]
