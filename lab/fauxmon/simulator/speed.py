"""How fast a capture is sent again."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speed:
    """Times the original pace; infinite is as fast as it goes."""

    factor: float

    def __str__(self) -> str:
        if math.isinf(self.factor):
            return "max"
        return "original" if self.factor == 1 else f"{self.factor:g}x"

    def after(self, elapsed: float) -> float:
        """Seconds after the start at which a datagram is due that was captured `elapsed` seconds after the first."""
        return 0.0 if math.isinf(self.factor) else max(0.0, elapsed) / self.factor


ORIGINAL = Speed(1)
MAX = Speed(math.inf)


def parse_speed(text: str) -> Speed:
    """`original`, `max`, or a factor such as `10x`. Errors: ValueError."""
    if text == "original":
        return ORIGINAL
    if text == "max":
        return MAX
    if (found := re.fullmatch(r"(\d+(?:\.\d+)?)x", text)) and float(found[1]) > 0:
        return Speed(float(found[1]))
    raise ValueError(f"{text!r} is not a speed: original, max, or a factor such as 10x")
