"""Sparklines: a series in one line of a terminal."""

from __future__ import annotations

from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"
WIDTH = 48


def sparkline(values: Sequence[float], width: int = WIDTH) -> str:
    """A block a value, the largest at full height, the lowest block only for 0. Where there are more than `width`
    values, each block is the mean of as many neighbours as it takes."""
    together = -(-len(values) // width) or 1
    means = [_mean(values[at : at + together]) for at in range(0, len(values), together)]
    highest = max(means, default=0)
    return "".join(_BLOCKS[_height(value, highest)] for value in means)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _height(value: float, highest: float) -> int:
    """0 for nothing, else 1 to 7."""
    return 0 if value <= 0 else max(1, round(value / highest * (len(_BLOCKS) - 1)))
