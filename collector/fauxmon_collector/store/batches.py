"""Batches: the parts of an append, checked and joined into the few tables that DuckDB is given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.store import ddl
from fauxmon_collector.store.base import Columns
from fauxmon_model.flow_columns import PHYSICAL, Kind, Texts

Array = npt.NDArray[Any]

_KINDS = dict(PHYSICAL)
_MOST = 16
"""Batches of one append. Each is a branch of its SQL, which takes DuckDB longer to read than rows take it to write."""
_ALONE = 16_384
"""Rows that are worth a branch of their own rather than being copied to be with others."""


class Batch(NamedTuple):
    """Flows that have the same columns. Text is an array of objects; what a masked array masks is absent."""

    columns: dict[str, Array]
    rows: int


class Extent(NamedTuple):
    """How many flows there are, and when the first and the last of them were received, in ms since 1970."""

    rows: int
    oldest_ms: int
    newest_ms: int

    def union(self, other: Extent) -> Extent:
        """The extent of both together."""
        if not self.rows or not other.rows:
            return self if self.rows else other
        oldest_ms, newest_ms = min(self.oldest_ms, other.oldest_ms), max(self.newest_ms, other.newest_ms)
        return Extent(self.rows + other.rows, oldest_ms, newest_ms)


NOTHING = Extent(0, 0, 0)


def extent(batches: Sequence[Batch]) -> Extent:
    """The extent of batches that have flows; those that do not tell when were received at 0."""
    none = np.zeros(1, np.int64)
    received = [batch.columns.get("received_ms", none) for batch in batches]
    return Extent(
        sum(batch.rows for batch in batches),
        min(int(column.min()) for column in received),
        max(int(column.max()) for column in received),
    )


def joined(parts: Sequence[Columns]) -> list[Batch]:
    """All parts, as few batches. Errors: ValueError for a column that does not fit."""
    alike: defaultdict[tuple[frozenset[str], int], list[Batch]] = defaultdict(list)
    for number, part in enumerate(parts):
        if (count := _length(part)) > 0:
            columns = {name: _checked(name, column, count) for name, column in part.items()}
            alike[frozenset(columns), number if count >= _ALONE else -1].append(Batch(columns, count))
    batches = sorted(map(_concatenated, alike.values()), key=lambda batch: batch.rows, reverse=True)
    return batches if len(batches) <= _MOST else [*batches[: _MOST - 1], _folded(batches[_MOST - 1 :])]


def chunks(batches: Sequence[Batch], most: int) -> Iterator[list[Batch]]:
    """The same flows in portions of about one size, none with more than `most`."""
    total = sum(batch.rows for batch in batches)
    size = -(-total // -(-total // most))
    chunk, room = [], size
    for batch in batches:
        first = 0
        while first < batch.rows:
            last = min(first + room, batch.rows)
            chunk.append(Batch({name: column[first:last] for name, column in batch.columns.items()}, last - first))
            room -= last - first
            first = last
            if not room:
                yield chunk
                chunk, room = [], size
    if chunk:
        yield chunk


def select(batches: Sequence[Batch]) -> tuple[str, dict[str, dict[str, Array]], list[str]]:
    """SQL over the batches, with the tables that it names, and the columns that its rows have: those that tell
    anything."""
    given = set(ddl.KEYS).union(*(batch.columns for batch in batches))
    columns = [name for name in ddl.ordered(given) if name in ddl.KEYS or any(_tells(name, each) for each in batches)]
    tables = {f"batch{index}": batch.columns for index, batch in enumerate(batches)}
    # One list of expressions for all: for each batch its own, DuckDB would read and bind for longer than it copies.
    union = " UNION ALL BY NAME ".join(f"FROM {table}" for table in tables)
    selected = (_selected(name, batches) for name in columns)
    return f"SELECT {', '.join(selected)} FROM ({union})", tables, columns  # noqa: S608


def _tells(name: str, batch: Batch) -> bool:
    """Whether a column that is left out would be missed."""
    column = batch.columns.get(name)
    if column is None:
        return False
    if name in ddl.OPTIONAL:
        return not np.ma.isMaskedArray(column) or not np.ma.getmaskarray(column).all()
    return bool(column[0]) or bool(column.any())


def _selected(name: str, batches: Sequence[Batch]) -> str:
    held = [name in batch.columns for batch in batches]
    if not any(held):
        return f"{ddl.zero(name)} AS {name}"
    value = f"CAST({name} AS {ddl.TYPES[name]})"
    # The union gives NULL to batches without a column: right for those that are optional alone.
    return f"{value if all(held) or name in ddl.OPTIONAL else f'coalesce({value}, {ddl.zero(name)})'} AS {name}"


def _length(part: Columns) -> int:
    for column in part.values():
        return len(column.codes if isinstance(column, Texts) else column)
    return 0


def _checked(name: str, column: Array | Texts, count: int) -> Array:
    kind = _KINDS.get(name)
    if kind is None:
        raise ValueError(f"there is no flow column {name}")
    if isinstance(column, Texts):
        array, fits = column.codes, kind is Kind.TEXT and column.codes.dtype == np.int32
    else:
        array, fits = column, kind is not Kind.TEXT and _holds(np.dtype(kind.dtype), column.dtype)
    if not fits or array.shape != (count,):
        given = f"Texts of {array.dtype}" if isinstance(column, Texts) else array.dtype
        raise ValueError(f"flow column {name}: {given}{array.shape}, want {kind.dtype}({count},)")
    if not isinstance(column, Texts):
        return column
    if array.min() < 0 or array.max() >= len(column.values):
        raise ValueError(f"flow column {name}: a code without a value")
    # An object array of references: as quick as a join with the values in DuckDB, and quicker than indexing a list.
    return np.array(column.values, np.object_)[array]


def _holds(wanted: np.dtype[Any], given: np.dtype[Any]) -> bool:
    return given == wanted or (given.kind == wanted.kind == "u" and given.itemsize <= wanted.itemsize)


def _concatenated(parts: Sequence[Batch]) -> Batch:
    """Batches of the same columns as one."""
    columns = {name: _in_a_row([part.columns[name] for part in parts]) for name in parts[0].columns}
    return Batch(columns, sum(part.rows for part in parts))


def _in_a_row(arrays: Sequence[Array]) -> Array:
    """One array, masked if one of them is. DuckDB fails on arrays that run backwards, hence contiguous."""
    values = np.ascontiguousarray(arrays[0]) if len(arrays) == 1 else np.concatenate([np.asarray(a) for a in arrays])
    if not any(map(np.ma.isMaskedArray, arrays)):
        return values
    return np.ma.masked_array(values, np.concatenate([np.ma.getmaskarray(array) for array in arrays]))


def _folded(parts: Sequence[Batch]) -> Batch:
    """Batches of different columns as one."""
    count = sum(part.rows for part in parts)
    given: defaultdict[str, list[Array]] = defaultdict(list)
    for part in parts:
        for name, column in part.columns.items():
            given[name].append(column)
    columns = {name: _blank(count, np.result_type(*{one.dtype for one in found})) for name, found in given.items()}
    partial = [
        name
        for name, found in given.items()
        if name in ddl.OPTIONAL and (len(found) < len(parts) or any(map(np.ma.isMaskedArray, found)))
    ]
    absent = {name: np.ones(count, np.bool_) for name in partial}
    first = 0
    for part in parts:
        rows = slice(first, first := first + part.rows)
        for name, column in part.columns.items():
            columns[name][rows] = column
            if name in absent:
                absent[name][rows] = np.ma.getmaskarray(column)
    return Batch(columns | {name: np.ma.masked_array(columns[name], absent[name]) for name in partial}, count)


def _blank(count: int, dtype: np.dtype[Any]) -> Array:
    return np.full(count, None) if dtype == np.object_ else np.zeros(count, dtype)
