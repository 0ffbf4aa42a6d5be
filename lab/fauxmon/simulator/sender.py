"""Sender: sockets on the addresses of the units, and how fast messages go out."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Sequence

from fauxmon.simulator.network import Sending

BURST = 64
"""Messages at once: a receiver with the kernel's default buffer holds some 180 of them."""
PAUSE_S = 0.005
"""Between two bursts; a collector leaves its socket alone for up to 10 ms."""


class SendError(Exception):
    """It cannot be sent. One line that says why."""


class Sender:
    """A context manager: its sockets live as long as the block. Each session of a unit has a source port of its own."""

    def __init__(self) -> None:
        self._sockets: dict[tuple[str, str], dict[int, socket.socket]] = {}

    def __enter__(self) -> Sender:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Every socket."""
        for sessions in self._sockets.values():
            for one in sessions.values():
                one.close()
        self._sockets.clear()

    def send(self, sendings: Sequence[Sending]) -> None:
        """At once, in order. Errors: SendError."""
        for sending in sendings:
            try:
                self._socket(sending).sendto(sending.payload, sending.to)
            except ConnectionRefusedError:
                pass  # nobody listens there at the moment: what UDP does is to be lost
            except OSError as error:
                raise SendError(
                    f"cannot send from {sending.address} to {sending.to[0]} port {sending.to[1]}: {error.strerror}"
                ) from error

    def port(self, unit: str, address: str) -> int | None:
        """The source port that a unit has at an address, if it has sent from there."""
        sessions = self._sockets.get((unit, address))
        return None if not sessions else int(sessions[max(sessions)].getsockname()[1])

    def _socket(self, sending: Sending) -> socket.socket:
        sessions = self._sockets.setdefault((sending.unit, sending.address), {})
        if sending.session not in sessions:
            one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            try:
                one.bind((sending.address, 0))
            except OSError:
                one.close()
                raise
            # The last one stays open meanwhile, so that the kernel cannot give the same port again.
            for old in sorted(sessions)[:-1]:
                sessions.pop(old).close()
            sessions[sending.session] = one
        return sessions[sending.session]


def bursts(sendings: Sequence[Sending]) -> Iterator[Sequence[Sending]]:
    """As many as may go out at once."""
    for first in range(0, len(sendings), BURST):
        yield sendings[first : first + BURST]
