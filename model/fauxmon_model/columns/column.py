"""What a flow column is: its kind, and what is known of it."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the model runs without numpy, which takes its time to load
    import numpy as np
    import numpy.typing as npt


class Kind(enum.Enum):
    """How a column is held: numpy dtype, DuckDB type."""

    U8 = ("u8", "uint8", "UTINYINT")
    U16 = ("u16", "uint16", "USMALLINT")
    U32 = ("u32", "uint32", "UINTEGER")
    U64 = ("u64", "uint64", "UBIGINT")
    I64 = ("i64", "int64", "BIGINT")
    F64 = ("f64", "float64", "DOUBLE")
    TEXT = ("text", "object", "VARCHAR")
    """Given as `Texts`."""
    ADDRESS = ("address", "uint64", "UBIGINT")
    """Two columns, `<name>_hi` and `<name>_lo`: the 128-bit address, IPv4 mapped (::ffff:a.b.c.d), none is ::."""

    def __init__(self, label: str, dtype: str, duckdb_type: str) -> None:
        self.label = label
        self.dtype = dtype
        self.duckdb_type = duckdb_type

    @property
    def largest(self) -> int:
        """The largest value that fits; of integers and addresses only. Errors: ValueError."""
        bits = int(self.dtype.removeprefix("u").removeprefix("int"))
        return (1 << (bits if self.dtype.startswith("u") else bits - 1)) - 1


class Texts(NamedTuple):
    """Text of many rows: `values[codes[i]]` is row i's. A value may be listed twice and may be used by no row."""

    codes: npt.NDArray[np.int32]
    values: list[str]


@dataclass(frozen=True, slots=True)
class FlowColumn:
    """One column of the flow table.

    `elements` feed it, the first that a Template has wins; they are names of the registry of Information Elements.
    `factors` turn the values of an element into the column's unit where they are of another. `flowmon_id` is the
    product's column id (REST `output`). `filters` are the words by which the filter language compares it; words that
    several columns have mean any of these. `optional`: a flow may have none, then the store holds NULL; in the other
    columns, what is not given is 0.
    """

    name: str
    kind: Kind
    title: str
    unit: str = ""
    elements: tuple[str, ...] = ()
    flowmon_id: str = ""
    filters: tuple[str, ...] = ()
    optional: bool = False
    factors: Mapping[str, Fraction] = field(default_factory=dict)

    @property
    def physical(self) -> tuple[str, ...]:
        """The names under which the store holds it."""
        return (f"{self.name}_hi", f"{self.name}_lo") if self.kind is Kind.ADDRESS else (self.name,)


def optional(
    name: str,
    kind: Kind,
    title: str,
    *elements: str,
    unit: str = "",
    flowmon_id: str = "",
    filters: tuple[str, ...] = (),
    factors: Mapping[str, Fraction] | None = None,
) -> FlowColumn:
    """A column that a flow may lack."""
    return FlowColumn(name, kind, title, unit, elements, flowmon_id, filters, optional=True, factors=factors or {})


def dashed(
    name: str,
    kind: Kind,
    title: str,
    *elements: str,
    unit: str = "",
    flowmon_id: str = "",
    factors: Mapping[str, Fraction] | None = None,
) -> FlowColumn:
    """An optional column that the filter language calls by its name with dashes: `http-host`."""
    return optional(
        name,
        kind,
        title,
        *elements,
        unit=unit,
        flowmon_id=flowmon_id,
        filters=(name.replace("_", "-"),),
        factors=factors,
    )
