"""recvmmsg(2): many datagrams out of a socket with one system call, without a Python object for each.

Linux and its C libraries have it; `available` tells.
"""

from __future__ import annotations

import ctypes
import errno
import os
import socket
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from fauxmon_collector.input.burst import Burst
from fauxmon_collector.input.peer_table import ADDRESS_SIZES, PeerTable

AT_ONCE = 1024
"""Datagrams that one call takes at most."""
_USUAL = 2048
"""Octets for each datagram in one piece; what a longer one has beyond goes to a place of its own."""
_LARGEST = 65_535
_PEERS = 65_536


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


class _Header(ctypes.Structure):
    """struct msghdr."""

    _fields_ = (
        ("name", ctypes.c_void_p),
        ("name_length", ctypes.c_uint),
        ("vectors", ctypes.c_void_p),
        ("vector_count", ctypes.c_size_t),
        ("control", ctypes.c_void_p),
        ("control_length", ctypes.c_size_t),
        ("flags", ctypes.c_int),
    )


class _Message(ctypes.Structure):
    """struct mmsghdr."""

    _fields_ = (("header", _Header), ("received", ctypes.c_uint))


def _function() -> Any:
    try:
        return ctypes.CDLL(None, use_errno=True).recvmmsg
    except (AttributeError, OSError):
        return None


_recvmmsg = _function()


def available() -> bool:
    """Whether this machine has it."""
    return _recvmmsg is not None


class Receiver:
    """Receives from one bound, non-blocking UDP socket."""

    def __init__(self, bound: socket.socket, now: Callable[[], float]) -> None:
        self._fd = bound.fileno()
        self._peers = PeerTable(bound.family, bound.getsockname()[1], _PEERS)
        self._now = now
        self._octets = np.empty((AT_ONCE, _USUAL), np.uint8)
        # Only what long datagrams touch becomes resident.
        self._beyond = np.empty((AT_ONCE, _LARGEST - _USUAL), np.uint8)
        self._names = np.zeros((AT_ONCE, ADDRESS_SIZES[bound.family]), np.uint8)
        self._vectors = (_Vector * (2 * AT_ONCE))()
        self._messages = (_Message * AT_ONCE)()
        for number, message in enumerate(self._messages):
            pair = self._vectors[2 * number : 2 * number + 2]
            for vector, buffer in zip(pair, (self._octets, self._beyond), strict=True):
                vector.base = buffer.ctypes.data + number * buffer.shape[1]
                vector.length = buffer.shape[1]
            header = message.header
            header.name = self._names.ctypes.data + number * self._names.shape[1]
            header.name_length = self._names.shape[1]
            header.vectors = ctypes.addressof(self._vectors) + 2 * number * ctypes.sizeof(_Vector)
            header.vector_count = 2
        stride = ctypes.sizeof(_Message) // 4
        self._lengths = np.frombuffer(memoryview(self._messages).cast("B"), np.uint32)[
            _Message.received.offset // 4 :: stride
        ]

    def receive(self) -> Burst | None:
        """What the socket holds, up to AT_ONCE datagrams; None if that is nothing. Errors: OSError, also for what the
        network tells of a datagram sent (ICMP); the next call goes on behind it."""
        count = _recvmmsg(self._fd, self._messages, AT_ONCE, socket.MSG_DONTWAIT, None)
        if count < 0:
            error = ctypes.get_errno()
            if error in (errno.EAGAIN, errno.EWOULDBLOCK, errno.EINTR):
                return None
            raise OSError(error, os.strerror(error))
        length = self._lengths[:count].astype(np.int64)
        width = min(int(length.max()), _USUAL)
        octets = self._octets[:count, :width].flatten()
        start = np.arange(count, dtype=np.int64) * width
        long = np.flatnonzero(length > _USUAL)
        if len(long):
            octets, start[long] = self._with_long(octets, long, length)
        peer, peers = self._peers.of(self._names[:count])
        received = np.full(count, self._now())
        return Burst(octets, start, length, peer, peers, received)

    def _with_long(
        self, octets: npt.NDArray[np.uint8], long: npt.NDArray[np.intp], length: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.int64]]:
        """The octets with the long datagrams put together behind them, and where each of those starts."""
        whole = [
            np.concatenate([self._octets[row], self._beyond[row, : length[row] - _USUAL]]) for row in long.tolist()
        ]
        start = len(octets) + np.cumsum([0, *(len(one) for one in whole)])[:-1]
        return np.concatenate([octets, *whole]), start
