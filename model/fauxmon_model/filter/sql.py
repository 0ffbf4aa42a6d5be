"""What filters ask of a database beyond plain comparisons, in the words of DuckDB and of ClickHouse.

ClickHouse has no operators for bits and no `LIKE … ESCAPE`, and spells functions of text in its own way.
"""

from __future__ import annotations

from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

CLICKHOUSE = "clickhousedb"
"""The name of clickhouse-connect's dialect."""


class _Call(FunctionElement[Any]):
    """A function of two arguments: as DuckDB has it, and as ClickHouse has it."""

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
