"""Flows as tests write them down, as records of Information Elements and as the Templates that fit them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from fauxmon_collector.wire.elements import Element, full_length, registry
from fauxmon_collector.wire.templates import VARIABLE_LENGTH
from fauxmon_model.flow_columns import BY_NAME, Kind

Value = int | float | str
Record = dict[str, Value]
"""Names of the registry → values as the Encoder takes them."""

START, END = "flowStartMilliseconds", "flowEndMilliseconds"
UPTIMES = {START: "flowStartSysUpTime", END: "flowEndSysUpTime"}
"""NetFlow tells times in milliseconds since the exporter started (RFC 3954 §8)."""
_TIMES = {"start_ms": START, "end_ms": END}


class Alike(NamedTuple):
    """Records that one Template fits, and its fields: name, length in octets."""

    fields: tuple[tuple[str, int], ...]
    records: list[Record]


def record_of(flow: Mapping[str, Value], now_ms: int) -> Record:
    """The record of a flow; keys are flow columns or names of elements. What is told of no time happens now.

    Errors: ValueError for a name that is neither.
    """
    record = {_element_of(name, value).name: value for name, value in flow.items()}
    record.setdefault(END, now_ms)
    record.setdefault(START, record[END])
    return record


def alike(records: Iterable[Record], version: int) -> list[Alike]:
    """Records by their Templates, in the order in which these are first needed. Errors: ValueError for an element that
    NetFlow v9 cannot name."""
    grouped: dict[tuple[str, ...], list[Record]] = {}
    for record in records:
        grouped.setdefault(tuple(record), []).append(record)
    return [
        Alike(tuple((name, _length(name, version, group)) for name in names), group) for names, group in grouped.items()
    ]


def _element_of(name: str, value: Value) -> Element:
    names = registry().by_name
    if name in _TIMES:
        return names[_TIMES[name]]
    column = BY_NAME.get(name)
    if column is None or not column.elements:
        if name in names:
            return names[name]
        raise ValueError(f"{name!r} is no flow column and no Information Element; see docs/reference/columns.md")
    if column.kind is Kind.ADDRESS:
        return names[_of_family(column.elements, "IPv6" if ":" in str(value) else "IPv4")]
    return names[next(one for one in column.elements if one in names and one not in column.factors)]


@functools.cache
def _of_family(elements: Sequence[str], family: str) -> str:
    return next(one for one in elements if family in one)


def _length(name: str, version: int, records: Sequence[Record]) -> int:
    element = registry().by_name[name]
    if element.pen and version == 9:
        raise ValueError(f"NetFlow v9 has no enterprise elements: {name} can be sent as IPFIX only")
    if (length := full_length(element.type)) is not None:
        return length
    if version == 10:
        return VARIABLE_LENGTH
    return max(len(str(record[name]).encode()) for record in records)
