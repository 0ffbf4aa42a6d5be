"""DuckDBStore: the newest flows in a DuckDB table, the others in Parquet segments; in files, or in memory."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.store import batches, ddl, expiry, opening
from fauxmon_collector.store.base import Columns, Span, StoreError
from fauxmon_collector.store.batches import NOTHING, Batch, Extent
from fauxmon_collector.store.connection import Connection, Cursor
from fauxmon_collector.store.contents import Contents, Held
from fauxmon_collector.store.reader import Reader
from fauxmon_collector.store.retention import BY_AGE, Retention
from fauxmon_collector.store.segments import Segment, SegmentFiles

HEAD_ROWS = 122_880
"""A head of so many flows becomes a segment: one row group of DuckDB's and of Parquet's."""
SEGMENT_ROWS = HEAD_ROWS // 2
"""An append of so many flows becomes a segment at once."""
_LARGEST_SEGMENT = 1_000_000
_FEWEST_SEGMENTS = 8
"""A bound that is not at least so many segments would be met too coarsely: then all stays in the head."""
_FLOW_OCTETS = 64
"""A flow in a segment seldom takes more."""

_DELETE = f"DELETE FROM {ddl.HEAD}"  # noqa: S608
_OLDEST = f"WHERE rowid IN (SELECT rowid FROM {ddl.HEAD} ORDER BY received_ms, rowid LIMIT ?)"  # noqa: S608


class DuckDBStore:
    """FlowStore over DuckDB and Parquet. With `path` DIR/flows.duckdb the segments are DIR/flows/*.parquet; with None
    all is in memory, but for segments in a temporary directory. The limits are those of `Retention`. What exceeds them
    goes oldest first by `received_ms`: whole segments at once, of the head flow by flow.

    Any thread may read; writers take turns. What becomes of the files, and of the tables that list them, is decided
    by the commit of one transaction: a file that no commit has listed is removed at the next start.
    """

    def __init__(
        self, path: Path | None, limit_rows: int, limit_octets: int | None = None, limit_age_ms: int | None = None
    ) -> None:
        self._retention = Retention(limit_rows, limit_octets, limit_age_ms)
        self._retention.check()
        rows = limit_rows if limit_octets is None else min(limit_rows, limit_octets // _FLOW_OCTETS)
        self._largest = min(_LARGEST_SEGMENT, rows // _FEWEST_SEGMENTS)
        self._segmenting = self._largest >= HEAD_ROWS
        self._files = SegmentFiles(None if path is None else path.absolute().with_suffix(""))
        self._connection = Connection(path, self._opened)
        self._reader = Reader(self._connection, self._files)
        self._writing = threading.Lock()
        self._contents = Contents()
        self._move_at = HEAD_ROWS
        self._in_doubt: Mapping[str, int] = {}  # what the commit would have counted whose outcome is not known

    def start(self) -> None:
        """Open the files or create them, with their directory. Errors: StoreError (another process has them, another
        version wrote them, a segment is missing)."""
        self._connection.start()

    def stop(self) -> None:
        """Wait for running calls, then close. May be repeated."""
        with self._writing:
            with suppress(StoreError), self._connection.cursor() as cursor:  # not open, or no room: the next start does
                self._show(cursor, self._held)
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
                    self._append_head(joined)
            except StoreError:
                self._contents.count("append_errors")
                raise
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

    def fetch_merged(
        self, grouped: Sequence[sa.Select[Any]], merged: sa.Select[Any], span: Span
    ) -> list[tuple[Any, ...]]:
        """Rows of a query over `parts` of grouping queries. Errors: StoreError."""
        return self._reader.fetch_merged(grouped, merged, span)

    def expire(self, now_ms: int) -> None:
        """Delete what is not to be kept at this time; until the next call flows that are too old by then are not seen.
        Errors: StoreError (the next call makes up for it)."""
        with self._writing:
            if self._retention.age_ms is not None:
                self._expire_older(now_ms - self._retention.age_ms, self._retention.age_ms)
            self._expire()
            self._files.remove_left()

    def count(self) -> int:
        """Flows held."""
        return self._contents.rows

    def remove_source(self, source_id: int) -> int:
        """Delete one Source's flows; return how many. Segments that hold some are written anew. Errors: StoreError."""
        with self._writing, self._connection.cursor() as cursor:
            cursor.begin()
            (deleted,) = cursor.execute(f"{_DELETE} WHERE source_id = ?", [source_id]).fetchall()[0]
            affected, rewritten = [], []
            for segment in self._held.segments:
                table = ddl.parquet(self._files.path(segment.number))
                ((own,),) = cursor.execute(f"SELECT count(*) FROM {table} WHERE source_id = ?", [source_id]).fetchall()  # noqa: S608
                if own:
                    affected.append(segment)
                if 0 < own < segment.rows:
                    others = f"SELECT * FROM {table} WHERE source_id <> ?"  # noqa: S608
                    rewritten.append(self._write(cursor, others, segment.columns, source_id))
            removed = deleted + sum(each.rows for each in affected) - sum(each.rows for each in rewritten)
            head = opening.extent(cursor) if deleted else self._held.head
            self._commit(cursor, head, added=rewritten, removed=affected, counted={"removed": removed})
        return int(removed)

    def clear(self) -> None:
        """Delete all flows; the counters are those of a new store. Errors: StoreError."""
        with self._writing, self._connection.cursor() as cursor:
            cursor.begin()
            cursor.execute(ddl.empty_head(self._held.columns))
            self._commit(cursor, NOTHING, removed=self._held.segments, counted={"removed": self._contents.rows})
            self._contents.count_anew()

    def stats(self) -> dict[str, int]:
        """`flows` and `octets` held, of these `segments` and `segment_octets` in files, `oldest_ms` when the first of
        them was received (0 without flows), the limits that are set, and `undeleted` (files that could not be deleted
        yet). Since the store was opened or cleared: `before` (the flows it had), `appended`, `expired` and why
        (`expired_by_age`, `expired_by_size`, `expired_by_count`), `removed`, `append_errors`, `move_errors` (the head
        could not become a segment and stayed) and `reopened` (how often the file was opened anew after an error).

        before + appended = flows + expired + removed.
        """
        stats = self._contents.stats()
        return {
            **stats,
            **{f"limit_{name}": limit for name, limit in self._retention._asdict().items() if limit is not None},
            "oldest_ms": max(stats["oldest_ms"], self._reader.begin_ms or 0) if stats["flows"] else 0,
            "reopened": self._connection.reopened,
            "undeleted": self._files.left,
        }

    def _append_head(self, joined: Sequence[Batch]) -> None:
        select, tables, columns = batches.select(joined)
        with self._connection.cursor() as cursor:
            _register(cursor, tables)
            cursor.begin()
            for column in set(columns).difference(self._held.columns):
                cursor.execute(ddl.widen_head(column))
            cursor.execute(f"INSERT INTO {ddl.HEAD} BY NAME {select}")
            new = batches.extent(joined)
            head, columns = self._held.head.union(new), ddl.ordered([*self._held.columns, *columns])
            self._commit(cursor, head, columns=columns, counted={"appended": new.rows})

    def _append_segments(self, joined: Sequence[Batch]) -> None:
        with self._connection.cursor() as cursor:
            cursor.begin()
            written = []
            for chunk in batches.chunks(joined, self._largest):
                select, tables, columns = batches.select(chunk)
                _register(cursor, tables)
                written.append(self._write(cursor, select, columns, extent=batches.extent(chunk)))
            rows = sum(segment.rows for segment in written)
            self._commit(cursor, self._held.head, added=written, counted={"appended": rows})

    def _move_head_if_grown(self) -> None:
        if not self._segmenting or self._held.head.rows < self._move_at:
            return
        try:
            self._move_head()
            self._move_at = HEAD_ROWS
        except StoreError:
            self._contents.count("move_errors")
            self._move_at = self._held.head.rows + HEAD_ROWS

    def _move_head(self) -> None:
        with self._connection.cursor() as cursor:
            cursor.begin()
            held = self._held
            told = dict(zip(held.columns, cursor.execute(ddl.told(held.columns)).fetchall()[0], strict=True))
            columns = [name for name in held.columns if told[name] or name in ddl.KEYS]
            select = f"SELECT {', '.join(columns)} FROM {ddl.HEAD}"  # noqa: S608
            segment = self._write(cursor, select, columns, extent=held.head)
            cursor.execute(ddl.empty_head(columns))
            self._commit(cursor, NOTHING, columns=columns, added=[segment])

    def _write(
        self, cursor: Cursor, select: str, columns: list[str], *values: int, extent: Extent | None = None
    ) -> Segment:
        """Write a query's rows into the file of a new segment, which a commit is to list. `extent` is read back if it
        is not known."""
        number = self._files.new()
        path = self._files.path(number)
        try:
            cursor.execute(ddl.copy(select, columns, path), list(values))
            octets = self._files.secure(number)
            if extent is None:
                extent = opening.extent(cursor, ddl.parquet(path))
        except BaseException:
            self._files.remove([number])
            raise
        return Segment(number, extent.rows, octets, extent.oldest_ms, extent.newest_ms, columns)

    def _commit(
        self,
        cursor: Cursor,
        head: Extent,
        *,
        columns: list[str] | None = None,
        added: Sequence[Segment] = (),
        removed: Sequence[Segment] = (),
        counted: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """End the transaction that has left this in the head, perhaps with other columns than before, and change the
        list of segments in it; `counted` is by how much that lets counters rise."""
        columns = self._held.columns if columns is None else columns
        numbers = {segment.number for segment in removed}
        segments = [segment for segment in self._held.segments if segment.number not in numbers] + list(added)
        if numbers:
            cursor.execute(ddl.UNLIST, [list(numbers)])
        if added:
            cursor.executemany(ddl.LIST, added)
        self._in_doubt = counted
        cursor.commit()
        self._hold(head, columns, segments, counted)
        if numbers:
            self._connection.when_done(lambda: self._files.remove(numbers))

    def _show(self, cursor: Cursor, held: Held) -> None:
        cursor.execute(ddl.view(ddl.flows(ddl.NAMES, held.columns, self._files.held(held.segments))))

    def _hold(self, head: Extent, columns: list[str], segments: list[Segment], counted: Mapping[str, int]) -> None:
        self._contents.hold(Held(segments, head, columns), counted)
        self._in_doubt = {}

    @property
    def _held(self) -> Held:
        return self._contents.held

    def _expire(self) -> None:
        """Meet the limits of flows and octets."""
        going = expiry.excess(self._retention, self._held)
        if not going.counted:
            return
        with self._connection.cursor() as cursor:
            cursor.begin()
            head = self._held.head
            if going.head:
                cursor.execute(f"{_DELETE} {_OLDEST}", [going.head])
                head = opening.extent(cursor)
            self._commit(cursor, head, removed=going.segments, counted=going.counted)

    def _expire_older(self, begin_ms: int, age_ms: int) -> None:
        """Hide the flows of before, and delete them: segments when all their flows are that old, those of the head now
        and then."""
        self._reader.begin_ms = begin_ms
        gone = [segment for segment in self._held.segments if segment.newest_ms < begin_ms]
        sweeping = expiry.sweeps(self._held.head, begin_ms, age_ms)
        if not gone and not sweeping:
            return
        with self._connection.cursor() as cursor:
            cursor.begin()
            head = self._held.head
            if sweeping:
                cursor.execute(f"{_DELETE} WHERE received_ms < ?", [begin_ms])
                head = opening.extent(cursor)
            expired = self._held.head.rows - head.rows + sum(segment.rows for segment in gone)
            self._commit(cursor, head, removed=gone, counted={BY_AGE: expired})

    def _opened(self, connection: Cursor, again: bool) -> None:
        columns = opening.prepare(connection, self._connection.name)
        segments = listed = opening.listed(connection)
        self._files.verify(segments)
        head = opening.extent(connection)
        flows = Held(segments, head, columns).rows
        if again and flows > self._contents.rows:
            # A commit may have failed after it was written. If it was an append, nobody was told that its flows are
            # in, and they will be sent again: whatever exceeds what was acknowledged is taken back.
            known = {segment.number for segment in self._held.segments}
            segments = opening.take_back(connection, flows - self._contents.rows, segments, known)
            head = opening.extent(connection)
        self._files.tidy({segment.number for segment in segments})
        if not again or len(segments) < len(listed):
            # At a start the files may be at another place; after an error there may be no room to write without need.
            self._show(connection, Held(segments, head, columns))
        # If it was one that deleted, its flows are gone, and nobody has counted them.
        self._hold(head, columns, segments, self._in_doubt if again and flows < self._contents.rows else {})
        if not again:
            self._contents.count_anew()


def _register(cursor: Cursor, tables: Mapping[str, Mapping[str, npt.NDArray[Any]]]) -> None:
    for name, table in tables.items():
        cursor.register(name, table)
