"""FlowStore: what every flow store does. Implementations stand beside this file, one an engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.flow_columns import Texts

Columns = Mapping[str, npt.NDArray[Any] | Texts]
"""Names of `flow_columns.PHYSICAL` → what the flows have there, all of one length.

A column that is not given is absent in these flows: NULL if it is optional, else 0. Arrays are of their kind's dtype,
unsigned ones of that or of a narrower one; text comes as `Texts`; NaN is absent.
"""


class Span(NamedTuple):
    """Flows whose time is in [from, to), in ms since 1970; `time` says which of their times."""

    from_ms: int
    to_ms: int
    time: ChartTime = ChartTime.RECEIVED

    @property
    def received(self) -> tuple[int, int]:
        """When its flows can have been received: from, and before."""
        return self.from_ms, self.to_ms + self.time.before_received_ms

    def holds(self, oldest_ms: int, newest_ms: int) -> bool:
        """Whether all flows received in these two ms and between are in it, whenever they began."""
        return self.from_ms <= oldest_ms - self.time.before_received_ms and newest_ms < self.to_ms


PARTS = "parts"


def parts(grouped: sa.Select[Any]) -> sa.TableClause:
    """The table that a query given to `fetch_merged` is about."""
    return sa.table(PARTS, *(sa.column(column.name, column.type) for column in grouped.selected_columns))


class StoreError(Exception):
    """The store could not do it (disk full, database gone). What was appended before stays; the call may be
    repeated."""


class FlowStore(Protocol):
    """Flows in columns. Safe to call from several threads; one of them appends."""

    def start(self) -> None:
        """Open or create. Errors: StoreError."""

    def stop(self) -> None:
        """Close; everything appended is on disk if the store has one."""

    def append(self, parts: Sequence[Columns]) -> int:
        """Add flows; return how many. Parts may differ in their columns, and there may be thousands of them. When it
        returns they are queryable and, in a file, durable. All parts or nothing. Errors: StoreError; ValueError for
        columns that do not fit."""

    def fetch(self, statement: sa.Select[Any], span: Span | None = None) -> list[tuple[Any, ...]]:
        """Rows of a SQLAlchemy Core query over `flow_columns.FLOWS`, over the flows of a span if one is given: what
        was received when none of them can have been is not read. Errors: StoreError."""

    def fetch_parts(self, statement: sa.Select[Any], span: Span) -> list[npt.NDArray[Any]]:
        """Rows of a grouping query, one array a column, each part of the flows grouped for itself: the caller puts the
        rows of one group together. Parts that do not change are read once, then remembered. Sums are to be cast to a
        type that numpy has. Errors: StoreError."""

    def fetch_merged(
        self, grouped: Sequence[sa.Select[Any]], merged: sa.Select[Any], span: Span
    ) -> list[tuple[Any, ...]]:
        """Rows of a query over `parts` of grouping queries that have the same columns: over the rows that `fetch_parts`
        has of each. Errors: StoreError."""

    def expire(self, now_ms: int) -> None:
        """Delete what is not to be kept at this time, oldest first; flows that are too old by then are not seen until
        the next call. Appends do the same for limits other than age. Errors: StoreError."""

    def count(self) -> int:
        """Flows held."""

    def remove_source(self, source_id: int) -> int:
        """Delete one Source's flows; return how many."""

    def clear(self) -> None:
        """Delete all flows; counters begin anew."""

    def stats(self) -> dict[str, int]:
        """Counters, which always balance: before + appended = flows + expired + removed, where expired is the sum of
        `expired_by_age`, `expired_by_size` and `expired_by_count`. Also `octets` held, `oldest_ms`, limits, errors."""
