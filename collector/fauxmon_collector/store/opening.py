"""Opening: the tables that a database has, made in an empty one, and what was left in doubt put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from fauxmon_collector.store import ddl
from fauxmon_collector.store.base import StoreError
from fauxmon_collector.store.batches import Extent
from fauxmon_collector.store.connection import Cursor
from fauxmon_collector.store.segments import Segment

_EXTENT = "SELECT count(*), coalesce(min(received_ms), 0), coalesce(max(received_ms), 0)"
_LAST = f"WHERE rowid IN (SELECT rowid FROM {ddl.HEAD} ORDER BY rowid DESC LIMIT ?)"  # noqa: S608


def prepare(connection: Cursor, name: str) -> list[str]:
    """Create our tables in an empty database, otherwise see that they are ours; the columns of the head."""
    comments = dict(connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall())
    if not comments:
        connection.begin()
        for statement in ddl.CREATE:
            connection.execute(statement)
        connection.commit()
        return ddl.ordered(ddl.KEYS)
    columns = dict(
        connection.execute(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [ddl.HEAD]
        ).fetchall()
    )
    comment = next((comment for comment in comments.values() if comment), None)
    if (wrong := ddl.difference(columns, comment)) is not None:
        raise StoreError(f"{name} was written by another version of this program: {wrong}")
    return ddl.ordered(columns)


def extent(cursor: Cursor, table: str = ddl.HEAD) -> Extent:
    """The extent of a table of flows."""
    (found,) = cursor.execute(f"{_EXTENT} FROM {table}").fetchall()
    return Extent(*found)


def listed(cursor: Cursor) -> list[Segment]:
    """The segments that belong to the store."""
    return [Segment(*row) for row in cursor.execute(ddl.LISTED).fetchall()]


def take_back(cursor: Cursor, rows: int, segments: Sequence[Segment], known: Collection[int]) -> list[Segment]:
    """Undo an append of so many flows: unlist the segments that are not known, or delete the last flows of the head.
    The segments that stay."""
    if unknown := [segment.number for segment in segments if segment.number not in known]:
        cursor.execute(ddl.UNLIST, [unknown])
        return [segment for segment in segments if segment.number in known]
    cursor.execute(f"DELETE FROM {ddl.HEAD} {_LAST}", [rows])  # noqa: S608
    return list(segments)
