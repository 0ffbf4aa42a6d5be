"""DuckDBStore: the newest flows in a DuckDB table, the others in Parquet segments; in files, or in memory."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.store import batches, ddl
from fauxmon_collector.store.base import Columns, Span, StoreError
from fauxmon_collector.store.batches import Batch, Extent
from fauxmon_collector.store.connection import Connection, Cursor
from fauxmon_collector.store.reader import Reader
from fauxmon_collector.store.segments import Segment, SegmentFiles

HEAD_ROWS = 122_880
"""A head of so many flows becomes a segment: one row group of DuckDB's and of Parquet's."""
SEGMENT_ROWS = HEAD_ROWS // 2
"""An append of so many flows becomes a segment at once."""
_LARGEST_SEGMENT = 1_000_000
_FEWEST_SEGMENTS = 8
"""A bound that is not at least so many segments would be met too coarsely: then all stays in the head."""

_DELETE = f"DELETE FROM {ddl.HEAD}"  # noqa: S608
_OLDEST = f"WHERE rowid IN (SELECT rowid FROM {ddl.HEAD} ORDER BY received_ms, rowid LIMIT ?)"  # noqa: S608
_LAST = f"WHERE rowid IN (SELECT rowid FROM {ddl.HEAD} ORDER BY rowid DESC LIMIT ?)"  # noqa: S608
_EXTENT = "SELECT count(*), min(received_ms), max(received_ms)"
_SLICE = 20
"""Of a head at the bound one twentieth goes at once, so that not every append pays for a delete."""


class DuckDBStore:
    """FlowStore over DuckDB and Parquet. With `path` DIR/flows.duckdb the segments are DIR/flows/*.parquet; with None
    all is in memory, but for segments in a temporary directory. `limit_rows` bounds how many flows are held: the
    oldest by `received_ms` go first, whole segments at once, and are counted as `expired`.

    Any thread may read; writers take turns. What becomes of the files, and of the tables that list them, is decided
    by the commit of one transaction: a file that no commit has listed is removed at the next start.
    """

    def __init__(self, path: Path | None, limit_rows: int) -> None:
        if limit_rows < 1:
            raise ValueError("limit_rows must be at least 1")
        self._limit = limit_rows
        self._largest = min(_LARGEST_SEGMENT, limit_rows // _FEWEST_SEGMENTS)
        self._segmenting = self._largest >= HEAD_ROWS
        self._files = SegmentFiles(None if path is None else path.absolute().with_suffix(""))
        self._connection = Connection(path, self._opened)
        self._reader = Reader(self._connection, self._files)
        self._writing = threading.Lock()
        self._segments: list[Segment] = []
        self._columns: list[str] = []  # of the head
        self._head = self._flows = 0
        self._move_at = HEAD_ROWS
        self._counters = dict.fromkeys(("appended", "expired", "removed", "append_errors", "move_errors"), 0)

    def start(self) -> None:
        """Open the files or create them, with their directory. Errors: StoreError (another process has them, another
        version wrote them, a segment is missing)."""
        self._connection.start()

    def stop(self) -> None:
        """Wait for running calls, then close. May be repeated."""
        with self._writing:
            with suppress(StoreError), self._connection.cursor() as cursor:  # not open, or no room: the next start does
                self._show(cursor, self._columns, self._segments)
            self._connection.stop()
            self._files.close()

    def append(self, parts: Sequence[Columns]) -> int:
        """Add flows; when it returns they are queryable and, in a file, survive a kill. All or nothing.

        Errors: StoreError (nothing was added, the call may be repeated); ValueError for columns that do not fit.
        """
        joined = batches.joined(parts)
        count = sum(batch.rows for batch in joined)
        if not count:
            return 0
        with self._writing:
            try:
                self._expire()
                if self._segmenting and count >= SEGMENT_ROWS:
                    self._append_segments(joined)
                else:
                    self._append_head(joined, count)
            except StoreError:
                self._counters["append_errors"] += 1
                raise
            self._counters["appended"] += count
            # These flows are in, whatever becomes of older ones: what fails here is made up for by a later append.
            with suppress(StoreError):
                self._expire()
            self._move_head_if_grown()
        return count

    def fetch(self, statement: sa.Select[Any], span: Span | None = None) -> list[tuple[Any, ...]]:
        """Rows of a query over `flow_columns.FLOWS`, in a span if one is given. Errors: StoreError."""
        return self._reader.fetch(statement, span)

    def fetch_parts(self, statement: sa.Select[Any], span: Span) -> list[npt.NDArray[Any]]:
        """Rows of a grouping query, each part of the flows grouped for itself. Errors: StoreError."""
        return self._reader.fetch_parts(statement, span)

    def count(self) -> int:
        """Flows held."""
        return self._flows

    def remove_source(self, source_id: int) -> int:
        """Delete one Source's flows; return how many. Segments that hold some are written anew. Errors: StoreError."""
        with self._writing, self._connection.cursor() as cursor:
            cursor.begin()
            (deleted,) = cursor.execute(f"{_DELETE} WHERE source_id = ?", [source_id]).fetchall()[0]
            affected, rewritten = [], []
            for segment in self._segments:
                table = ddl.parquet(self._files.path(segment.number))
                ((own,),) = cursor.execute(f"SELECT count(*) FROM {table} WHERE source_id = ?", [source_id]).fetchall()  # noqa: S608
                if own:
                    affected.append(segment)
                if 0 < own < segment.rows:
                    others = f"SELECT * FROM {table} WHERE source_id <> ?"  # noqa: S608
                    rewritten.append(self._write(cursor, others, segment.columns, source_id))
            before = self._flows
            self._commit(cursor, self._head - deleted, added=rewritten, removed=affected)
            removed = before - self._flows
        self._counters["removed"] += removed
        return removed

    def clear(self) -> None:
        """Delete all flows. Errors: StoreError."""
        with self._writing, self._connection.cursor() as cursor:
            cursor.begin()
            cursor.execute(ddl.empty_head(self._columns))
            self._counters["removed"] += self._flows
            self._commit(cursor, 0, removed=self._segments)

    def stats(self) -> dict[str, int]:
        """`flows` held, `limit_rows`, `segments` and `segment_octets` (their files' size); since the process started:
        `appended`, `expired`, `removed`, `append_errors`, `move_errors` (the head could not become a segment and
        stayed) and `reopened` (how often the file was opened anew after an error)."""
        segments = self._segments
        return {
            **self._counters,
            "flows": self._flows,
            "limit_rows": self._limit,
            "reopened": self._connection.reopened,
            "segments": len(segments),
            "segment_octets": sum(segment.octets for segment in segments),
        }

    def _append_head(self, joined: Sequence[Batch], count: int) -> None:
        select, tables, columns = batches.select(joined)
        with self._connection.cursor() as cursor:
            _register(cursor, tables)
            cursor.begin()
            for column in set(columns).difference(self._columns):
                cursor.execute(ddl.widen_head(column))
            cursor.execute(f"INSERT INTO {ddl.HEAD} BY NAME {select}")
            self._commit(cursor, self._head + count, columns=ddl.ordered([*self._columns, *columns]))

    def _append_segments(self, joined: Sequence[Batch]) -> None:
        with self._connection.cursor() as cursor:
            cursor.begin()
            written = []
            for chunk in batches.chunks(joined, self._largest):
                select, tables, columns = batches.select(chunk)
                _register(cursor, tables)
                written.append(self._write(cursor, select, columns, extent=batches.extent(chunk)))
            self._commit(cursor, self._head, added=written)

    def _move_head_if_grown(self) -> None:
        if not self._segmenting or self._head < self._move_at:
            return
        try:
            self._move_head()
            self._move_at = HEAD_ROWS
        except StoreError:
            self._counters["move_errors"] += 1
            self._move_at = self._head + HEAD_ROWS

    def _move_head(self) -> None:
        with self._connection.cursor() as cursor:
            cursor.begin()
            told = dict(zip(self._columns, cursor.execute(ddl.told(self._columns)).fetchall()[0], strict=True))
            columns = [name for name in self._columns if told[name] or name in ddl.KEYS]
            segment = self._write(cursor, f"SELECT {', '.join(columns)} FROM {ddl.HEAD}", columns)  # noqa: S608
            cursor.execute(ddl.empty_head(columns))
            self._commit(cursor, 0, columns=columns, added=[segment])

    def _write(
        self, cursor: Cursor, select: str, columns: list[str], *values: int, extent: Extent | None = None
    ) -> Segment:
        """Write a query's rows into the file of a new segment, which a commit is to list. `extent` is read back if it
        is not known."""
        number = self._files.new()
        path = self._files.path(number)
        try:
            cursor.execute(ddl.copy(select, path), list(values))
            octets = self._files.secure(number)
            if extent is None:
                (found,) = cursor.execute(f"{_EXTENT} FROM {ddl.parquet(path)}").fetchall()
                extent = Extent(*found)
        except BaseException:
            self._files.remove([number])
            raise
        return Segment(number, extent.rows, octets, extent.oldest_ms, extent.newest_ms, columns)

    def _commit(
        self,
        cursor: Cursor,
        head: int,
        *,
        columns: list[str] | None = None,
        added: Sequence[Segment] = (),
        removed: Sequence[Segment] = (),
    ) -> None:
        """End the transaction that has left `head` flows in the head, perhaps with other columns than before, and
        change the list of segments in it."""
        columns = self._columns if columns is None else columns
        segments = [segment for segment in self._segments if segment not in removed] + list(added)
        numbers = [segment.number for segment in removed]
        if numbers:
            cursor.execute(ddl.UNLIST, [numbers])
        if added:
            cursor.executemany(ddl.LIST, added)
        cursor.commit()
        self._hold(head, columns, segments)
        if numbers:
            self._connection.when_done(lambda: self._files.remove(numbers))

    def _show(self, cursor: Cursor, columns: list[str], segments: Sequence[Segment]) -> None:
        cursor.execute(ddl.view(ddl.flows(ddl.NAMES, columns, self._files.held(segments))))

    def _hold(self, head: int, columns: list[str], segments: list[Segment]) -> None:
        self._head, self._columns, self._segments = head, columns, segments
        self._flows = head + sum(segment.rows for segment in segments)

    def _expire(self) -> None:
        if self._flows <= self._limit:
            return
        with self._connection.cursor() as cursor:
            gone, excess, deleted = [], self._flows - self._limit, 0
            for segment in sorted(self._segments, key=lambda segment: segment.newest_ms):
                if excess > 0:
                    gone.append(segment)
                    excess -= segment.rows
            cursor.begin()
            if excess > 0:
                oldest = [excess + self._limit // _SLICE]
                (deleted,) = cursor.execute(f"{_DELETE} {_OLDEST}", oldest).fetchall()[0]
            self._commit(cursor, self._head - deleted, removed=gone)
        self._counters["expired"] += deleted + sum(segment.rows for segment in gone)

    def _opened(self, connection: Cursor, again: bool) -> None:
        columns = _prepare(connection, self._connection.name)
        segments = [Segment(*row) for row in connection.execute(ddl.LISTED).fetchall()]
        ((head,),) = connection.execute(f"SELECT count(*) FROM {ddl.HEAD}").fetchall()  # noqa: S608
        self._files.verify(segments)
        listed = len(segments)
        if again:
            head, segments = self._acknowledged(connection, head, segments)
        self._files.tidy({segment.number for segment in segments})
        if not again or len(segments) < listed:
            # At a start the files may be at another place; after an error there may be no room to write without need.
            self._show(connection, columns, segments)
        self._hold(head, columns, segments)

    def _acknowledged(self, connection: Cursor, head: int, segments: list[Segment]) -> tuple[int, list[Segment]]:
        """A commit may have failed after it was written. If it was an append, nobody was told that its flows are in,
        and they will be sent again: whatever exceeds what was acknowledged is taken back."""
        excess = head + sum(segment.rows for segment in segments) - self._flows
        if excess <= 0:
            return head, segments
        known = {segment.number for segment in self._segments}
        if unknown := [segment.number for segment in segments if segment.number not in known]:
            connection.execute(ddl.UNLIST, [unknown])
            return head, [segment for segment in segments if segment.number in known]
        connection.execute(f"{_DELETE} {_LAST}", [excess])
        return head - excess, segments


def _prepare(connection: Cursor, name: str) -> list[str]:
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


def _register(cursor: Cursor, tables: Mapping[str, Mapping[str, npt.NDArray[Any]]]) -> None:
    for name, table in tables.items():
        cursor.register(name, table)
