"""Waiting for results that a collector computes while nobody holds the line (contract 2.5.6)."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from fauxmon.client.errors import LateError
from fauxmon.client.transport import Answer

COMPUTING = 202
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for one result: pauses grow from a tenth of a second to five."""

    deadline_s: float = 300.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep

    def wait(self, ask: Callable[[], Answer]) -> Answer:
        """The first answer of `ask` that is not "still computing". Errors: LateError."""
        end_s = self.clock() + self.deadline_s
        pause_s = FIRST_PAUSE_S
        while (answer := ask()).status == COMPUTING:
            left_s = end_s - self.clock()
            if left_s <= 0:
                raise LateError(f"the collector is still computing after {self.deadline_s:g} s")
            self.sleep(min(pause_s, left_s))
            pause_s = min(pause_s * GROWTH, LONGEST_PAUSE_S)
        return answer
