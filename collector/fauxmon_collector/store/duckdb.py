"""DuckDBStore: flows in one DuckDB file, or in memory, owned by one process."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import sqlalchemy as sa
from duckdb_engine import Dialect

from fauxmon_collector.store import ddl
from fauxmon_collector.store.base import Columns, StoreError
from fauxmon_model.flow_columns import FLOWS, PHYSICAL

_DIALECT = Dialect(paramstyle="qmark")
_COUNT = f"SELECT count(*) FROM {FLOWS.name}"  # noqa: S608
_INSERT = f"INSERT INTO {FLOWS.name} ({', '.join(ddl.NAMES)}) SELECT {', '.join(ddl.NAMES)} FROM batch"  # noqa: S608
_DELETE = f"DELETE FROM {FLOWS.name}"  # noqa: S608
_OLDEST = f"WHERE rowid IN (SELECT rowid FROM {FLOWS.name} ORDER BY received_ms, rowid LIMIT ?)"  # noqa: S608
_LAST = f"WHERE rowid IN (SELECT rowid FROM {FLOWS.name} ORDER BY rowid DESC LIMIT ?)"  # noqa: S608
_SLICE = 20
"""At the bound, one twentieth of it goes at once, so that not every append pays for a delete."""
_FILE_MEMORY = "1GB"
"""What DuckDB may hold in memory of a store in a file; what exceeds it is spilled beside the file."""
_BREAKING = (duckdb.FatalException, duckdb.IOException, duckdb.InternalException, duckdb.TransactionException)
"""After these the state of the open database is not to be trusted."""


class DuckDBStore:
    """FlowStore over DuckDB. `path` None keeps the flows in memory. `limit_rows` bounds how many are held: the oldest
    by `received_ms` go first and are counted as `expired`.

    Every call uses a cursor of its own, so any thread may read; writers take turns. A file belongs to one process:
    `start` raises StoreError when another one has it, or when its columns are not ours.
    """

    def __init__(self, path: Path | None, limit_rows: int) -> None:
        if limit_rows < 1:
            raise ValueError("limit_rows must be at least 1")
        self._path = path
        self._limit = limit_rows
        self._writing = threading.Lock()
        self._gate = threading.Condition()
        self._connection: duckdb.DuckDBPyConnection | None = None
        self._cursors = 0
        self._broken = False
        self._counters = dict.fromkeys(("flows", "appended", "expired", "removed", "append_errors", "reopened"), 0)

    def start(self) -> None:
        """Open the file or create it, with its directory. Errors: StoreError."""
        with self._gate:
            if self._connection is None:
                self._connection, self._counters["flows"] = self._open()

    def stop(self) -> None:
        """Wait for running calls, then close. May be repeated."""
        with self._writing, self._gate:
            self._wait_for_cursors()
            self._close()
            self._broken = False

    def append(self, columns: Columns) -> int:
        """Add flows; when it returns they are queryable and, in a file, survive a kill. All or nothing.

        Errors: StoreError (nothing was added, the call may be repeated); ValueError for columns that do not fit.
        """
        batch, count = _checked(columns)
        with self._writing:
            try:
                self._expire()
                with self._cursor() as cursor:
                    cursor.register("batch", batch)
                    cursor.execute(_INSERT)
                    self._count(flows=count, appended=count)
            except StoreError:
                self._count(append_errors=1)
                raise
            # These flows are in, whatever becomes of older ones: what fails here is made up for by the next append.
            with suppress(StoreError):
                self._expire()
        return count

    def fetch(self, statement: sa.Select[Any]) -> list[tuple[Any, ...]]:
        """Rows of a query over `flow_columns.FLOWS`; its values travel as bound parameters. Errors: StoreError."""
        with self._cursor() as cursor:
            return _run(cursor, statement).fetchall()

    def fetch_columns(self, statement: sa.Select[Any]) -> list[npt.NDArray[Any]]:
        """The same as arrays, one a column. Errors: StoreError."""
        with self._cursor() as cursor:
            return list(_run(cursor, statement).fetchnumpy().values())

    def count(self) -> int:
        """Flows held."""
        return self._counters["flows"]

    def remove_source(self, source_id: int) -> int:
        """Delete one Source's flows; return how many. Errors: StoreError."""
        with self._writing:
            return self._delete("removed", "WHERE source_id = ?", source_id)

    def clear(self) -> None:
        """Delete all flows. Errors: StoreError."""
        with self._writing:
            self._delete("removed")

    def stats(self) -> dict[str, int]:
        """`flows` held and `limit_rows`; since the process started: `appended`, `expired`, `removed`, `append_errors`
        and `reopened` (how often the file was opened anew after an error)."""
        return {**self._counters, "limit_rows": self._limit}

    def _expire(self) -> None:
        if (excess := self.count() - self._limit) > 0:
            self._delete("expired", _OLDEST, excess + self._limit // _SLICE)

    def _delete(self, counter: str, where: str = "", *values: int) -> int:
        with self._cursor() as cursor:
            (deleted,) = cursor.execute(f"{_DELETE} {where}", list(values)).fetchall()[0]
            self._count(**{"flows": -deleted, counter: deleted})
        return int(deleted)

    def _count(self, **increments: int) -> None:
        for name, increment in increments.items():
            self._counters[name] += increment

    @contextmanager
    def _cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor for one call. What DuckDB raises inside becomes StoreError."""
        with self._gate:
            if self._broken:
                self._reopen()
            if self._connection is None:
                raise StoreError(f"{self._name} is not open")
            cursor = self._connection.cursor()
            self._cursors += 1
        try:
            yield cursor
        except duckdb.Error as error:
            self._broken |= self._path is not None and isinstance(error, _BREAKING)
            raise StoreError(f"{self._name}: {error}") from error
        finally:
            with self._gate:
                cursor.close()
                self._cursors -= 1
                self._gate.notify_all()

    def _open(self) -> tuple[duckdb.DuckDBPyConnection, int]:
        """A connection to a flow table of ours, and how many flows it holds."""
        try:
            connection = _connect(self._path)
        except (duckdb.Error, OSError) as error:
            raise StoreError(f"{self._name} cannot be opened: {_reason(error)}") from error
        try:
            _prepare(connection, self._name)
            return connection, connection.execute(_COUNT).fetchall()[0][0]
        except duckdb.Error as error:
            connection.close()
            raise StoreError(f"{self._name} cannot be opened: {error}") from error
        except StoreError:
            connection.close()
            raise

    def _reopen(self) -> None:
        """Open the file anew after an error. A commit may have failed after its rows were written; nobody was told
        that they are in, and they will be sent again: whatever exceeds what was acknowledged is taken back."""
        self._wait_for_cursors()
        if not self._broken:
            return  # another thread did it while this one waited
        self._close()
        connection, held = self._open()
        try:
            if (excess := held - self.count()) > 0:
                connection.execute(f"{_DELETE} {_LAST}", [excess])
        except duckdb.Error as error:
            connection.close()
            raise StoreError(f"{self._name}: {error}") from error
        self._counters["flows"] = min(held, self.count())
        self._count(reopened=1)
        self._connection, self._broken = connection, False

    def _wait_for_cursors(self) -> None:
        self._gate.wait_for(lambda: self._cursors == 0)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def _name(self) -> str:
        return "the flow store in memory" if self._path is None else f"the flow store {self._path}"


def _connect(path: Path | None) -> duckdb.DuckDBPyConnection:
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": min(4, os.cpu_count() or 1),
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if path is None:
        # A memory store must not leave a spill folder in the user's working directory.
        return duckdb.connect(":memory:", config={**config, "temp_directory": ""})
    path.parent.mkdir(parents=True, exist_ok=True)
    return duckdb.connect(path, config={**config, "memory_limit": _FILE_MEMORY})


def _prepare(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    """Create the flow table in an empty database; otherwise see that it is ours."""
    tables = connection.execute("SELECT table_name, comment FROM duckdb_tables()").fetchall()
    if not tables:
        connection.begin()
        for statement in ddl.CREATE:
            connection.execute(statement)
        connection.commit()
        return
    columns = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ?", [FLOWS.name]
    ).fetchall()
    if (wrong := ddl.difference(columns, dict(tables).get(FLOWS.name))) is not None:
        raise StoreError(f"{name} was written by another version of this program: {wrong}")


def _run(cursor: duckdb.DuckDBPyConnection, statement: sa.Select[Any]) -> duckdb.DuckDBPyConnection:
    compiled = statement.compile(dialect=_DIALECT, compile_kwargs={"render_postcompile": True})
    values = compiled.construct_params()
    return cursor.execute(compiled.string, [values[name] for name in compiled.positiontup or ()])


def _reason(error: Exception) -> str:
    owner = re.search(r"Conflicting lock is held in (.*?)\. ?(See|$)", str(error))
    return f"another process has it open: {owner[1]}" if owner else str(error)


def _checked(columns: Columns) -> tuple[dict[str, npt.NDArray[Any]], int]:
    """The columns as DuckDB takes them (it fails on arrays that run backwards), their length. Errors: ValueError."""
    if set(columns) != set(ddl.NAMES):
        raise ValueError(f"flow columns do not fit: {sorted(set(columns) ^ set(ddl.NAMES))}")
    count = len(columns[ddl.NAMES[0]])
    for name, kind in PHYSICAL:
        column = columns[name]
        if column.shape != (count,) or column.dtype != np.dtype(kind.dtype):
            raise ValueError(f"flow column {name}: {column.dtype}{column.shape}, want {kind.dtype}({count},)")
    return {name: np.ascontiguousarray(column) for name, column in columns.items()}, count
