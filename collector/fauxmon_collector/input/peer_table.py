"""PeerTable: from the socket addresses of many datagrams to the peers, without a look at each in Python."""

from __future__ import annotations

import socket

import numpy as np
import numpy.typing as npt

from fauxmon_collector.input.burst import Peer

ADDRESS_SIZES = {socket.AF_INET: 16, socket.AF_INET6: 28}
"""Octets of struct sockaddr_in and sockaddr_in6."""


class PeerTable:
    """Of one socket. `peers` is a list that only grows, so that bursts can share it; when more than `most` have come,
    another takes its place."""

    def __init__(self, family: socket.AddressFamily, listening_port: int, most: int) -> None:
        self._family = family
        self._listening_port = listening_port
        self._most = most
        # The first 8 octets of a sockaddr_in tell all of it, and integers compare faster.
        self._key = np.dtype(np.uint64 if family == socket.AF_INET else f"V{ADDRESS_SIZES[family]}")
        self._peers: list[Peer]
        self._keys: npt.NDArray[np.void | np.uint64]
        self._index: npt.NDArray[np.int64]
        self._renew()

    def of(self, names: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.int64], list[Peer]]:
        """The index of the peer of each socket address (shape: addresses, octets of one), and the peers."""
        keys = names.view(self._key)[:, 0]
        place = self._place(keys)
        strange = self._keys[place] != keys
        if strange.any():
            self._learn(np.unique(keys[strange]))
            place = self._place(keys)
            if (self._keys[place] != keys).any():  # learning began anew, and what was known before is not any longer
                self._learn(np.unique(keys))
                place = self._place(keys)
        return self._index[place], self._peers

    def _place(self, keys: npt.NDArray[np.void | np.uint64]) -> npt.NDArray[np.intp]:
        return np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)

    def _learn(self, keys: npt.NDArray[np.void | np.uint64]) -> None:
        if len(self._peers) + len(keys) > self._most:
            self._renew()
        index = np.arange(len(self._peers), len(self._peers) + len(keys))
        self._peers.extend(self._read(key.tobytes()) for key in keys)
        joined = np.concatenate([self._keys, keys])
        order = np.argsort(joined, kind="stable")
        self._keys, self._index = joined[order], np.concatenate([self._index, index])[order]

    def _renew(self) -> None:
        """One key that no datagram has (address family 0) stands first, so that there is always a place to look at."""
        self._peers = [Peer("", 0, self._listening_port)]
        self._keys = np.zeros(1, self._key)
        self._index = np.zeros(1, np.int64)

    def _read(self, name: bytes) -> Peer:
        """struct sockaddr_in or sockaddr_in6: family, port, (flow information,) address."""
        port = int.from_bytes(name[2:4])
        address = name[4:8] if self._family == socket.AF_INET else name[8:24]
        return Peer(socket.inet_ntop(self._family, address), port, self._listening_port)
