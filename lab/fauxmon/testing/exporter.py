"""Exporter: sends flows that a test has written down, from an address of its own, and remembers how much it sent."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from fauxmon.testing.records import Value

Protocol = Literal["ipfix", "v9", "v5"]
VERSIONS: dict[str, int] = {"ipfix": 10, "v9": 9, "v5": 5}


class Exporter:
    """An exporter to one collector.

    `address` is one of this machine, to a collector on loopback any of 127.0.0.0/8; a port of 0 is any free one.
    `messages` and `flows` count what was sent.
    """

    def __init__(
        self,
        collector: tuple[str, int],
        address: str,
        now_ms: Callable[[], int],
        *,
        protocol: Protocol = "ipfix",
        port: int = 0,
        domain: int = 0,
    ) -> None:
        """Errors: ValueError for a protocol that there is not and an address that it cannot send from."""
        from fauxmon.testing.messages import Messages

        if protocol not in VERSIONS:
            raise ValueError(f"{protocol!r} is not one of {', '.join(VERSIONS)}")
        self.address = address
        self.protocol = protocol
        self.messages = 0
        self.flows = 0
        self._collector = collector
        self._now_ms = now_ms
        self._encoded = Messages(VERSIONS[protocol], domain, now_ms())
        self._socket = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._socket.bind((address, port))
        except OSError as error:
            self._socket.close()
            raise ValueError(f"cannot send from {address} port {port}: {error.strerror}") from error

    def __repr__(self) -> str:
        return f"<Exporter {self.address} {self.protocol}: {self.flows} flows in {self.messages} messages>"

    @property
    def port(self) -> int:
        """The UDP port that it sends from."""
        return int(self._socket.getsockname()[1])

    @property
    def receipts(self) -> list[dict[str, Any]]:
        """What a settle can wait for."""
        return [{"exporter": self.address, "messages": self.messages}] if self.messages else []

    def send(self, *flows: Mapping[str, Value]) -> None:
        """Send flows. Keys are flow columns (`src`, `dst`, `dst_port`, `octets` …) or names of Information Elements.

        Errors: ValueError, before anything is sent, for what cannot be told in this protocol.
        """
        for message in self._encoded.of(flows, self._now_ms()):
            self.send_message(message)
        self.flows += len(flows)

    def send_rows(self, columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> None:
        """Send flows that are rows of values, as from a table."""
        self.send(*(dict(zip(columns, row, strict=True)) for row in rows))

    def send_message(self, message: bytes) -> None:
        """Send a datagram as it is: for what an exporter must not do. It counts as a message if it is one; the
        collector is waited for until it has seen as many."""
        self._socket.sendto(message, self._collector)
        self.messages += 1

    def close(self) -> None:
        """Send no more."""
        self._socket.close()
