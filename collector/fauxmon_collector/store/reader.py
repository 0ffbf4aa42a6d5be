"""Reader: queries over the head and the segments of a store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import sqlalchemy as sa

from fauxmon_collector.store import ddl
from fauxmon_collector.store.base import PARTS, Span
from fauxmon_collector.store.connection import Connection, Cursor
from fauxmon_collector.store.query import Query
from fauxmon_collector.store.remembered import Remembered, split
from fauxmon_collector.store.segments import Segment, SegmentFiles

_REMEMBERED_OCTETS = 96 * 1024 * 1024
"""Of one Top N over ten million flows some 3 MB are remembered: enough for a dashboard or two."""
_LOT = 2_000_000
_ALWAYS = Span(-(1 << 63), (1 << 63) - 1)


class Reader:
    """Any thread may read. Errors of all calls: StoreError."""

    def __init__(self, connection: Connection, files: SegmentFiles) -> None:
        self._connection = connection
        self._files = files
        self._remembered = Remembered(_REMEMBERED_OCTETS)
        self.begin_ms: int | None = None
        """Flows received before are not seen."""

    def fetch(self, statement: sa.Select[Any], span: Span | None) -> list[tuple[Any, ...]]:
        """Rows of a query over `flow_columns.FLOWS`, in a span if one is given."""
        if span is not None or self.begin_ms is not None:
            span = self._seen(span or _ALWAYS)
        with self._connection.cursor() as cursor:
            head, segments = _present(cursor, span)
            return Query.of(statement).run(cursor, head, self._files.held(segments), span).fetchall()

    def fetch_parts(self, statement: sa.Select[Any], span: Span) -> list[npt.NDArray[Any]]:
        """Rows of a grouping query: those of each segment that lies in the span, remembered, and of all else."""
        query, span = Query.of(statement), self._seen(span)
        with self._connection.cursor() as cursor:
            head, segments = _present(cursor, span)
            whole = {
                segment.number: segment for segment in segments if span.holds(segment.oldest_ms, segment.newest_ms)
            }
            found = self._remembered.get(query, whole)
            for new in _lots([segment for number, segment in whole.items() if number not in found]):
                rows = Query.of_each(statement).run(cursor, None, self._files.held(new)).fetchnumpy()
                more = split(list(rows.values()), [segment.number for segment in new])
                self._remembered.put(query, more)
                found |= more
            edges = [segment for segment in segments if segment.number not in whole]
            rest = query.run(cursor, head, self._files.held(edges), span).fetchnumpy()
            return [_joined(column) for column in zip(*found.values(), rest.values(), strict=True)]

    def fetch_merged(
        self, grouped: Sequence[sa.Select[Any]], merged: sa.Select[Any], span: Span
    ) -> list[tuple[Any, ...]]:
        """Rows of a query over `base.parts` of grouping queries."""
        names = [column.name for column in grouped[0].selected_columns]
        each = [self.fetch_parts(statement, span) for statement in grouped]
        table = dict(zip(names, (_joined(column) for column in zip(*each, strict=True)), strict=True))
        if not len(table[names[0]]):
            return []
        query = Query.of(merged)
        with self._connection.cursor() as cursor:
            cursor.register(PARTS, table)
            return cursor.execute(query.text, list(query.values)).fetchall()

    def _seen(self, span: Span) -> Span:
        begin_ms = self.begin_ms
        return span if begin_ms is None else span._replace(from_ms=max(begin_ms, span.from_ms))


def _present(cursor: Cursor, span: Span | None) -> tuple[list[str], list[Segment]]:
    """The head's columns, and the segments that may hold flows of the span, as one transaction sees them."""
    cursor.begin()
    listed = cursor.execute(ddl.LISTED) if span is None else cursor.execute(ddl.LISTED_WITHIN, list(span.received))
    segments = [Segment(*row) for row in listed.fetchall()]
    return [column[0] for column in cursor.execute(ddl.NOTHING_OF_HEAD).description or ()], segments


def _lots(segments: Sequence[Segment]) -> Iterator[Sequence[Segment]]:
    """Segments in lots of some flows: the groups of all at once would not fit into the processor's cache, and each
    question costs as much as to read 100,000 flows."""
    first, flows = 0, 0
    for behind, segment in enumerate(segments, 1):
        flows += segment.rows
        if flows >= _LOT or behind == len(segments):
            yield segments[first:behind]
            first, flows = behind, 0


def _joined(arrays: Sequence[npt.NDArray[Any]]) -> npt.NDArray[Any]:
    """As one array, masked where any of them is: NULL."""
    if any(isinstance(array, np.ma.MaskedArray) for array in arrays):
        return np.asanyarray(np.ma.concatenate(arrays))  # type: ignore[no-untyped-call]
    return np.concatenate(arrays)
