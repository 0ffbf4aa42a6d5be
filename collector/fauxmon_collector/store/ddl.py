"""The flow store in DuckDB's words, made from the one table of flow columns.

`head` holds the newest flows, `segments` lists the Parquet files that hold the others, and the view `flows` is both.
Head and files have only the columns that their flows told something in: a few dozen of hundreds. The view has all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import numpy as np

from fauxmon_collector.store.base import Span
from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS, PHYSICAL, Kind

FORMAT = "fauxmon flows 2"
"""What the comment of the table of segments says. Raise the number when a column changes its meaning but not its
name."""

HEAD = "head"
SEGMENTS = "segments"

NAMES: tuple[str, ...] = tuple(name for name, _ in PHYSICAL)
TYPES: dict[str, str] = {name: kind.duckdb_type for name, kind in PHYSICAL}
"""DuckDB type by column, as DuckDB's own catalogue reports it."""
OPTIONAL: frozenset[str] = frozenset(name for column in FLOW_COLUMNS if column.optional for name in column.physical)
"""Columns that hold NULL in flows that have none; in the others that is 0."""
_TEXT_OCTETS = 16
KEYS = ("source_id", "received_ms")
"""Columns that the store itself looks at; each segment has them."""

_OCTETS: dict[str, int] = {
    name: _TEXT_OCTETS if kind is Kind.TEXT else np.dtype(kind.dtype).itemsize for name, kind in PHYSICAL
}
_PARQUET = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION snappy, USE_TMP_FILE false"
_DICTIONARY_OF_NUMBERS, _DICTIONARY_OF_TEXTS = 1, 250
"""Distinct values up to which a row group has a dictionary. Measured on flows: numbers without one take 7 % more octets
and 7 % less time to write, and are read as quickly; with two texts beside them it is 30 % more octets, 9 % more time to
write and twice the time to count by a text."""


def ordered(names: Iterable[str]) -> list[str]:
    """These columns in the order of the flow table."""
    chosen = set(names)
    return [name for name in NAMES if name in chosen]


def width(names: Iterable[str]) -> int:
    """Octets that these columns take of a flow in the head: a text 16, whatever its length."""
    return sum(_OCTETS[name] for name in names)


def zero(name: str) -> str:
    """What a column that is not optional holds where nothing was told."""
    return f"CAST(0 AS {TYPES[name]})"


def _definition(name: str) -> str:
    return f"{name} {TYPES[name]}" + ("" if name in OPTIONAL else f" DEFAULT {zero(name)}")


def empty_head(columns: Iterable[str]) -> str:
    """Make the head anew, without flows: quicker than deleting them, and gives the room back at once."""
    return f"CREATE OR REPLACE TABLE {HEAD} ({', '.join(map(_definition, ordered(columns)))})"


def widen_head(column: str) -> str:
    """Add a column that is absent in the flows that are there."""
    return f"ALTER TABLE {HEAD} ADD COLUMN {_definition(column)}"


_SEGMENT = "number BIGINT, rows BIGINT, octets BIGINT, oldest_ms BIGINT, newest_ms BIGINT, columns VARCHAR[]"

CREATE: tuple[str, ...] = (
    empty_head(KEYS),
    f"CREATE TABLE {SEGMENTS} ({_SEGMENT})",
    f"COMMENT ON TABLE {SEGMENTS} IS '{FORMAT}'",
)

LIST = f"INSERT INTO {SEGMENTS} VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
UNLIST = f"DELETE FROM {SEGMENTS} WHERE list_contains(?::BIGINT[], number)"  # noqa: S608
LISTED = f"SELECT number, rows, octets, oldest_ms, newest_ms, columns FROM {SEGMENTS} ORDER BY number"  # noqa: S608
LISTED_WITHIN = LISTED.replace(" ORDER", " WHERE newest_ms >= ? AND oldest_ms < ? ORDER")

PART = "part"
"""The column of `flows` that tells a segment from others."""

NOTHING_OF_HEAD = f"SELECT * FROM {HEAD} LIMIT 0"  # noqa: S608
"""Tells the head's columns."""


def told(columns: Iterable[str]) -> str:
    """Whether the flows of the head tell anything in these columns, for each."""
    each = (f"count({name}) > 0" if name in OPTIONAL else f"bool_or({name} <> 0)" for name in columns)
    return f"SELECT {', '.join(each)} FROM {HEAD}"  # noqa: S608


def flows(
    names: Iterable[str],
    head: Collection[str] | None,
    segments: Mapping[Path, Collection[str]],
    *,
    span: Span | None = None,
    numbered: bool = False,
) -> str:
    """Query these columns of all flows: of the head, if it is given by its columns, and of the files, which have
    theirs; only what can be in a span, if one is given. `numbered` adds the column `PART`, the index of the file."""
    when = ""
    if span is not None:
        first, end = span.received
        when = f" WHERE received_ms >= {first:d} AND received_ms < {end:d}"
    sources = []
    # Each for itself: to ask of every flow whether it has a column costs as much as to read one.
    if segments:
        some, all_ = set[str]().union(*segments.values()), set(names).intersection(*segments.values())
        columns = [f"{_shown(name, some, all_)} AS {name}" for name in names]
        part = [f"file_index AS {PART}"] * numbered
        sources.append(f"SELECT {', '.join(columns + part)} FROM {parquet(*segments)}{when}")  # noqa: S608
    if head is not None:
        columns = [f"{_shown(name, head, head)} AS {name}" for name in names]
        sources.append(f"SELECT {', '.join(columns)} FROM {HEAD}{when}")  # noqa: S608
    return " UNION ALL ".join(sources)


def view(query: str) -> str:
    """Show a query's rows as `flows`, to whoever opens the database."""
    return f"CREATE OR REPLACE VIEW {FLOWS.name} AS {query}"


def _shown(name: str, some: Collection[str], all_: Collection[str]) -> str:
    if name not in some:
        return f"CAST(NULL AS {TYPES[name]})" if name in OPTIONAL else zero(name)
    return name if name in all_ or name in OPTIONAL else f"coalesce({name}, {zero(name)})"


def parquet(*files: Path) -> str:
    """These files as a table."""
    return f"read_parquet([{', '.join(map(_literal, files))}], union_by_name = true)"


def copy(select: str, columns: Iterable[str], file: Path) -> str:
    """Write the rows of a query, which have these columns, into a new file."""
    texts = any(TYPES[name] == Kind.TEXT.duckdb_type for name in columns)
    limit = _DICTIONARY_OF_TEXTS if texts else _DICTIONARY_OF_NUMBERS
    return f"COPY ({select}) TO {_literal(file)} ({_PARQUET}, DICTIONARY_SIZE_LIMIT {limit})"


def difference(columns: Mapping[str, str], comment: str | None) -> str | None:
    """What keeps a head with these columns and types, and segments with this comment, from being ours; None if nothing
    does."""
    if comment != FORMAT:
        return f"its format is {comment!r}, this version reads {FORMAT!r}"
    parts = (
        ("missing", [name for name in KEYS if name not in columns]),
        ("unknown", [name for name in columns if name not in TYPES]),
        ("of another type", [name for name, type_ in columns.items() if TYPES.get(name, type_) != type_]),
    )
    wrong = [f"{label}: {', '.join(names)}" for label, names in parts if names]
    return f"its columns differ ({'; '.join(wrong)})" if wrong else None


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
