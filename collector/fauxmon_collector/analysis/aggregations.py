"""Aggregations: what flows of a listing can be put together by (contract 2.4, 2.5.7)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from fauxmon_collector.analysis import methods
from fauxmon_collector.analysis.outputs import OUTPUTS, OutputColumn
from fauxmon_collector.analysis.subjects import Method, plain_text


class Aggregation(NamedTuple):
    """The statistic that tells flows apart, and the column that shows its subjects."""

    method: Method
    output: OutputColumn


_NETWORKS = {"srcnet": "sa", "dstnet": "da"}
_BY_VALUES = {tuple(v.column for v in column.side): column for column in OUTPUTS.values() if column.aggregates}


def _of_statistics() -> Iterator[tuple[str, Aggregation]]:
    for id_, method in methods.SINGLE.items():
        columns = tuple(value.column for value in method.sides[0])
        yield id_, Aggregation(method, OUTPUTS[_NETWORKS[id_]] if id_ in _NETWORKS else _BY_VALUES[columns])


def _of_columns() -> Iterator[tuple[str, Aggregation]]:
    for id_, column in OUTPUTS.items():
        if column.aggregates:
            yield id_, Aggregation(Method(column.title, column.group, (column.side,), plain_text), column)


_STATISTICS = dict(_of_statistics())
_COLUMNS = dict(_of_columns())
_COUNTED_BY = {aggregation.output.id for aggregation in _STATISTICS.values()}
AGGREGATIONS: dict[str, Aggregation] = _STATISTICS | {
    id_: aggregation for id_, aggregation in _COLUMNS.items() if id_ not in _COUNTED_BY
}
"""By the id of the statistic, or of the column where no statistic counts by it."""


def find(id_: str) -> Aggregation:
    """The aggregation of an id, of another name of it, or of the id of a column. Errors: KeyError."""
    return AGGREGATIONS.get(methods.plain(id_)) or _COLUMNS[id_]
