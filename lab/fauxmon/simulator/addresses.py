"""From which address of this machine each exporter of a capture is played."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping


class SourceAddresses:
    """Original exporter address → address to send from.

    To a loopback IPv4 collector every exporter gets one of 127.0.0.0/8: its own if it is one, else 127.0 with its last
    two octets (192.168.1.123 → 127.0.1.123), or the next that is free. To any other collector, and over IPv6, an
    exporter that is not mapped is sent from whatever address the route has (None).
    """

    def __init__(self, collector: str, mapped: Mapping[str, str] | None = None) -> None:
        self._mapped: dict[str, str | None] = dict(mapped or {})
        target = ipaddress.ip_address(collector)
        self._invent = target.version == 4 and target.is_loopback

    def of(self, original: str) -> str | None:
        """The address to send from; the same one every time."""
        if original not in self._mapped:
            self._mapped[original] = self._invented(original) if self._invent else None
        return self._mapped[original]

    def used(self) -> dict[str, str | None]:
        """All that were given or invented."""
        return dict(self._mapped)

    def _invented(self, original: str) -> str:
        address = ipaddress.ip_address(original)
        if address.version == 4 and address.is_loopback:
            return original
        # The last two octets; never 127.0.0.x, where the collector itself is likely to be.
        low = int(address) & 0xFFFF
        taken = set(self._mapped.values())
        for step in range(0x10000):
            host = (low + step) & 0xFFFF
            text = str(ipaddress.IPv4Address((127 << 24) | host))
            if host >= 0x100 and host & 0xFF not in (0, 0xFF) and text not in taken:
                return text
        raise ValueError("more than 64,000 exporters in one capture")
