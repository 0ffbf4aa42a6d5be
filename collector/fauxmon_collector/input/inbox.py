"""Inbox: the one queue between the sockets and the ingest thread, bounded in datagrams and in octets."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass
from typing import NamedTuple


class Arrival(NamedTuple):
    """One datagram: from whom (address and port as the socket gives them), on which port of ours, when (s)."""

    data: bytes
    address: str
    port: int
    listening_port: int
    received: float


@dataclass(frozen=True, slots=True)
class InboxConfig:
    """Bounds: what is over `datagrams` or `octets` is dropped and counted. `batch` datagrams wake the taker at once.

    It is given no more than those, and no more than `batch_octets` and one datagram: every octet can be a record, and a
    decoded record takes 200 octets.
    """

    datagrams: int = 65_536
    octets: int = 64 * 1024 * 1024
    batch: int = 4_096
    batch_octets: int = 6 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """One moment: received = dropped + waiting + taken, always."""

    received: int
    dropped: int
    waiting: int
    taken: int


class Inbox:
    """Filled by the receive tasks, emptied by the ingest thread; every method may be called from any thread."""

    def __init__(self, config: InboxConfig = InboxConfig()) -> None:
        self.config = config
        self._changed = threading.Condition(threading.Lock())
        self._waiting: deque[Arrival] = deque()
        self._octets = 0
        self._received = 0
        self._dropped = 0
        self._taken = 0
        self._nudged = False

    def put(self, arrival: Arrival) -> None:
        """Append, or drop and count when a bound is reached. Never blocks for longer than a lock."""
        size = len(arrival.data)
        with self._changed:
            self._received += 1
            waiting = len(self._waiting)
            if waiting >= self.config.datagrams or self._octets + size > self.config.octets:
                self._dropped += 1
                return
            self._waiting.append(arrival)
            self._octets += size
            if waiting == 0 or waiting + 1 == self.config.batch:
                self._changed.notify()

    def gather(self, idle_s: float, linger_s: float) -> None:
        """Wait up to `idle_s` for a first datagram, then up to `linger_s` more for a full batch; a nudge ends both."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._nudged, idle_s)
            if self._waiting and not self._nudged:
                self._changed.wait_for(lambda: self._nudged or len(self._waiting) >= self.config.batch, linger_s)
            self._nudged = False

    def rest(self, seconds: float) -> None:
        """Wait for a nudge, whatever comes in."""
        with self._changed:
            self._changed.wait_for(lambda: self._nudged, seconds)
            self._nudged = False

    def nudge(self) -> None:
        """Make the present `gather` or `rest`, or else the next one, return at once."""
        with self._changed:
            self._nudged = True
            self._changed.notify()

    def take(self) -> list[Arrival]:
        """The oldest datagrams, at most one batch."""
        taken: list[Arrival] = []
        octets = 0
        with self._changed:
            while self._waiting and len(taken) < self.config.batch and octets < self.config.batch_octets:
                arrival = self._waiting.popleft()
                octets += len(arrival.data)
                taken.append(arrival)
            self._octets -= octets
            self._taken += len(taken)
        return taken

    def accepted(self) -> int:
        """How many datagrams have ever been queued: the position behind the newest of them."""
        with self._changed:
            return self._taken + len(self._waiting)

    def counts(self) -> InboxCounts:
        """All counters at one moment."""
        with self._changed:
            return InboxCounts(self._received, self._dropped, len(self._waiting), self._taken)

    def clear(self) -> None:
        """Throw away what waits and set the counters to zero."""
        with self._changed:
            self._waiting.clear()
            self._octets = self._received = self._dropped = self._taken = 0
