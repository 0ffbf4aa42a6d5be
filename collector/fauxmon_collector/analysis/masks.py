"""Addresses cut to a network: what a mask leaves of a pair of columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_model.flow_columns import FLOWS

_HALF = 64
_ONES = (1 << _HALF) - 1
_BITS = {4: 32, 6: 128}
_MAPPED = 96
"""Bits that stand before an IPv4 address in a column."""


class Mask(NamedTuple):
    """Of one family the first `bits` bits count."""

    ip_version: int
    bits: int

    @property
    def fits(self) -> bool:
        """Whether there is such a mask."""
        return 0 <= self.bits <= _BITS.get(self.ip_version, -1)


def masked(name: str, masks: Sequence[Mask]) -> list[sa.ColumnElement[Any]]:
    """Upper and lower half of an address column under masks, one a family; a family without one keeps its addresses."""
    halves: list[sa.ColumnElement[Any]] = []
    for half, shift in (("hi", _HALF), ("lo", 0)):
        column = FLOWS.c[f"{name}_{half}"]
        kept = [(mask.ip_version, _bits(mask) >> shift & _ONES) for mask in masks]
        whens = [(FLOWS.c.ip_version == version, column.bitwise_and(unsigned(bits))) for version, bits in kept]
        halves.append(sa.case(*whens, else_=column) if whens else column)
    return halves


def _bits(mask: Mask) -> int:
    leading = mask.bits + (_MAPPED if mask.ip_version == 4 else 0)
    return ((1 << 128) - 1) ^ ((1 << 128 - leading) - 1)


def unsigned(bits: int) -> sa.ColumnElement[Any]:
    """A constant that exceeds the range of signed integers; made of digits alone."""
    return sa.literal_column(f"{bits:d}", sa.Numeric(20, 0)) if bits > _ONES >> 1 else sa.literal(bits, sa.BigInteger())
