"""Start and end of flows, from the many ways in which exporters tell them.

Absurd and skewed times are kept as the exporter sent them; which of them charts believe is theirs to say (R21)."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TypeVar

import numpy as np

from fauxmon_collector.wire.columns import Columns, Milliseconds

START_ELEMENTS = (
    "flowStartMilliseconds",
    "flowStartMicroseconds",
    "flowStartNanoseconds",
    "flowStartSeconds",
    "flowStartSysUpTime",
)
END_ELEMENTS = (
    "flowEndMilliseconds",
    "flowEndMicroseconds",
    "flowEndNanoseconds",
    "flowEndSeconds",
    "flowEndSysUpTime",
)
EVENT_ELEMENTS = (
    "observationTimeMilliseconds",
    "observationTimeMicroseconds",
    "observationTimeNanoseconds",
    "observationTimeSeconds",
)
"""Records of one moment (NAT and firewall events) have these instead of a start and an end."""

T = TypeVar("T", Milliseconds, Milliseconds | None)


def times(columns: Columns, names: AbstractSet[str]) -> tuple[Milliseconds, Milliseconds]:
    """(start, end) in ms since 1970. What tells no time at all was at the time of its export."""
    start = _first(columns, names, START_ELEMENTS, _before(columns, names, "flowStartDeltaMicroseconds"))
    end = _first(columns, names, END_ELEMENTS, _before(columns, names, "flowEndDeltaMicroseconds"))
    if start is not None and end is not None:
        return start, end
    if start is None and end is None:
        moment = _first(columns, names, EVENT_ELEMENTS, columns.of_records(columns.export_ms))
        return moment, moment
    duration = _duration(columns, names)
    if end is None:
        assert start is not None  # noqa: S101 - one of the two is there
        return start, start + duration
    return end - duration, end


def _first(columns: Columns, names: AbstractSet[str], elements: tuple[str, ...], otherwise: T) -> Milliseconds | T:
    return next((columns.milliseconds(element) for element in elements if element in names), otherwise)


def _before(columns: Columns, names: AbstractSet[str], element: str) -> Milliseconds | None:
    """A time given in microseconds before the export (RFC 5102 §5.9)."""
    if element not in names:
        return None
    return columns.of_records(columns.export_ms) - columns.unsigned(element).astype(np.int64) // 1000


def _duration(columns: Columns, names: AbstractSet[str]) -> Milliseconds:
    if "flowDurationMilliseconds" in names:
        return columns.unsigned("flowDurationMilliseconds").astype(np.int64)
    if "flowDurationMicroseconds" in names:
        return columns.unsigned("flowDurationMicroseconds").astype(np.int64) // 1000
    return np.zeros(columns.count, np.int64)
