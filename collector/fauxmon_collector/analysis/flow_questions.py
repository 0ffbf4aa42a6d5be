"""Questions for a flow listing: what was asked, checked."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TypeVar

from fauxmon_collector.analysis import aggregations, methods, outputs
from fauxmon_collector.analysis.aggregations import Aggregation
from fauxmon_collector.analysis.listing import Wanted
from fauxmon_collector.analysis.outputs import Form, OutputColumn
from fauxmon_collector.analysis.questions import MAX_ROWS, Sources, check_masks
from fauxmon_collector.analysis.types import ListingQuery
from fauxmon_model.errors import FieldError, InvalidError

_T = TypeVar("_T")

MAX_COLUMNS = 100
"""Columns that one listing may have."""


def of(query: ListingQuery, sources: Sources) -> Wanted:
    """What a query asks. A column that is named twice is there once, at its first place. Errors: InvalidError."""
    if not 1 <= query.limit <= MAX_ROWS:
        raise _invalid("showonly", f"{query.limit} is not between 1 and {MAX_ROWS}")
    for side, masks in (("source", query.source_masks), ("target", query.target_masks)):
        check_masks(f"listing.{side}IpMask", masks)
    named = [_found(outputs.find, id_, f"output[{number}]", "column") for number, id_ in enumerate(query.columns)]
    columns = {column.id: column for column in named}
    by = [
        _found(aggregations.find, id_, f"listing.aggregateBy[{number}]", "aggregation")
        for number, id_ in enumerate(query.aggregate_by)
    ]
    if not 1 <= len(columns) <= MAX_COLUMNS:
        raise _invalid("output", f"{len(columns)} columns are not between 1 and {MAX_COLUMNS}")
    if len(by) > MAX_COLUMNS:
        raise _invalid("listing.aggregateBy", f"is longer than {MAX_COLUMNS}")
    return _with_routers(
        Wanted(
            tuple(columns.values()),
            _sort(query.sort_by),
            query.limit,
            tuple(one._replace(method=one.method.under(query.source_masks, query.target_masks)) for one in by),
        ),
        sources,
    )


def _with_routers(wanted: Wanted, sources: Sources) -> Wanted:
    """Sources of one address are one router."""
    shown = (*wanted.columns, *(one.output for one in wanted.by))
    if not any(column.form is Form.ROUTER for column in shown):
        return wanted
    router = methods.find(methods.ROUTER, sources)

    def resolved(column: OutputColumn) -> OutputColumn:
        return dataclasses.replace(column, side=router.sides[0]) if column.form is Form.ROUTER else column

    by = tuple(
        Aggregation(router, resolved(one.output)) if one.output.form is Form.ROUTER else one for one in wanted.by
    )
    return wanted._replace(columns=tuple(map(resolved, wanted.columns)), by=by, router=router.text)


def _sort(id_: str | None) -> OutputColumn | None:
    if id_ is not None and id_ not in outputs.ORDER_BYS:
        raise _invalid("listing.sortBy", f"{id_} is not one of {', '.join(outputs.ORDER_BYS)}")
    return None if id_ is None else outputs.ORDER_BYS[id_]


def _found(find: Callable[[str], _T], id_: str, field: str, kind: str) -> _T:
    try:
        return find(id_)
    except KeyError:
        raise _invalid(field, f"there is no {kind} {id_}") from None


def _invalid(field: str, message: str) -> InvalidError:
    return InvalidError([FieldError(field, message)])
