"""Addresses cut to a network: what a mask leaves of a pair of columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.types import UserDefinedType

from fauxmon_model.filter.sql import unsigned
from fauxmon_model.flow_columns import FLOWS, Kind

_HALF = 64
_ONES = (1 << _HALF) - 1
_BITS = {4: 32, 6: 128}
_MAPPED = 96
"""Bits that stand before an IPv4 address in a column."""


class Unsigned(UserDefinedType[int]):
    """The type of halves of addresses. Numbers of a wider one would come as floating point."""

    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        """As address columns are."""
        return Kind.ADDRESS.duckdb_type


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
        halves.append(sa.cast(sa.case(*whens, else_=column), Unsigned()) if whens else column)
    return halves


def within(name: str, prefix: str) -> list[sa.ColumnElement[Any]]:
    """Upper and lower half of an address column under the length that stands in the column `prefix` of the same flow;
    NULL where that tells none."""
    bits = FLOWS.c[prefix] + sa.case((FLOWS.c.ip_version == 4, _MAPPED), else_=0)
    halves: list[sa.ColumnElement[Any]] = []
    for half, before in (("hi", 0), ("lo", _HALF)):
        cut = sa.func.greatest(0, sa.func.least(_HALF, _HALF + before - bits))
        # Lengths that are longer than the address leave all of it.
        shifted = FLOWS.c[f"{name}_{half}"].bitwise_rshift(cut).bitwise_lshift(cut)
        halves.append(sa.cast(sa.case((FLOWS.c[prefix].is_not(None), shifted), else_=None), Unsigned()))
    return halves


def _bits(mask: Mask) -> int:
    leading = mask.bits + (_MAPPED if mask.ip_version == 4 else 0)
    return ((1 << 128) - 1) ^ ((1 << 128 - leading) - 1)
