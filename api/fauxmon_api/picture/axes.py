"""Where axes have their marks."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

_TIMES_S = (60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200)
_DAY_S = 86_400


def value_marks(lowest: float, highest: float, most: int = 5) -> list[float]:
    """Round numbers (1, 2 or 5 times a power of ten apart) that take in `lowest` and `highest`, 0 among them; about
    `most`. `lowest` is 0 or less, `highest` 0 or more; 0 to 1 if both are 0."""
    highest = highest if highest > lowest else 1.0
    size = highest - lowest
    power = 10.0 ** math.floor(math.log10(size / most))
    step = next(power * factor for factor in (1, 2, 5, 10) if size / (power * factor) <= most)
    return [step * number for number in range(math.floor(lowest / step), math.ceil(highest / step) + 1)]


def decade_marks(lowest: float, highest: float, most: int = 5) -> list[float]:
    """Powers of ten that take in `lowest` and `highest`, 0 among them; on each side `most`, and no more than needed."""
    largest = max(-lowest, highest) or 1.0
    powers = [10.0 ** (math.ceil(math.log10(largest)) - back) for back in range(most)]
    powers.sort()

    def enough(end: float) -> list[float]:
        return [] if end <= 0 else [power for power in powers if power / 10 < end]

    return [*(-power for power in reversed(enough(-lowest))), 0.0, *enough(highest if highest > lowest else 1.0)]


def logarithm(marks: Sequence[float]) -> Callable[[float], float]:
    """Of what `decade_marks` has marked: about the logarithm, but 0 is 0, and what is below it is mirrored."""
    smallest = min(abs(mark) for mark in marks if mark) / 10
    return lambda value: math.copysign(math.log10(1 + abs(value) / smallest), value)


def time_marks(from_s: int, to_s: int, most: int = 8) -> list[tuple[int, str]]:
    """(seconds since 1970, text) on round times of day in UTC, or days where the time is long; about `most`."""
    longest = (to_s - from_s) / most
    step = next((step for step in _TIMES_S if step >= longest), _DAY_S * max(1, math.ceil(longest / _DAY_S)))
    form = "%H:%M" if to_s - from_s <= _DAY_S else "%m-%d" if step % _DAY_S == 0 else "%m-%d %H:%M"
    first = -(-from_s // step) * step
    return [(at, datetime.fromtimestamp(at, UTC).strftime(form)) for at in range(first, to_s + 1, step)]
