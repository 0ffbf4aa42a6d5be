"""The octets of one field in many records, (records, length), as numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Octets = npt.NDArray[np.uint8]

_IPV4_MAPPED = np.uint64(0xFFFF << 32)


def unsigned(octets: Octets) -> npt.NDArray[Any]:
    """Unsigned integers in network byte order, in the narrowest dtype; of more than 8 octets the last 8."""
    rows, length = octets.shape
    if length in (1, 2, 4, 8):
        return octets.view(f">u{length}")[:, 0].astype(f"u{length}")
    if not length:
        return np.zeros(rows, np.uint8)
    values: npt.NDArray[Any] = np.zeros(rows, np.uint32 if length < 4 else np.uint64)
    for column in range(max(0, length - 8), length):
        values = values << 8 | octets[:, column]
    return values


def signed(octets: Octets) -> npt.NDArray[np.int64]:
    """Signed integers in two's complement."""
    rows, length = octets.shape
    if not length:
        return np.zeros(rows, np.int64)
    width = 8 * min(length, 8)
    values = unsigned(octets).astype(np.uint64) << np.uint64(64 - width)
    return values.view(np.int64) >> np.int64(64 - width)


def floats(octets: Octets) -> npt.NDArray[np.float64]:
    """IEEE 754 numbers of 4 or 8 octets; NaN for any other length."""
    rows, length = octets.shape
    if length not in (4, 8):
        return np.full(rows, np.nan)
    return octets.view(f">f{length}")[:, 0].astype(np.float64)


def upper_half(octets: Octets) -> npt.NDArray[np.uint64]:
    """The upper 64 bits of addresses: 0 unless they have 16 octets."""
    return unsigned(octets[:, :8]) if octets.shape[1] == 16 else np.zeros(len(octets), np.uint64)


def lower_half(octets: Octets) -> npt.NDArray[np.uint64]:
    """The lower 64 bits of addresses, those of 4 octets as IPv4-mapped ones; 0 for any other length."""
    length = octets.shape[1]
    if length == 4:
        return mapped(octets.view(">u4")[:, 0])
    return unsigned(octets[:, 8:]) if length == 16 else np.zeros(len(octets), np.uint64)


def mapped(addresses: npt.NDArray[Any]) -> npt.NDArray[np.uint64]:
    """The lower 64 bits of IPv4 addresses as IPv4-mapped ones."""
    values: npt.NDArray[np.uint64] = addresses.astype(np.uint64)
    values |= _IPV4_MAPPED
    return values
