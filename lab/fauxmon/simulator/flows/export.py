"""Export: rows, dealt to several devices, over real sockets at a rate."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest
from time import monotonic, sleep

from fauxmon.simulator.addresses import SourceAddresses
from fauxmon.simulator.flows.device import Device, Message, Version
from fauxmon.simulator.flows.rows import Row
from fauxmon.simulator.replay import ReplayError, Sent
from fauxmon.simulator.sender import BURST, PAUSE_S

FIRST_ADDRESS = "127.0.2."
MOST_EXPORTERS = 254


class Export:
    """`exporters` devices, to a collector on loopback from 127.0.2.1 on. A context manager: its sockets live as long as
    the block. `rate` is in flows a second; None: as fast as a collector with the kernel's default buffers takes it."""

    def __init__(
        self,
        collector: tuple[str, int],
        version: Version,
        exporters: int,
        rate: float | None,
        now: Callable[[], float],
        sleep: Callable[[float], None] = sleep,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.sent = Sent()
        self.flows = 0
        self._collector = collector
        self._devices = [Device(version, number) for number in range(1, exporters + 1)]
        self._rate = rate
        self._now = now
        self._sleep = sleep
        self._clock = clock
        self._addresses = SourceAddresses(collector[0])
        self._sockets: list[socket.socket] = []

    def __enter__(self) -> Export:
        try:
            for device in self._devices:
                self._sockets.append(self._open(device))
        except OSError as error:
            self.__exit__()
            raise ReplayError(f"cannot send from {FIRST_ADDRESS}*: {error.strerror}") from error
        return self

    def __exit__(self, *_: object) -> None:
        for one in self._sockets:
            one.close()

    def run(self, rows: Sequence[Row]) -> None:
        """Send them all once, row by row to the devices in turn. Errors: RowError, ReplayError."""
        began, before = self._clock(), self.flows
        for number, (place, message) in enumerate(self._in_turn(rows), 1):
            try:
                self._sockets[place].sendto(message.payload, self._collector)
            except ConnectionRefusedError:
                pass  # nobody listens there at the moment: what UDP does is to be lost
            except OSError as error:
                raise ReplayError(f"cannot send to {self._collector[0]}: {error.strerror}") from error
            self.sent.add(self._address(place), len(message.payload))
            self.flows += message.flows
            if self._rate is not None:
                wait = (self.flows - before) / self._rate - (self._clock() - began)
                if wait > 0:
                    self._sleep(wait)
            elif number % BURST == 0:
                self._sleep(PAUSE_S)

    def _in_turn(self, rows: Sequence[Row]) -> Iterator[tuple[int, Message]]:
        count = len(self._devices)
        now_s = int(self._now())
        streams = [device.messages(rows[place::count], now_s) for place, device in enumerate(self._devices)]
        for messages in zip_longest(*streams):
            yield from ((place, message) for place, message in enumerate(messages) if message is not None)

    def _address(self, place: int) -> str:
        host, port = self._sockets[place].getsockname()[:2]
        return str(host) if self._addresses.of(f"{FIRST_ADDRESS}{place + 1}") else f"port {port}"

    def _open(self, device: Device) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._collector[0] else socket.AF_INET
        one = socket.socket(family, socket.SOCK_DGRAM)
        address = self._addresses.of(f"{FIRST_ADDRESS}{device.domain}")
        if address is not None:
            try:
                one.bind((address, 0))
            except OSError:
                one.close()
                raise
        return one
