"""From the columns of Information Elements to those of the flow table."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from fauxmon_collector.ingest.canonical.addresses import Array, address, ip_version
from fauxmon_collector.ingest.canonical.headers import by_header
from fauxmon_collector.ingest.canonical.plan import Fed, plan
from fauxmon_collector.ingest.canonical.times import times
from fauxmon_collector.wire.columns import Columns
from fauxmon_collector.wire.sampling import rates
from fauxmon_model.flow_columns import Kind, Texts

ICMP, ICMP6 = 1, 58
_ICMP_ELEMENTS: dict[int, tuple[str, str, str]] = {
    ICMP: ("icmpTypeCodeIPv4", "icmpTypeIPv4", "icmpCodeIPv4"),
    ICMP6: ("icmpTypeCodeIPv6", "icmpTypeIPv6", "icmpCodeIPv6"),
}
"""Type and code together, type, code."""


def canonical(
    columns: Columns,
    source_id: npt.NDArray[np.uint32],
) -> dict[str, Array | Texts]:
    """The physical columns of the flow table that these records tell; the arrays have one value a record. `source_id`
    has one a body.

    A column is absent if neither the Template nor the message header tells it; what some headers do not tell is masked.
    Integers are of the narrowest unsigned dtype that the wire has, never wider than the column's.
    """
    layout = plan(columns.template.keys)
    start_ms, end_ms = times(columns, layout.names)
    flow: dict[str, Array] = {
        "received_ms": columns.of_records(columns.received_ms),
        "source_id": columns.of_records(source_id),
        "start_ms": start_ms,
        "end_ms": end_ms,
    }
    for column, elements in layout.addresses:
        flow[f"{column.name}_hi"], flow[f"{column.name}_lo"] = address(columns, elements)
    if (versions := ip_version(columns, layout.names, flow)) is not None:
        flow["ip_version"] = versions
    texts: dict[str, Texts] = {}
    for fed in layout.others:
        if fed.column.kind is Kind.TEXT:
            texts[fed.column.name] = Texts(*columns.texts(fed.elements[0]))
        else:
            flow[fed.column.name] = _number(columns, fed)
    # A record is at least one flow, whatever it says of itself.
    flow["flows"] = np.maximum(flow["flows"], 1) if "flows" in flow else np.ones(columns.count, np.uint8)
    if (port := _icmp(columns, layout.names, flow)) is not None:
        flow["dst_port"] = port
    if (sampling := rates(columns)) is not None:
        flow["sampling"] = sampling
    return {**flow, **by_header(columns, flow), **texts}


def _number(columns: Columns, fed: Fed) -> Array:
    column, (element, *_) = fed
    if column.kind is Kind.I64:
        return columns.signed(element)
    if column.kind is Kind.F64:
        return columns.floats(element)
    values = columns.unsigned(element)
    if element in column.factors:
        values = _times(values, column.factors[element])
    dtype = np.dtype(column.kind.dtype)
    if values.dtype.itemsize > dtype.itemsize:
        return np.minimum(values, np.iinfo(dtype).max).astype(dtype)
    return values


def _times(values: Array, factor: Fraction) -> Array:
    """The largest number of 64 bits where the product does not fit."""
    largest = np.iinfo(np.uint64).max // factor.numerator
    return np.minimum(values.astype(np.uint64), largest) * np.uint64(factor.numerator) // np.uint64(factor.denominator)


def _icmp(columns: Columns, names: AbstractSet[str], flow: dict[str, Array]) -> Array | None:
    """The destination port with type × 256 + code in it where the flow is of ICMP, which is where nfdump has them and
    where exporters without elements for them put them. None if no element tells them."""
    told = {protocol: _type_and_code(columns, names, protocol) for protocol in _ICMP_ELEMENTS}
    if "protocol" not in flow or all(value is None for value in told.values()):
        return None
    port = flow.get("dst_port")
    for protocol, value in told.items():
        # Some exporters have one element for both families.
        if (code := value if value is not None else told[ICMP]) is not None:
            rows = flow["protocol"] == protocol
            port = np.where(rows, code, np.uint16(0) if port is None else port)
    return port


def _type_and_code(columns: Columns, names: AbstractSet[str], protocol: int) -> Array | None:
    both, type_, code = _ICMP_ELEMENTS[protocol]
    if both in names:
        return columns.unsigned(both).astype(np.uint16)
    if type_ in names:
        values = columns.unsigned(type_).astype(np.uint16) << 8
        return values | columns.unsigned(code).astype(np.uint16) if code in names else values
    return None
