"""The product's arithmetic of rates (REST contract §2.5.3).

The slot that is still open is divided by its whole length as every other: in charts, tables and maxima alike. Its rate
is then what is sure already, it only grows, and points times step add up to what was received. Divided by the time that
has passed, the first flows of a slot would pass for a peak, since exporters report minutes of traffic at once. Whoever
draws leaves the slot at `open_slot_ms` out or marks it, lest it look like a drop.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from fauxmon_collector.analysis.types import Measure

Floats = npt.NDArray[np.float64]
DIGITS = 5


def bits(octets: Floats, ms: int) -> Floats:
    """Bits per second: the octets' rate is rounded, then taken eight times."""
    return 8 * plain(octets, ms)


def plain(count: Floats, ms: int) -> Floats:
    """Things per second, rounded."""
    return np.round(count * 1000 / ms, DIGITS)


BY_SUM: dict[str, Callable[[Floats, int], Floats]] = {"octets": bits, "packets": plain, "flows": plain}
"""How a rate is made, by the field of Sums it is made of."""

MEASURES: dict[Measure, str] = {"traffic": "octets", "packets": "packets", "flows": "flows"}
"""Measure → the field of Sums that it shows."""


def of_field(sums: Floats, field: str, ms: int) -> Floats:
    """The rate of one field, from an array whose last axis is the fields of Sums."""
    return BY_SUM[field](sums[..., list(BY_SUM).index(field)], ms)
