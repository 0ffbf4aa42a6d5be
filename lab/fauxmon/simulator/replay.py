"""Replay: the flow datagrams of a capture, sent again from addresses of this machine."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Protocol

from fauxmon.simulator.addresses import SourceAddresses
from fauxmon.simulator.speed import Speed

BURST = 64
"""Datagrams after which others get their turn, when sending as fast as it goes."""


class ReplayError(Exception):
    """It cannot be sent. One line that says why."""


class Datagram(Protocol):
    """What is asked of a captured datagram (`input.pcap.Datagram`)."""

    @property
    def time(self) -> float: ...

    @property
    def source(self) -> str: ...

    @property
    def source_port(self) -> int: ...

    @property
    def payload(self) -> bytes: ...


@dataclass(slots=True)
class Sent:
    """What was sent, and by whom."""

    datagrams: int = 0
    octets: int = 0
    per_exporter: dict[str, int] = field(default_factory=dict)

    def add(self, exporter: str, octets: int) -> None:
        """Count one datagram of this (original) exporter."""
        self.datagrams += 1
        self.octets += octets
        self.per_exporter[exporter] = self.per_exporter.get(exporter, 0) + 1


class Replay:
    """Sends to one collector. A context manager: its sockets live as long as the block."""

    def __init__(
        self,
        collector: tuple[str, int],
        addresses: SourceAddresses,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.collector = collector
        self.addresses = addresses
        self.sent = Sent()
        self._sleep = sleep
        self._clock = clock
        self._sockets: dict[tuple[str, int], socket.socket] = {}

    def __enter__(self) -> Replay:
        return self

    def __exit__(self, *_: object) -> None:
        for sender in self._sockets.values():
            sender.close()
        self._sockets.clear()

    async def play(
        self, datagrams: Iterable[Datagram], speed: Speed, progress: Callable[[], None] | None = None
    ) -> None:
        """Send them all in their order, each when it is due. Errors: ReplayError."""
        began = self._clock()
        first: float | None = None
        for datagram in datagrams:
            if first is None:
                first = datagram.time
            wait = speed.after(datagram.time - first) - (self._clock() - began)
            if wait > 0:
                await self._sleep(wait)
            elif self.sent.datagrams % BURST == 0:
                await self._sleep(0)
            self._send(datagram)
            if progress is not None:
                progress()

    def _send(self, datagram: Datagram) -> None:
        key = (datagram.source, datagram.source_port)
        sender = self._sockets.get(key)
        if sender is None:
            sender = self._sockets[key] = self._open(*key)
        try:
            sender.sendto(datagram.payload, self.collector)
        except ConnectionRefusedError:
            pass  # nobody listens there at the moment: what UDP does is to be lost
        except OSError as error:
            raise ReplayError(
                f"cannot send to {self.collector[0]} port {self.collector[1]}: {error.strerror}"
            ) from error
        self.sent.add(datagram.source, len(datagram.payload))

    def _open(self, exporter: str, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in self.collector[0] else socket.AF_INET
        address = self.addresses.of(exporter)
        sender = socket.socket(family, socket.SOCK_DGRAM)
        wanted = address or ("::" if family == socket.AF_INET6 else "0.0.0.0")  # noqa: S104 - any address of ours
        try:
            try:
                sender.bind((wanted, port))
            except OSError as error:
                if error.errno not in (errno.EADDRINUSE, errno.EACCES, errno.EPERM):
                    raise
                sender.bind((wanted, 0))
        except OSError as error:
            sender.close()
            raise ReplayError(
                f"cannot send from {wanted}: {error.strerror}; map {exporter} to an address of this machine with --map"
            ) from error
        return sender
