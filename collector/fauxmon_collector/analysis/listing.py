"""Flow listings: flows one by one, or put together by some of their columns (contract 2.5.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis import candidates
from fauxmon_collector.analysis.aggregations import Aggregation
from fauxmon_collector.analysis.outputs import OUTPUTS, Form, OutputColumn, Together
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.subjects import Key, address_text
from fauxmon_collector.store.base import FlowStore, Span, parts
from fauxmon_model.flow_columns import FLOWS

Values = Sequence[sa.ColumnElement[Any]]
Row = tuple[Any, ...]

_WIDE = sa.Numeric(38, 0)
"""For what may exceed 64 bits: sums of two counters, and the distance of two times that an exporter made up."""
_ASCENDING = frozenset({Together.FIRST, Together.LAST})
_AS_THEY_CAME = ("received_ms", "start_ms", "src_lo", "dst_lo", "src_port", "dst_port")
"""The order of flows that are equal otherwise: that the same question has the same answer."""
_COUNT = "_count"
_SUMS = {"byt": "octets", "pkt": "packets", "fl": "flows"}
"""Columns that are fields of Sums."""
_FROM_PARTS = frozenset(Together) - {Together.SUM, Together.KEY, Together.DERIVED}
_PARTS = {"td": ("ts", "te"), "pps": ("pkt", "ts", "te"), "bps": ("byt", "ts", "te"), "bpp": ("byt", "pkt")}
"""Derived columns → those they are computed from."""


class Wanted(NamedTuple):
    """What to list: columns, the first `limit` by `sort`. With `by`, groups of flows that are alike in these; a column
    that neither groups nor has a meaning for several flows is None. `router` tells the address of a Source."""

    columns: tuple[OutputColumn, ...]
    sort: OutputColumn | None
    limit: int
    by: tuple[Aggregation, ...] = ()
    router: Callable[[Key], str] = str

    def find(self, store: FlowStore, span: Span, where: Sequence[Predicate]) -> list[Row]:
        """Rows of raw values, None where a flow has none. Without `sort` flows come as they were received, groups by
        when they began; equal groups by what they are alike in."""
        if not self.by:
            return self._rows(store.fetch(self._single(where).limit(self.limit), span))
        rows = self._candidates(store, span, where)
        if rows is None:
            rows = store.fetch(self._joint(self._grouped(where)).limit(self.limit), span)
        return self._rows(rows)

    def _candidates(self, store: FlowStore, span: Span, where: Sequence[Predicate]) -> Sequence[Row] | None:
        """The rows put together from parts of the store; None if not all can be."""
        field = None if self.sort is None else _SUMS.get(self.sort.id)
        if not all(column.id in _SUMS or column.together in _FROM_PARTS for column in self._needed):
            return None
        keys = [value.expression for one in self.by for value in one.method.sides[0]]
        counting = candidates.Counting(keys, where)
        few = candidates.few(store, span, [counting])
        if field is None and not few:
            return None
        counted = candidates.count(store, span, [counting])
        if not counted.exact:
            return None

        def find(buckets: Sequence[int] | None) -> list[Row]:
            chosen = [] if buckets is None else [candidates.among(keys, buckets)]
            grouped = self._partly([*where, *chosen])
            return store.fetch_merged([grouped], self._joint(self._merged(parts(grouped))).limit(self.limit), span)

        if few or field is None:
            return find(None)
        return counted.first(field, self.limit, find, lambda row: row[-1])

    def _single(self, where: Sequence[Predicate]) -> sa.Select[Any]:
        order = [FLOWS.c[name] for name in _AS_THEY_CAME]
        first = [] if self.sort is None else [_sorted(self.sort, _singly(self.sort)[-1])]
        shown = _labelled(map(_singly, self.columns), "value")
        return sa.select(*shown).select_from(FLOWS).where(*where).order_by(*first, *order)

    @property
    def _order(self) -> OutputColumn:
        return self.sort or OUTPUTS["ts"]

    @property
    def _shown(self) -> dict[str, tuple[OutputColumn, int]]:
        """Columns that flows are put together by → of which of `by` they are the value."""
        return {one.output.id: (one.output, number) for number, one in reversed([*enumerate(self.by)])}

    @property
    def _needed(self) -> list[OutputColumn]:
        shown = self._shown
        return _base(column for column in (*self.columns, self._order) if column.id not in shown)

    @property
    def _keys(self) -> list[sa.Label[Any]]:
        return _labelled(([value.expression for value in one.method.sides[0]] for one in self.by), "key")

    def _grouped(self, where: Sequence[Predicate]) -> sa.Select[Any]:
        """What flows are put together by, and `of_` each column that is needed."""
        keys, values = self._keys, (_jointly(column).label(_of(column)) for column in self._needed)
        return sa.select(*keys, *values).where(*where).group_by(*(sa.text(key.name) for key in keys))

    def _partly(self, where: Sequence[Predicate]) -> sa.Select[Any]:
        """The same of a part of the flows, to be put together with others."""
        keys, values = self._keys, (value for column in self._needed for value in _in_part(column))
        return sa.select(*keys, *values).where(*where).group_by(*(sa.text(key.name) for key in keys))

    def _merged(self, several: sa.FromClause) -> sa.Select[Any]:
        """Parts put together."""
        keys = [several.c[key.name] for key in self._keys]
        return sa.select(*keys, *(_of_parts(column, several).label(_of(column)) for column in self._needed)).group_by(
            *keys
        )

    def _joint(self, groups: sa.Select[Any]) -> sa.Select[Any]:
        """The columns that are shown, and behind them what decides the order."""
        grouped, shown = groups.subquery(), self._shown
        base = {column.id: grouped.c[_of(column)] for column in self._needed}

        def values(column: OutputColumn) -> Values:
            if column.id in shown:
                output, number = shown[column.id]
                return [grouped.c[f"key{number}_{half}"] for half in range(_width(output))]
            if column.together is Together.KEY:
                return [sa.null()] * _width(column)
            return [_derived(column, base) if column.together is Together.DERIVED else base[column.id]]

        order = values(self._order)[-1]
        first = [_sorted(self._order, order), *(grouped.c[key.name] for key in self._keys)]
        return sa.select(*_labelled(map(values, self.columns), "value"), order).select_from(grouped).order_by(*first)

    def _rows(self, found: Sequence[Row]) -> list[Row]:
        """The store's values, of which an address takes two, as those of the columns."""
        columns = list(zip(*found, strict=True))[: sum(map(_width, self.columns))]
        shown = []
        for column in self.columns:
            taken, columns = columns[: _width(column)], columns[_width(column) :]
            read = self._reader(column.form)
            shown.append([None if pair[0] is None else read(pair) for pair in zip(*taken, strict=True)])
        return list(zip(*shown, strict=True))

    def _reader(self, form: Form) -> Callable[[Key], Any]:
        return {Form.ADDRESS: address_text, Form.ROUTER: self.router}.get(form, _value)


def _base(columns: Iterable[OutputColumn]) -> list[OutputColumn]:
    """What is put together for these columns, each once."""
    ids = dict.fromkeys(part for column in columns for part in _PARTS.get(column.id, (column.id,)))
    return [OUTPUTS[id_] for id_ in ids if OUTPUTS[id_].together is not Together.KEY]


def _singly(column: OutputColumn) -> Values:
    """The values of one flow."""
    if column.together is Together.DERIVED:
        return [_derived(column, {part: _singly(OUTPUTS[part])[0] for part in _PARTS[column.id]})]
    if len(column.columns) > 1:
        return [_added([sa.cast(FLOWS.c[each.name], _WIDE) for each in column.columns])]
    return [value.expression for value in column.side]


def _jointly(column: OutputColumn) -> sa.ColumnElement[Any]:
    """The value of several flows."""
    first, *others = (FLOWS.c[each.name] for each in column.columns)
    match column.together:
        case Together.SUM:
            return _added([sa.func.sum(each) for each in (first, *others)])
        case Together.FIRST | Together.SMALLEST:
            return sa.func.min(first)
        case Together.LAST | Together.LARGEST:
            return sa.func.max(first)
        case Together.BITS:
            return sa.func.bit_or(first)
        case _:
            return sa.func.avg(first)


def _in_part(column: OutputColumn) -> list[sa.Label[Any]]:
    """What is to be known of a part of the flows; sums in floating point."""
    if column.together is Together.MEAN:
        value = FLOWS.c[column.columns[0].name]
        return [
            sa.func.sum(sa.cast(value, sa.Double())).label(_of(column)),
            sa.func.count(value).label(_of(column) + _COUNT),
        ]
    if column.id in _SUMS:
        added = _added([sa.cast(FLOWS.c[each.name], sa.Double()) for each in column.columns])
        return [sa.func.sum(added).label(_of(column))]
    return [_jointly(column).label(_of(column))]


def _of_parts(column: OutputColumn, several: sa.FromClause) -> sa.ColumnElement[Any]:
    """The value from those of parts."""
    value = several.c[_of(column)]
    match column.together:
        case Together.SUM:
            return sa.cast(sa.func.sum(value), _WIDE)
        case Together.FIRST | Together.SMALLEST:
            return sa.func.min(value)
        case Together.LAST | Together.LARGEST:
            return sa.func.max(value)
        case Together.BITS:
            return sa.func.bit_or(value)
        case _:
            return sa.func.sum(value) / sa.func.nullif(sa.func.sum(several.c[_of(column) + _COUNT]), 0)


def _of(column: OutputColumn) -> str:
    return f"of_{column.id}"


def _added(values: Values) -> sa.ColumnElement[Any]:
    total, *others = values
    for other in others:
        total = total + other
    return total


def _derived(column: OutputColumn, base: Mapping[str, sa.ColumnElement[Any]]) -> sa.ColumnElement[Any]:
    """As nfdump computes them: whole numbers, 0 where it would be divided by nothing."""
    if column.id == "bpp":
        return _rate(base["byt"], 1, base["pkt"])
    lasted = sa.cast(base["te"], _WIDE) - sa.cast(base["ts"], _WIDE)
    match column.id:
        case "pps":
            return _rate(base["pkt"], 1000, lasted)
        case "bps":
            return _rate(base["byt"], 8000, lasted)
        case _:
            return lasted


def _rate(count: sa.ColumnElement[Any], factor: int, divisor: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    per = sa.func.floor(sa.cast(count, sa.Double()) * factor / sa.cast(divisor, sa.Double()))
    return sa.case((divisor > 0, per), else_=0)


def _sorted(column: OutputColumn, value: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    ordered: sa.ColumnElement[Any] = sa.asc(value) if column.together in _ASCENDING else sa.desc(value)
    return ordered.nulls_last()


def _width(column: OutputColumn) -> int:
    """How many of the store's values one of the column takes."""
    return max(1, len(column.side))


def _labelled(values: Iterable[Values], prefix: str) -> list[sa.Label[Any]]:
    return [
        value.label(f"{prefix}{number}_{half}") for number, pair in enumerate(values) for half, value in enumerate(pair)
    ]


def _value(values: Key) -> Any:
    (value,) = values
    return value if isinstance(value, str | float) else int(value)
