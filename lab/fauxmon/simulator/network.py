"""Network: the way of a unit's messages to the collector, which can take time and lose some."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fauxmon.simulator.exporter import Message
from fauxmon.simulator.reading import Endpoint


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that leaves `address` for the collector `to` at second `at_s`; a new `session` is a new source port."""

    at_s: int
    unit: str
    address: str
    domain: int
    to: Endpoint
    message: Message

    @property
    def session(self) -> int:
        return self.message.session

    @property
    def payload(self) -> bytes:
        return self.message.payload


class Network:
    """In order: what is sent later is never there sooner. `seed` decides which messages are lost."""

    def __init__(self, seed: int) -> None:
        self.delay_s = 0.0
        self.loss = 0.0
        """Percent."""
        self._random = np.random.Generator(np.random.Philox(seed))
        self._way: deque[tuple[float, Sending]] = deque()

    def take(self, sending: Sending) -> bool:
        """Whether it will arrive."""
        if self.loss and 100 * self._random.random() < self.loss:
            return False
        due_s = max(sending.at_s + self.delay_s, self._way[-1][0] if self._way else 0.0)
        self._way.append((due_s, sending))
        return True

    def arrived(self, now_s: int) -> Iterator[Sending]:
        """What is there by now, oldest first."""
        while self._way and self._way[0][0] <= now_s:
            yield self._way.popleft()[1]
