"""Canonical columns: what the elements of a Template say, as the columns of the flow table.

Absurd and skewed times are kept as the exporter sent them; nothing here or later bins by them (R21)."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

import numpy as np
import numpy.typing as npt

from fauxmon_model.flow_columns import FLOW_COLUMNS, FlowColumn, Kind

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

MAPPED_HI = 0
MAPPED_LO = 0xFFFF_0000_0000
"""The IPv4-mapped prefix ::ffff:0:0/96, in the low half."""

Array = npt.NDArray[Any]
T = TypeVar("T", npt.NDArray[np.int64], npt.NDArray[np.int64] | None)


class ElementColumns(Protocol):
    """What is asked of decoded columns (`wire.Columns`)."""

    @property
    def count(self) -> int: ...

    def __contains__(self, element: str) -> bool: ...

    def unsigned(self, element: str) -> npt.NDArray[np.uint64]: ...

    def address(self, element: str) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint64]]: ...

    def milliseconds(self, element: str) -> npt.NDArray[np.int64]: ...


def canonical(
    columns: ElementColumns,
    source_id: npt.NDArray[np.uint32],
    received_ms: npt.NDArray[np.int64],
    export_ms: npt.NDArray[np.int64],
) -> dict[str, Array]:
    """Every physical column of the flow table. The arrays have one value a record, taken from the messages' headers."""
    start_ms, end_ms = _times(columns, export_ms)
    flow: dict[str, Array] = {
        "received_ms": received_ms,
        "source_id": source_id,
        "start_ms": start_ms,
        "end_ms": end_ms,
    }
    for column in FLOW_COLUMNS:
        if column.kind is Kind.ADDRESS:
            flow[f"{column.name}_hi"], flow[f"{column.name}_lo"] = _address(columns, column)
        elif column.elements:
            flow[column.name] = _unsigned(columns, column)
    # A record is at least one flow, whatever it says of itself.
    flow["flows"] = np.maximum(flow["flows"], np.uint32(1))
    flow["ip_version"] = _ip_version(columns, flow)
    return flow


def _unsigned(columns: ElementColumns, column: FlowColumn) -> Array:
    dtype = np.dtype(column.kind.dtype)
    element = next((e for e in column.elements if e in columns), None)
    if element is None:
        return np.zeros(columns.count, dtype)
    values = columns.unsigned(element)
    largest = np.iinfo(dtype).max
    return np.minimum(values, np.uint64(largest)).astype(dtype)


def _address(columns: ElementColumns, column: FlowColumn) -> tuple[Array, Array]:
    present = [e for e in column.elements if e in columns]
    if not present:
        return np.zeros(columns.count, np.uint64), np.zeros(columns.count, np.uint64)
    hi, lo = columns.address(present[0])
    for element in present[1:]:
        # Both families in one Template: the one that the record does not use is all zeros.
        unset = (hi == MAPPED_HI) & ((lo == MAPPED_LO) | (lo == 0))
        other_hi, other_lo = columns.address(element)
        hi, lo = np.where(unset, other_hi, hi), np.where(unset, other_lo, lo)
    return hi, lo


def _ip_version(columns: ElementColumns, flow: dict[str, Array]) -> Array:
    versions = np.zeros(columns.count, np.uint8)
    if "ipVersion" in columns:
        versions = np.minimum(columns.unsigned("ipVersion"), np.uint64(255)).astype(np.uint8)
    for name in ("dst", "src"):
        hi, lo = flow[f"{name}_hi"], flow[f"{name}_lo"]
        mapped = (hi == MAPPED_HI) & (lo >> np.uint64(32) == MAPPED_LO >> 32)
        versions[mapped] = 4
        versions[~mapped & ((hi != 0) | (lo != 0))] = 6
    return versions


def _times(columns: ElementColumns, export_ms: npt.NDArray[np.int64]) -> tuple[Array, Array]:
    start = _first_time(columns, START_ELEMENTS, _before(columns, "flowStartDeltaMicroseconds", export_ms))
    end = _first_time(columns, END_ELEMENTS, _before(columns, "flowEndDeltaMicroseconds", export_ms))
    if start is None and end is None:
        moment = _first_time(columns, EVENT_ELEMENTS, export_ms)
        return moment, moment
    duration = _duration(columns)
    if end is None:
        assert start is not None  # noqa: S101 - one of the two is there
        return start, start + duration
    return (end - duration if start is None else start), end


def _first_time(columns: ElementColumns, elements: tuple[str, ...], otherwise: T) -> npt.NDArray[np.int64] | T:
    return next((columns.milliseconds(element) for element in elements if element in columns), otherwise)


def _before(columns: ElementColumns, element: str, export_ms: npt.NDArray[np.int64]) -> npt.NDArray[np.int64] | None:
    """A time given in microseconds before the export (RFC 5102 §5.9)."""
    if element not in columns:
        return None
    return export_ms - (columns.unsigned(element) // np.uint64(1000)).astype(np.int64)


def _duration(columns: ElementColumns) -> npt.NDArray[np.int64]:
    if "flowDurationMilliseconds" in columns:
        return columns.unsigned("flowDurationMilliseconds").astype(np.int64)
    if "flowDurationMicroseconds" in columns:
        return (columns.unsigned("flowDurationMicroseconds") // np.uint64(1000)).astype(np.int64)
    return np.zeros(columns.count, np.int64)
