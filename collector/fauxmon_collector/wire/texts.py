"""The octets of one field in many records as texts: each different one is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import numpy.typing as npt

Octets = npt.NDArray[np.uint8]
Rows = npt.NDArray[np.intp] | None


def texts(
    count: int, groups: Iterable[tuple[Rows, Octets]], read: Callable[[bytes], str]
) -> tuple[npt.NDArray[np.int32], list[str]]:
    """(index of each record's text, the texts); `groups` are records of one length each, None for all of them.

    Records in no group have the empty text.
    """
    codes = np.zeros(count, np.int32)
    numbers = {"": 0}
    for rows, octets in groups:
        if not octets.size:
            continue
        different, inverse = np.unique(
            np.ascontiguousarray(octets).view(f"V{octets.shape[1]}")[:, 0], return_inverse=True
        )
        known = [numbers.setdefault(read(one), len(numbers)) for one in different.tolist()]
        codes[slice(None) if rows is None else rows] = np.array(known, np.int32)[inverse]
    return codes, list(numbers)


def string(octets: bytes) -> str:
    """UTF-8 without its trailing NULs; what is none is replaced."""
    return octets.rstrip(b"\0").decode("utf-8", "replace")


def hexadecimal(octets: bytes) -> str:
    """`0x` and two digits an octet."""
    return f"0x{octets.hex()}"
