"""The sampling rate of each record: how many packets there were for each one that its counters tell.

Where several statements could hold, the nearest to the record counts:

1. the record's own fields: the exporter says it of this flow;
2. options data of the record's Observation Domain, those with the more conditions first (RFC 7011 §3.4.2.1: scopes
   restrict each other), then by selector, selection sequence, interface, template, and at last of the whole domain;
3. options data of the Transport Session's other domains: that which is about this one, then that of domain 0, which is
   meant for all (RFC 7011 §3.1), then of the others, where they agree: that is nearer to the truth than to take the
   flows of a domain that says nothing for all that there were;
4. the header of a v5 message, whatever its mode: there are exporters that leave that 0.

Data that came before the options that describe it has no rate: what was sent later cannot be known to hold for it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from fauxmon_collector.wire.columns import Columns
from fauxmon_collector.wire.origin import Origin
from fauxmon_collector.wire.samplers import CONDITIONS, FORMS, HIGHEST_RATE, Form, Shape, Table

Rates = npt.NDArray[np.float64]
Integers = npt.NDArray[Any]
Level = dict[Shape, list[tuple[int, Table]]]
"""Shape → (index of the origin, what holds for its data)."""

V5_INTERVAL = 0x3FFF
"""The bits of the sampling interval in the field of a v5 header; the two above are the mode."""
_SHAPES: tuple[Shape, ...] = tuple(
    shape for size in range(len(CONDITIONS), -1, -1) for shape in itertools.combinations(CONDITIONS, size)
)
_EGRESS = 1
_TABLE_SIZE = 1 << 16


def rates(columns: Columns) -> Rates | None:
    """Packets for each one counted, of each record; 1 where nothing says that it was sampled, None if none was."""
    forms = [form for form in FORMS if all(element in columns for element in form.elements)]
    levels = [level for level in _levels(columns.origins) if level]
    intervals = columns.sampling & V5_INTERVAL
    if not forms and not levels and not intervals.any():
        return None
    found = np.zeros(columns.count)
    for form in forms:
        _fill(found, _from_records(columns, form))
    for level in levels:
        _from_options(columns, level, found)
    _fill(found, columns.of_records(intervals.astype(np.float64)))
    np.maximum(found, 1, out=found)
    return found if (found > 1).any() else None


def _fill(found: Rates, told: Rates) -> None:
    """Take over what is told and can be a rate, where none has been found yet."""
    np.copyto(found, told, where=(found == 0) & (told >= 1) & (told <= HIGHEST_RATE))


def _from_records(columns: Columns, form: Form) -> Rates:
    read = columns.floats if form.floating else columns.unsigned
    with np.errstate(all="ignore"):
        rate: Rates = form.rate(*(read(element).astype(np.float64) for element in form.elements))
    return rate


def _levels(origins: Sequence[Origin]) -> Sequence[Level]:
    """What holds for the data of each origin: told in its own domain; in another one, but of this one; in domain 0; in
    any other one."""
    levels: tuple[Level, Level, Level, Level] = ({}, {}, {}, {})
    own, addressed, general, others = levels
    for number, origin in enumerate(origins):
        for (domain, shape), table in origin.facts.sampling.tables.items():
            if domain is None:
                own.setdefault(shape, []).append((number, table))
        for teller, sampling in origin.facts.beside.items():
            if teller == origin.domain:
                continue
            for (domain, shape), table in sampling.tables.items():
                if domain == origin.domain:
                    addressed.setdefault(shape, []).append((number, table))
                elif domain is None and "template" not in shape:  # Template IDs are a domain's own
                    (others if teller else general).setdefault(shape, []).append((number, table))
    return levels


def _from_options(columns: Columns, level: Level, found: Rates) -> None:
    for shape in _SHAPES:
        if shape in level:
            for values in itertools.product(*(_values(columns, condition) for condition in shape)):
                if found.all():
                    return
                _fill(found, _look_up(columns, level[shape], values))


def _values(columns: Columns, condition: str) -> Iterator[Integers]:
    """What the records say of a condition; an element that suits better comes first."""
    if condition == "template":
        yield columns.of_records(columns.set_id)
    elif condition != "interface":
        elements = ("selectorId", "samplerId") if condition == "selector" else ("selectionSequenceId",)
        yield from (columns.unsigned(element) for element in elements if element in columns)
    else:
        sides = [columns.unsigned(side) for side in ("ingressInterface", "egressInterface") if side in columns]
        if len(sides) == 2 and "flowDirection" in columns:
            outwards = columns.unsigned("flowDirection") == _EGRESS
            sides = [np.where(outwards, *reversed(sides)), np.where(outwards, *sides)]
        yield from sides


def _look_up(columns: Columns, told: list[tuple[int, Table]], values: Sequence[Integers]) -> Rates:
    """The rate told for each record's origin and values; 0 where there is none or where they contradict each other.

    Statements and records get numbers that are equal where all that was compared so far is equal.
    """
    table_rates = np.concatenate([table.rates for _, table in told])
    conditions = np.concatenate([table.values for _, table in told])
    origin = np.repeat([number for number, _ in told], [len(table.rates) for _, table in told])
    distinct, statements = np.unique(origin, return_inverse=True)
    records = _rank(distinct, columns.origin)
    if values:
        records = columns.of_records(records)
    for condition, value in zip(conditions.T, values, strict=True):
        distinct, wanted = np.unique(condition, return_inverse=True)
        base = len(distinct) + 1
        told_keys, statements = np.unique(statements * base + wanted, return_inverse=True)
        records = _rank(told_keys, records * base + _rank(distinct, value))
    lowest, highest = np.full(statements.max() + 2, np.inf), np.zeros(statements.max() + 2)
    np.minimum.at(lowest, statements, table_rates)
    np.maximum.at(highest, statements, table_rates)
    rate: Rates = np.where(lowest == highest, highest, 0)[records]
    return rate if values else columns.of_records(rate)


def _rank(distinct: Integers, values: Integers) -> Integers:
    """The place of each value in `distinct`, which is sorted; its length where it is not there."""
    missing = len(distinct)
    if distinct[-1] < _TABLE_SIZE:
        end = int(distinct[-1]) + 1
        table = np.full(end + 1, missing)
        table[distinct] = np.arange(missing)
        return table[np.minimum(values, end)]
    place = np.searchsorted(distinct, values)
    return np.where(distinct[np.minimum(place, missing - 1)] == values, place, missing)
