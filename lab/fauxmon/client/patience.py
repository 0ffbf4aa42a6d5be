"""Waiting for results that a collector computes while nobody holds the line (contract 2.5.6)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fauxmon.client.errors import LateError

COMPUTING = 202
FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
GROWTH = 1.5


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait for one result: pauses grow from a tenth of a second to five."""

    deadline_s: float = 300.0
    clock: Callable[[], float] = time.monotonic

    def pauses(self) -> Iterator[float]:
        """So many seconds before each further look, for ever. Errors: LateError once the deadline is over."""
        end_s = self.clock() + self.deadline_s
        pause_s = FIRST_PAUSE_S
        while (left_s := end_s - self.clock()) > 0:
            yield min(pause_s, left_s)
            pause_s = min(pause_s * GROWTH, LONGEST_PAUSE_S)
        raise LateError(f"the collector is still computing after {self.deadline_s:g} s")
