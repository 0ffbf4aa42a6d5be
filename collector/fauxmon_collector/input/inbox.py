"""Inbox: the one queue between the sockets and the ingest thread, bounded in datagrams and in octets."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass

from fauxmon_collector.input.burst import Burst


@dataclass(frozen=True, slots=True)
class InboxConfig:
    """Bounds: what is over `datagrams` or `octets` (of memory) is dropped and counted.

    A full batch, of `batch` datagrams or `batch_octets`, wakes the taker at once; it is given that and a burst more at
    most. When `many` have come while it lingered, it waits longer for more: each costs less in company.
    """

    datagrams: int = 65_536
    octets: int = 64 * 1024 * 1024
    many: int = 400
    batch: int = 16_384
    batch_octets: int = 24 * 1024 * 1024


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
        self._bursts: deque[Burst] = deque()
        self._waiting = 0
        self._octets = 0
        self._received = 0
        self._dropped = 0
        self._taken = 0
        self._nudged = False

    def put(self, burst: Burst) -> None:
        """Append; what is over a bound is dropped and counted. Never blocks for longer than a lock."""
        with self._changed:
            self._received += len(burst)
            fits = self._octets + len(burst.octets) <= self.config.octets
            room = self.config.datagrams - self._waiting if fits else 0
            if len(burst) > room:
                self._dropped += len(burst) - room
                burst = burst.rows(slice(room))
            if not len(burst):
                return
            empty, full = not self._waiting, self._full()
            self._bursts.append(burst)
            self._waiting += len(burst)
            self._octets += len(burst.octets)
            if empty or (self._full() and not full):
                self._changed.notify()

    def gather(self, idle_s: float, linger_s: float, longer_s: float = 0.0) -> None:
        """Wait up to `idle_s` for a first datagram, then up to `linger_s` more for a full batch, and if many have come
        by then up to `longer_s` more; a nudge ends all of it."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._nudged, idle_s)
            if self._waiting:
                self._changed.wait_for(lambda: self._nudged or self._full(), linger_s)
            if self._waiting >= self.config.many:
                self._changed.wait_for(lambda: self._nudged or self._full(), longer_s)
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

    def take(self) -> list[Burst]:
        """The oldest datagrams, one batch."""
        taken: list[Burst] = []
        count = octets = 0
        with self._changed:
            while self._bursts and count < self.config.batch and octets < self.config.batch_octets:
                burst = self._bursts.popleft()
                count += len(burst)
                octets += len(burst.octets)
                taken.append(burst)
            self._octets -= octets
            self._waiting -= count
            self._taken += count
        return taken

    def _full(self) -> bool:
        return self._waiting >= self.config.batch or self._octets >= self.config.batch_octets

    def accepted(self) -> int:
        """How many datagrams have ever been queued: the position behind the newest of them."""
        with self._changed:
            return self._taken + self._waiting

    def counts(self) -> InboxCounts:
        """All counters at one moment."""
        with self._changed:
            return InboxCounts(self._received, self._dropped, self._waiting, self._taken)

    def clear(self) -> None:
        """Throw away what waits and set the counters to zero."""
        with self._changed:
            self._bursts.clear()
            self._waiting = self._octets = self._received = self._dropped = self._taken = 0
