"""The flow store in DuckDB's words, made from the one table of flow columns.

`head` holds the newest flows, `segments` lists the Parquet files that hold the others, and the view `flows` is both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS, PHYSICAL

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
KEYS = ("source_id", "received_ms")
"""Columns that the store itself looks at; each segment has them."""

_PARQUET = "FORMAT parquet, PARQUET_VERSION v2, COMPRESSION snappy, DICTIONARY_SIZE_LIMIT 1000, USE_TMP_FILE false"
"""Measured on flows: a third quicker than the defaults, at the same size."""


def zero(name: str) -> str:
    """What a column that is not optional holds where nothing was told."""
    return f"CAST(0 AS {TYPES[name]})"


def _head_column(name: str) -> str:
    return f"{name} {TYPES[name]}" + ("" if name in OPTIONAL else f" NOT NULL DEFAULT {zero(name)}")


EMPTY_HEAD = f"CREATE OR REPLACE TABLE {HEAD} ({', '.join(map(_head_column, NAMES))})"
"""Quicker than deleting, and gives the room back at once."""

_SEGMENT = "number BIGINT, rows BIGINT, octets BIGINT, oldest_ms BIGINT, newest_ms BIGINT, lacks VARCHAR[]"

CREATE: tuple[str, ...] = (
    EMPTY_HEAD,
    f"CREATE TABLE {SEGMENTS} ({_SEGMENT})",
    f"COMMENT ON TABLE {SEGMENTS} IS '{FORMAT}'",
)

LIST = f"INSERT INTO {SEGMENTS} VALUES (?, ?, ?, ?, ?, ?)"  # noqa: S608
UNLIST = f"DELETE FROM {SEGMENTS} WHERE list_contains(?::BIGINT[], number)"  # noqa: S608
LISTED = f"SELECT number, rows, octets, oldest_ms, newest_ms, lacks FROM {SEGMENTS} ORDER BY number"  # noqa: S608


def _told(name: str) -> str:
    return f"count({name}) > 0" if name in OPTIONAL else f"bool_or({name} <> 0)"


TOLD = f"SELECT {', '.join(map(_told, NAMES))} FROM {HEAD}"  # noqa: S608
"""Whether the flows of the head tell anything in a column, for each."""


def view(files: Sequence[Path], lacks: Collection[str]) -> str:
    """Make `flows` the head and these files. `lacks`: columns, not optional ones, that some of the files lack."""
    columns = ", ".join(f"coalesce({name}, {zero(name)}) AS {name}" if name in lacks else name for name in NAMES)
    segments = f" UNION ALL BY NAME SELECT * FROM {parquet(*files)}" if files else ""  # noqa: S608
    return f"CREATE OR REPLACE VIEW {FLOWS.name} AS SELECT {columns} FROM (SELECT * FROM {HEAD}{segments})"  # noqa: S608


def parquet(*files: Path) -> str:
    """These files as a table."""
    return f"read_parquet([{', '.join(map(_literal, files))}], union_by_name = true)"


def copy(select: str, file: Path) -> str:
    """Write a query's rows into a new file."""
    return f"COPY ({select}) TO {_literal(file)} ({_PARQUET})"


def listed(names: Iterable[str]) -> str:
    """These columns in the order of the flow table."""
    chosen = set(names)
    return ", ".join(name for name in NAMES if name in chosen)


def lacking(given: Collection[str]) -> list[str]:
    """The columns, not optional ones, that are not given."""
    return [name for name in NAMES if name not in given and name not in OPTIONAL]


def difference(columns: list[tuple[str, str]], comment: str | None) -> str | None:
    """What keeps a head with these columns, and segments with this comment, from being ours; None if nothing does."""
    if comment != FORMAT:
        return f"its format is {comment!r}, this version reads {FORMAT!r}"
    found = dict(columns)
    parts = (
        ("missing", [name for name in TYPES if name not in found]),
        ("unknown", [name for name in found if name not in TYPES]),
        ("of another type", [name for name in TYPES if name in found and found[name] != TYPES[name]]),
    )
    wrong = [f"{label}: {', '.join(names)}" for label, names in parts if names]
    return f"its columns differ ({'; '.join(wrong)})" if wrong else None


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
