"""What filters ask of a database beyond plain comparisons, in the words of DuckDB and of ClickHouse.

ClickHouse has no operators for bits and no `LIKE … ESCAPE`, and spells functions of text and of lists in its own way.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

CLICKHOUSE = "clickhousedb"
"""The name of clickhouse-connect's dialect."""
_FEW = 50
"""Values that are parameters of their own: as quick as a table. Thousands would take DuckDB ten times as long."""
_SIGNED = (1 << 63) - 1


def unsigned(bits: int) -> sa.ColumnElement[Any]:
    """A constant that may exceed the range of signed integers; made of digits alone."""
    return sa.literal_column(f"{bits:d}", sa.Numeric(20, 0)) if bits > _SIGNED else sa.literal(bits, sa.BigInteger())


def among(value: sa.ColumnElement[Any], values: Collection[int]) -> sa.ColumnElement[bool]:
    """The value is one of these, each from 0 to 2**64 - 1. A list of any length is one condition."""
    if not values:
        return sa.false()
    if len(values) > _FEW:
        return _InTable(value, _row(values))
    return value == next(iter(values)) if len(values) == 1 else value.in_(values)


def both_among(
    first: sa.ColumnElement[Any], second: sa.ColumnElement[Any], pairs: Collection[tuple[int, int]]
) -> sa.ColumnElement[bool]:
    """The two values are one of these pairs, each from 0 to 2**64 - 1."""
    return _InPairs(first, second, *map(_row, zip(*pairs, strict=True)))


def _row(values: Collection[int]) -> str:
    """A column of a table of constants, one text to the database."""
    return ",".join(map(str, values))


class _Call(FunctionElement[Any]):
    """A function of its arguments: as DuckDB has it, and as ClickHouse has it."""

    inherit_cache = True
    duckdb: ClassVar[str]
    clickhouse: ClassVar[str]


@compiles(_Call)
def _(element: _Call, compiler: SQLCompiler, **kwargs: Any) -> str:
    form = element.clickhouse if compiler.dialect.name == CLICKHOUSE else element.duckdb
    return form.format(*(compiler.process(argument, **kwargs) for argument in element.clauses))


class BitAnd(_Call):
    """The bits that both have."""

    inherit_cache = True
    type = sa.BigInteger()
    duckdb, clickhouse = "({} & {})", "bitAnd({}, {})"


class ShiftRight(_Call):
    """The first without its so many lowest bits."""

    inherit_cache = True
    type = sa.BigInteger()
    duckdb, clickhouse = "({} >> {})", "bitShiftRight({}, {})"


class Lasted(_Call):
    """From the first time to the second. Exporters make up times that are further apart than 64 bits can tell."""

    inherit_cache = True
    type = sa.Numeric(38, 0)
    duckdb, clickhouse = "(-CAST({} AS HUGEINT) + {})", "(-toInt128({}) + {})"


class Contains(_Call):
    """The first text has the second in it; case counts."""

    inherit_cache = True
    type = sa.Boolean()
    duckdb, clickhouse = "contains({}, {})", "(position({}, {}) > 0)"


class StartsWith(_Call):
    """The first text begins with the second; case counts."""

    inherit_cache = True
    type = sa.Boolean()
    duckdb, clickhouse = "starts_with({}, {})", "startsWith({}, {})"


class EndsWith(_Call):
    """The first text ends with the second; case counts."""

    inherit_cache = True
    type = sa.Boolean()
    duckdb, clickhouse = "ends_with({}, {})", "endsWith({}, {})"


class _InTable(_Call):
    """The first is one of the numbers in the second, a text."""

    inherit_cache = True
    type = sa.Boolean()
    duckdb = "({} IN (SELECT CAST(unnest(string_split({}, ',')) AS UBIGINT)))"
    clickhouse = "({} IN (SELECT toUInt64(arrayJoin(splitByChar(',', {})))))"


class _InPairs(_Call):
    """The first and the second are numbers that stand at one place of the third and the fourth, two texts."""

    inherit_cache = True
    type = sa.Boolean()
    duckdb = (
        "(({}, {}) IN (SELECT CAST(unnest(string_split({}, ',')) AS UBIGINT), "
        "CAST(unnest(string_split({}, ',')) AS UBIGINT)))"
    )
    clickhouse = (
        "(({}, {}) IN (SELECT toUInt64(pair.1), toUInt64(pair.2) "
        "FROM (SELECT arrayJoin(arrayZip(splitByChar(',', {}), splitByChar(',', {}))) AS pair)))"
    )
