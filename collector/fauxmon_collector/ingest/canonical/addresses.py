"""Addresses and IP versions of flows, from Templates of one address family or of both."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.columns import Columns

Array = npt.NDArray[Any]

MAPPED_LO = 0xFFFF_0000_0000
"""The IPv4-mapped prefix ::ffff:0:0/96, in the low half; the high half is 0."""

_FAMILIES = {4: {"sourceIPv4Address", "destinationIPv4Address"}, 6: {"sourceIPv6Address", "destinationIPv6Address"}}


def address(columns: Columns, elements: tuple[str, ...]) -> tuple[Array, Array]:
    """(upper, lower) 64 bits of what the record uses of these elements: the first one that is not all zeros."""
    hi, lo = columns.address(elements[0])
    for element in elements[1:]:
        unset = (hi == 0) & ((lo == MAPPED_LO) | (lo == 0))
        other_hi, other_lo = columns.address(element)
        hi, lo = np.where(unset, other_hi, hi), np.where(unset, other_lo, lo)
    return hi, lo


def ip_version(columns: Columns, names: AbstractSet[str], flow: Mapping[str, Array]) -> Array | None:
    """4 or 6, None if nothing tells. With addresses of one family it is that; with both, what the record uses."""
    families = [family for family, elements in _FAMILIES.items() if elements & names]
    if len(families) == 1:
        return np.full(columns.count, families[0], np.uint8)
    told = np.minimum(columns.unsigned("ipVersion"), 255).astype(np.uint8) if "ipVersion" in names else None
    if not families:
        return told
    versions = np.zeros(columns.count, np.uint8) if told is None else told
    for name in ("dst", "src"):
        if f"{name}_hi" in flow:
            hi, lo = flow[f"{name}_hi"], flow[f"{name}_lo"]
            mapped = (hi == 0) & (lo >> 32 == MAPPED_LO >> 32)
            versions[mapped] = 4
            versions[~mapped & ((hi != 0) | (lo != 0))] = 6
    return versions
