"""The machine that the collector runs on, as the API sees it: what the product tells of its appliance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Usage:
    """Octets that there are, and how many of them are in use."""

    total: int
    used: int


@dataclass(frozen=True, slots=True)
class Interface:
    """A network interface; `ip` is "" where it has no address, `speed` is in Mb/s, 0 where it is not known."""

    name: str
    link: bool
    mac: str
    ip: str
    speed: int
    rx_octets: int
    tx_octets: int
    mtu: int


class Machine(Protocol):
    """What is asked of the machine. What it does not tell is empty or 0."""

    def name(self) -> str:
        """Its host name."""

    def uptime_s(self) -> float:
        """Seconds since it was started."""

    def load(self) -> tuple[float, float, float]:
        """Processes that run or wait to, on average over 1, 5 and 15 minutes."""

    def memory(self) -> Usage:
        """Main memory; what the kernel would give back at once is not in use."""

    def disks(self) -> Sequence[str]:
        """Paths of its disks, such as `/dev/sda`."""

    def system_disk(self) -> Usage:
        """The file system of `/`."""

    def boot_disk(self) -> Usage:
        """The file system that holds `/boot`."""

    def data_disk(self) -> Usage:
        """The file system that holds the flows."""

    def data_octets(self) -> int:
        """What the collector has in its data directory; 0 if it has none."""

    def interfaces(self) -> Sequence[Interface]:
        """By name, without the loopback."""
