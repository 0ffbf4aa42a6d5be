"""Query: a SQLAlchemy statement over the flow table, in DuckDB's words and over flows that are told later."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_collector.store import ddl
from fauxmon_collector.store.base import Span
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_collector.store.connection import Cursor
from fauxmon_model.flow_columns import FLOWS

_WORDS = re.compile(r"\w+")
_PART: sa.ColumnClause[int] = sa.literal_column(ddl.PART)


class Query(NamedTuple):
    """Its text, which names the flow table, and the values of its parameters. Two that are equal ask the same."""

    text: str
    values: tuple[Any, ...]

    @classmethod
    def of(cls, statement: sa.Select[Any]) -> Query:
        """Values travel as bound parameters."""
        compiled = statement.compile(dialect=_dialect(), compile_kwargs={"render_postcompile": True})
        values = compiled.construct_params()
        return cls(compiled.string, tuple(values[name] for name in compiled.positiontup or ()))

    @classmethod
    def of_each(cls, statement: sa.Select[Any]) -> Query:
        """A grouping statement for each segment by itself, whose index is one more column behind the others."""
        return cls.of(statement.add_columns(_PART).group_by(_PART))

    def run(
        self,
        cursor: Cursor,
        head: Collection[str] | None,
        segments: Mapping[Path, Collection[str]],
        span: Span | None = None,
    ) -> Cursor:
        """Run it over the head, if its columns are given, and over files with theirs. Only the columns that it names
        are bound: to bind all of them, in a view, takes DuckDB longer than many a query."""
        when = "" if span is None else _when(span)
        named = set(_WORDS.findall(self.text + when))
        names = [name for name in ddl.NAMES if name in named] or ddl.KEYS
        flows = ddl.flows(names, head, segments, span=span, numbered=ddl.PART in named)
        if when:
            flows = f"SELECT * FROM ({flows}){when}"  # noqa: S608
        rest = self.text.removeprefix("WITH ")
        joint = " " if rest == self.text else ", "
        return cursor.execute(f"WITH {FLOWS.name} AS ({flows}){joint}{rest}", list(self.values))


def _when(span: Span) -> str:
    """What else holds for the flows of a span than that they were received when they can have been."""
    if span.time is ChartTime.RECEIVED:
        return ""
    return f" WHERE {_start()} >= {span.from_ms:d} AND {_start()} < {span.to_ms:d}"


@functools.cache
def _start() -> str:
    kwargs = {"literal_binds": True, "include_table": False}
    return str(ChartTime.START.of_flow.compile(dialect=_dialect(), compile_kwargs=kwargs))


@functools.cache
def _dialect() -> sa.Dialect:
    # Imported with the first query: it loads half a dozen drivers of PostgreSQL, and to take flows in needs none.
    from duckdb_engine import Dialect

    dialect: sa.Dialect = Dialect(paramstyle="qmark")
    return dialect
