"""PairSettings: what a pair of LoadMasters is like before anything is done to it."""

from __future__ import annotations

from dataclasses import dataclass

HA_TIMEOUTS = (3, 6, 9, 12, 15)
"""Seconds that the product lets one choose from."""


@dataclass(frozen=True, slots=True)
class UnitSettings:
    """Interface address and Observation Domain of a unit."""

    address: str
    domain: int


@dataclass(frozen=True, slots=True)
class PairSettings:
    """Times in seconds. The default is a pair whose telemetry is set up well: Server NAT off, an endpoint, the
    clients' interface ticked."""

    shared: str = "127.0.1.100"
    a: UnitSettings = UnitSettings("127.0.1.123", 1)
    b: UnitSettings = UnitSettings("127.0.1.124", 2)
    ha_timeout_s: int = 3
    """Without advertisement for so long, the standby takes over."""
    ha_wait_s: int = 0
    """After a boot, so long until it takes part."""
    boot_s: int = 20
    preferred: str | None = None
    """The unit that takes the role back when it returns."""
    flow_timeout_s: float = 2.0
    template_refresh_s: float = 10.0
    endpoint: bool = True
    interfaces: tuple[int, ...] = (1,)
    server_nat: bool = False
    propagation: bool = True

    def unit(self, name: str) -> UnitSettings:
        """Of unit a or b."""
        return self.a if name == "a" else self.b
