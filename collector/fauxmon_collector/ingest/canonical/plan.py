"""Which flow columns a Template feeds, from which of its elements. Found once for each layout."""

from __future__ import annotations

import functools
from collections import defaultdict
from typing import NamedTuple

from fauxmon_model.flow_columns import FLOW_COLUMNS, FlowColumn, Kind

_LAYOUTS = 4096
"""Layouts that are remembered."""


class Fed(NamedTuple):
    """A column and the elements of the Template that feed it, the first one first."""

    column: FlowColumn
    elements: tuple[str, ...]


class Plan(NamedTuple):
    """What to read for one layout. `names` are the elements that there are."""

    names: frozenset[str]
    addresses: tuple[Fed, ...]
    others: tuple[Fed, ...]


@functools.lru_cache(maxsize=_LAYOUTS)
def plan(keys: tuple[str, ...]) -> Plan:
    """The plan for a Template with fields of these names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key in keys:
        if key in _COLUMN_OF:
            found[_COLUMN_OF[key].name].add(key)
    fed = [
        Fed(column, tuple(element for element in column.elements if element in found[column.name]))
        for column in FLOW_COLUMNS
        if column.name in found
    ]
    return Plan(
        frozenset(keys),
        tuple(one for one in fed if one.column.kind is Kind.ADDRESS),
        tuple(one for one in fed if one.column.kind is not Kind.ADDRESS),
    )


_COLUMN_OF: dict[str, FlowColumn] = {element: column for column in FLOW_COLUMNS for element in column.elements}
