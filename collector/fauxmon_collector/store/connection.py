"""Connection: a DuckDB database that this process owns, shared by threads, and opened anew after an error."""

from __future__ import annotations

import os
import re
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

import duckdb

from fauxmon_collector.store.base import StoreError

Cursor: TypeAlias = duckdb.DuckDBPyConnection

_FILE_MEMORY = "1GB"
"""What DuckDB may hold in memory of a store in a file; what exceeds it is spilled beside the file."""
_BREAKING = (duckdb.FatalException, duckdb.IOException, duckdb.InternalException, duckdb.TransactionException)
"""After these the state of the open database is not to be trusted."""


class Connection:
    """`path` None: in memory. `opened` is called with each new connection and whether it was opened anew after an
    error; it may raise StoreError.

    Each call uses a cursor of its own, so any thread may read. A file belongs to one process: `start` raises
    StoreError when another one has it.
    """

    def __init__(self, path: Path | None, opened: Callable[[Cursor, bool], None]) -> None:
        self.name = "the flow store in memory" if path is None else f"the flow store {path}"
        self.reopened = 0
        self._path = path
        self._opened = opened
        self._gate = threading.Condition()
        self._connection: Cursor | None = None
        self._broken = False
        self._calls = 0
        self._running: set[int] = set()
        self._deferred: deque[tuple[int, Callable[[], None]]] = deque()

    def start(self) -> None:
        """Open the file or create it, with its directory. Errors: StoreError."""
        with self._gate:
            if self._connection is None:
                self._open(again=False)

    def stop(self) -> None:
        """Wait for running calls, then close. May be repeated."""
        with self._gate:
            self._wait_for_calls()
            self._close()
            self._broken = False

    @contextmanager
    def cursor(self) -> Iterator[Cursor]:
        """A cursor for one call; a transaction that it leaves open is rolled back. What DuckDB raises inside becomes
        StoreError."""
        with self._gate:
            if self._broken:
                self._reopen()
            if self._connection is None:
                raise StoreError(f"{self.name} is not open")
            cursor = self._connection.cursor()
            self._calls += 1
            call = self._calls
            self._running.add(call)
        try:
            yield cursor
        except duckdb.Error as error:
            self._broken |= self._path is not None and isinstance(error, _BREAKING)
            raise StoreError(f"{self.name}: {error}") from error
        finally:
            with self._gate:
                cursor.close()
                self._running.remove(call)
                due = self._due()
                self._gate.notify_all()
            for action in due:
                action()

    def when_done(self, action: Callable[[], None]) -> None:
        """Run `action` as soon as every call is done that has begun by now; to be called within one."""
        with self._gate:
            self._deferred.append((self._calls, action))

    def _due(self) -> list[Callable[[], None]]:
        due = []
        while self._deferred and not any(call <= self._deferred[0][0] for call in self._running):
            due.append(self._deferred.popleft()[1])
        return due

    def _open(self, *, again: bool) -> None:
        try:
            connection = _connect(self._path)
        except (duckdb.Error, OSError) as error:
            raise StoreError(f"{self.name} cannot be opened: {_reason(error)}") from error
        try:
            connection.execute("SET GLOBAL parquet_metadata_cache = true")
            self._opened(connection, again)
        except duckdb.Error as error:
            connection.close()
            raise StoreError(f"{self.name} cannot be opened: {error}") from error
        except BaseException:
            connection.close()
            raise
        self._connection, self._broken = connection, False

    def _reopen(self) -> None:
        self._wait_for_calls()
        if self._broken:  # else another thread did it while this one waited
            self._close()
            self._open(again=True)
            self.reopened += 1

    def _wait_for_calls(self) -> None:
        self._gate.wait_for(lambda: not self._running)

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _connect(path: Path | None) -> Cursor:
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": min(4, len(os.sched_getaffinity(0))),
        "preserve_insertion_order": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if path is None:
        # A memory store must not leave a spill folder in the user's working directory.
        return duckdb.connect(":memory:", config={**config, "temp_directory": ""})
    path.parent.mkdir(parents=True, exist_ok=True)
    return duckdb.connect(path, config={**config, "memory_limit": _FILE_MEMORY})


def _reason(error: Exception) -> str:
    owner = re.search(r"Conflicting lock is held in (.*?)\. ?(See|$)", str(error))
    return f"another process has it open: {owner[1]}" if owner else str(error)
