"""The product's arithmetic of rates (REST contract §2.5.3, §2.7.3)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from fauxmon_collector.analysis.sums import Sums
from fauxmon_collector.analysis.types import Measure


def bits(sums: Sums, ms: int) -> float:
    """Bits per second: the octets' rate is rounded, then taken eight times."""
    return 8 * _rate(sums.octets, ms)


def packets(sums: Sums, ms: int) -> float:
    """Packets per second."""
    return _rate(sums.packets, ms)


def flows(sums: Sums, ms: int) -> float:
    """Flows per second."""
    return _rate(sums.flows, ms)


BY_MEASURE: dict[Measure, Callable[[Sums, int], float]] = {"traffic": bits, "packets": packets, "flows": flows}

BY_SUM: dict[str, Callable[[Sums, int], float]] = {"octets": bits, "packets": packets, "flows": flows}
"""By the field of Sums that a rate is made of."""


def percentile95(octets: Sequence[int]) -> int:
    """The octets of the slot at the 95th percentile, by nearest rank; 0 of no slots."""
    return sorted(octets)[math.ceil(0.95 * len(octets)) - 1] if octets else 0


def _rate(count: int, ms: int) -> float:
    return round(count * 1000 / ms, 5)
