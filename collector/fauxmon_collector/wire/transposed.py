"""Records of one length turned into columns: many fields in one pass over the octets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

Place = tuple[int, int]
"""(offset in the record, length) of an unsigned number, in octets."""

WIDTHS = frozenset({1, 2, 4, 8})
BLOCK = 8192
"""So many records stay in a processor's cache while field after field is read. Fewer need no passes to be saved."""


def transposed(records: npt.NDArray[np.uint8], places: Iterable[Place]) -> dict[Place, npt.NDArray[Any]]:
    """The numbers at these places of `records`, (records, octets). Each length is one of WIDTHS."""
    columns = {place: np.empty(len(records), f"u{place[1]}") for place in places}
    pairs = [
        (column, records[:, offset : offset + length].view(f">u{length}")[:, 0])
        for (offset, length), column in columns.items()
    ]
    for first in range(0, len(records), BLOCK):
        rows = slice(first, first + BLOCK)
        for column, octets in pairs:
            column[rows] = octets[rows]
    return columns
