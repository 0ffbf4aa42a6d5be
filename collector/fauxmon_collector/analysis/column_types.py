"""Types of columns, as hints for whoever shows them (contract 2.4: `columnTypes`, `typeHint`)."""

from __future__ import annotations

from typing import NamedTuple

from fauxmon_collector.analysis.outputs import Form, OutputColumn


class ColumnType(NamedTuple):
    """What values mean, and how they are given in JSON."""

    description: str
    given_as: str


_NUMBER, _STRING = "Number", "String"
COLUMN_TYPES: dict[str, ColumnType] = {
    "Bytes": ColumnType("Octets", _NUMBER),
    "Bits": ColumnType("Bits per second", _NUMBER),
    "Packets": ColumnType("Packets, or packets per second", _NUMBER),
    "Dir": ColumnType("Direction in which the flow was seen", _STRING),
    "Datetime": ColumnType("Time, YYYY-MM-DD HH:MM:SS.mmm", _STRING),
    "TimeInterval": ColumnType("Seconds with three decimals", _STRING),
    "Microseconds": ColumnType("Microseconds", _NUMBER),
    "Number": ColumnType("Number without a unit", _NUMBER),
    "IP": ColumnType("IPv4 or IPv6 address", _STRING),
    "MAC": ColumnType("MAC address", _STRING),
    "Protocol": ColumnType("Name of an IP protocol", _STRING),
    "Flags": ColumnType("TCP flags, a letter for each that is set", _STRING),
    "Text": ColumnType("Text", _STRING),
}
"""By id; the product is known to have the first six, the others are ours."""

_OF_FORM = {
    Form.TIME: "Datetime",
    Form.DURATION: "TimeInterval",
    Form.ADDRESS: "IP",
    Form.ROUTER: "IP",
    Form.MAC: "MAC",
    Form.PROTOCOL: "Protocol",
    Form.FLAGS: "Flags",
    Form.TEXT: "Text",
}
_OF_UNIT = {"octets": "Bytes", "packets": "Packets", "µs": "Microseconds"}
_OF_ID = {"bps": "Bits", "pps": "Packets", "bpp": "Bytes", "direction": "Dir"}


def hint(column: OutputColumn) -> str:
    """The id of a column's type."""
    unit = column.columns[0].unit if column.columns else ""
    return _OF_ID.get(column.id) or _OF_FORM.get(column.form) or _OF_UNIT.get(unit, "Number")
