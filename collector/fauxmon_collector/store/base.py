"""FlowStore: what every flow store does. Implementations stand beside this file, one an engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy.typing as npt
import sqlalchemy as sa

Columns = Mapping[str, npt.NDArray[Any]]
"""Every name of `flow_columns.PHYSICAL` → array of one common length and of its kind's dtype."""


class StoreError(Exception):
    """The store could not do it (disk full, database gone). What was appended before stays; the call may be
    repeated."""


class FlowStore(Protocol):
    """Flows in columns. Safe to call from several threads; one of them appends."""

    def start(self) -> None:
        """Open or create. Errors: StoreError."""

    def stop(self) -> None:
        """Close; everything appended is on disk if the store has one."""

    def append(self, columns: Columns) -> int:
        """Add flows; return how many. When it returns they are queryable and, in a file, durable. All or nothing.
        Errors: StoreError."""

    def fetch(self, statement: sa.Select[Any]) -> list[tuple[Any, ...]]:
        """Rows of a SQLAlchemy Core query over `flow_columns.FLOWS`. Errors: StoreError."""

    def fetch_columns(self, statement: sa.Select[Any]) -> list[npt.NDArray[Any]]:
        """The same as arrays, one a column, for results of many rows. Sums are to be cast to a type that numpy has.
        Errors: StoreError."""

    def count(self) -> int:
        """Flows held."""

    def remove_source(self, source_id: int) -> int:
        """Delete one Source's flows; return how many."""

    def clear(self) -> None:
        """Delete all flows."""

    def stats(self) -> dict[str, int]:
        """Counters: `flows`, `appended`, `expired`, …"""
