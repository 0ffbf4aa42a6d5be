"""UdpListener: one bound UDP socket whose datagrams go to the Inbox, with the kernel's own account of it.

Where the system has recvmmsg(2) the socket is emptied with it; elsewhere asyncio-dgram receives datagram by datagram.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import asyncio_dgram
from asyncio_dgram.aio import DatagramClient, DatagramServer

from fauxmon_collector.input import recvmmsg
from fauxmon_collector.input.burst import Peer, burst_of
from fauxmon_collector.input.inbox import Inbox

SO_MEMINFO = 55
"""Linux; not in the socket module. Nine 32-bit counters: octets allocated to received datagrams first, drops last."""
MEMINFO = struct.Struct("=9I")
SO_RCVBUFFORCE = 33
"""Linux; goes beyond net.core.rmem_max for those who may (CAP_NET_ADMIN)."""
SMALLEST_DATAGRAM = 512
"""The kernel accounts no datagram, not even an empty one, with less memory than this."""
ENOUGH_BUFFER = 4 * 1024 * 1024
"""Octets of receive buffer below which bursts of ordinary exporters may be lost."""
PAUSE_S = 0.01
"""So long the socket is left alone after it was emptied. Under load more come together then and each costs less; the
receive buffer holds several times as many."""
_CALLS = 8


class ListenError(Exception):
    """The socket cannot be bound. The text is one line and says what to do."""


class NoSuchFamilyError(ListenError):
    """The machine has no such address family (an IPv6 address where IPv6 is off)."""


@dataclass(frozen=True, slots=True)
class UdpConfig:
    """Where to listen; port 0 takes any free port. `receive_buffer` octets are asked of the kernel. `many_at_once`
    receives by recvmmsg."""

    host: str
    port: int
    receive_buffer: int = 16 * 1024 * 1024
    many_at_once: bool = field(default_factory=recvmmsg.available)


@dataclass(frozen=True, slots=True)
class UdpStats:
    """What one socket has seen. `receive_buffer` is what the kernel granted, in octets."""

    host: str
    port: int
    receive_buffer: int
    received: int
    kernel_dropped: int
    errors: int


class UdpListener:
    """`bind()` then `start()` inside the event loop. Receiving appends to the Inbox and does nothing else."""

    def __init__(self, config: UdpConfig, inbox: Inbox, now: Callable[[], float]) -> None:
        self.config = config
        self.host = config.host
        self.port = config.port
        self.receive_buffer = 0
        self._inbox = inbox
        self._now = now
        self._received = 0
        self._errors = 0
        self._dropped_before = 0
        self._dropped_at_close = 0
        self._socket: socket.socket | None = None
        self._task: asyncio.Task[None] | None = None
        self._receiver: recvmmsg.Receiver | None = None
        self._pause: asyncio.TimerHandle | None = None

    def bind(self) -> None:
        """Bind the socket and ask for the receive buffer. Errors: ListenError."""
        family = socket.AF_INET6 if ":" in self.config.host else socket.AF_INET
        bound = None
        try:
            bound = socket.socket(family, socket.SOCK_DGRAM)
            if family == socket.AF_INET6:
                bound.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            _ask_for_receive_buffer(bound, self.config.receive_buffer)
            bound.setblocking(False)
            bound.bind((self.config.host, self.config.port))
        except OSError as error:
            if bound is not None:
                bound.close()
            raise _listen_error(self.config, error) from error
        self._socket = bound
        self.host, self.port = bound.getsockname()[:2]
        # Linux doubles what is asked, for its own overhead, and gives the double back.
        self.receive_buffer = bound.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) // 2

    @property
    def capped(self) -> bool:
        """Whether the kernel granted less than was asked, and less than enough (net.core.rmem_max)."""
        return self.receive_buffer < min(self.config.receive_buffer, ENOUGH_BUFFER)

    async def start(self) -> None:
        """Begin to receive on the running event loop."""
        if self._socket is None:
            self.bind()
        assert self._socket is not None  # noqa: S101 - bound
        if self.config.many_at_once:
            self._receiver = recvmmsg.Receiver(self._socket, self._now)
            self._watch()
            return
        stream = await asyncio_dgram.from_socket(self._socket)
        self._task = asyncio.get_running_loop().create_task(self._receive(stream), name=f"udp {self.host} {self.port}")

    async def stop(self) -> None:
        """Take what the kernel still holds, then close."""
        if self._socket is None:
            return
        if self._receiver is not None or self._task is not None:
            await self.drained()
            self._dropped_at_close = self._kernel_dropped()
        bound, self._socket = self._socket, None
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None
            return
        if self._receiver is not None:
            asyncio.get_running_loop().remove_reader(bound)
            if self._pause is not None:
                self._pause.cancel()
            self._receiver = None
        bound.close()

    async def drained(self) -> None:
        """Return when all that the kernel held at the time of the call is in the Inbox, however much comes after it."""
        enough = self._received + self._kernel_octets() // SMALLEST_DATAGRAM
        # What is in the kernel is readable: each turn of the loop takes some of it.
        while self._kernel_octets() and self._received < enough:
            if self._receiver is not None:
                self._empty(self._receiver)
            await asyncio.sleep(0)
        await asyncio.sleep(0)  # what the transport has queued wakes the receive task, which was scheduled before us

    def stats(self) -> UdpStats:
        """The counters of now."""
        dropped = self._dropped_at_close if self._socket is None else self._kernel_dropped()
        kernel_dropped = dropped - self._dropped_before
        return UdpStats(self.host, self.port, self.receive_buffer, self._received, kernel_dropped, self._errors)

    def clear(self) -> None:
        """Set the counters to zero."""
        self._received = self._errors = 0
        self._dropped_before = self._kernel_dropped()

    def _watch(self) -> None:
        self._pause = None
        if self._socket is not None and self._receiver is not None:
            asyncio.get_running_loop().add_reader(self._socket, self._readable, self._socket, self._receiver)

    def _readable(self, bound: socket.socket, receiver: recvmmsg.Receiver) -> None:
        self._empty(receiver)
        loop = asyncio.get_running_loop()
        loop.remove_reader(bound)
        self._pause = loop.call_later(PAUSE_S, self._watch)

    def _empty(self, receiver: recvmmsg.Receiver) -> None:
        """Take what the kernel holds, or a good part of it: others want their turn of the loop."""
        for _ in range(_CALLS):
            try:
                burst = receiver.receive()
            except OSError:  # what the kernel reports of one datagram (an ICMP error) is not the end of the socket
                self._errors += 1
                continue
            if burst is not None:
                self._received += len(burst)
                self._inbox.put(burst)
            if burst is None or len(burst) < recvmmsg.AT_ONCE:
                return

    async def _receive(self, stream: DatagramServer | DatagramClient) -> None:
        put, now, listening_port = self._inbox.put, self._now, self.port
        data: bytes
        peer: Any
        try:
            while True:
                try:
                    data, peer = await stream.recv()
                except OSError:  # as above
                    self._errors += 1
                    continue
                self._received += 1
                put(burst_of([(data, Peer(peer[0], peer[1], listening_port), now())]))
        except asyncio_dgram.TransportClosed:
            return
        finally:
            stream.close()

    def _meminfo(self) -> tuple[int, ...]:
        if self._socket is None:
            return (0,) * 9
        return MEMINFO.unpack(self._socket.getsockopt(socket.SOL_SOCKET, SO_MEMINFO, MEMINFO.size))

    def _kernel_octets(self) -> int:
        return self._meminfo()[0]

    def _kernel_dropped(self) -> int:
        return self._meminfo()[8]


def _ask_for_receive_buffer(bound: socket.socket, octets: int) -> None:
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, octets)
    if bound.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) < 2 * octets:
        with contextlib.suppress(OSError):
            bound.setsockopt(socket.SOL_SOCKET, SO_RCVBUFFORCE, octets)


def _listen_error(config: UdpConfig, error: OSError) -> ListenError:
    where = f"UDP [{config.host}]:{config.port}" if ":" in config.host else f"UDP {config.host}:{config.port}"
    if error.errno == errno.EADDRINUSE:
        return ListenError(
            f"{where} is in use: stop what listens there (`ss -lunp` shows it) or choose another with --udp"
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return ListenError(f"{where} is not allowed for this user: choose a port from 1024 up with --udp")
    if error.errno in (errno.EAFNOSUPPORT, errno.EADDRNOTAVAIL):
        return NoSuchFamilyError(f"{where}: this machine has no such address (`ip address` shows those it has)")
    return ListenError(f"{where}: {error.strerror or error}")
