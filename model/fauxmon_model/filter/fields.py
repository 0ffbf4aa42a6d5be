"""What the filter language compares: the columns of the flow table by their filter words, and what follows from them.

The one place that knows of absence: a value that a flow does not have compares as false, whatever it is compared with,
so that `not` of it is true.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_model.columns.link import MPLS_LABELS
from fauxmon_model.filter.names import ICMP, ICMP6, NAMES
from fauxmon_model.filter.sql import BitAnd, Lasted, ShiftRight
from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS, FlowColumn, Kind

_MICROSECONDS, _MICROSECONDS_A_MS = "µs", 1000
_SINCE_1970 = "ms since 1970"
LATEST_MS = 253_402_300_799_999
"""The last millisecond of the year 9999."""


class Operand(NamedTuple):
    """One value of a flow. Where `exists` does not hold, the flow has none."""

    value: sa.ColumnElement[Any]
    exists: tuple[sa.ColumnElement[bool], ...] = ()

    def meets(self, condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        """The condition over `value`, false where there is none."""
        return sa.and_(*self.exists, condition)


class FieldKind(enum.Enum):
    """What a field compares with."""

    NUMBER = "number"
    TIME = "time"
    ADDRESS = "address"
    MAC = "mac"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the language. It meets a condition if any of its operands does.

    `columns` are the flow columns it looks at. Numbers (and times, in ms since 1970) are at most `largest`; what is
    written, in `unit`, is multiplied by `scale` to have the column's unit (times of performance columns are written in
    ms), and may be one of `names`.
    """

    kind: FieldKind
    columns: tuple[str, ...]
    title: str
    unit: str = ""
    largest: int = 0
    scale: int = 1
    names: Mapping[str, int] = field(default_factory=dict)
    derived: Callable[[str], Operand] | None = None

    def operands(self) -> list[Operand]:
        """Of all but addresses."""
        return [(self.derived or column)(name) for name in self.columns]


def column(name: str) -> Operand:
    """A column by its physical name."""
    return Operand(FLOWS.c[name], (FLOWS.c[name].is_not(None),) if name in _NULLABLE else ())


_NULLABLE = frozenset(name for each in FLOW_COLUMNS if each.optional for name in each.physical)


def _icmp_type(_name: str) -> Operand:
    return Operand(ShiftRight(FLOWS.c.dst_port, 8), (FLOWS.c.protocol.in_((ICMP, ICMP6)),))


def _icmp_code(_name: str) -> Operand:
    return Operand(BitAnd(FLOWS.c.dst_port, 0xFF), (FLOWS.c.protocol.in_((ICMP, ICMP6)),))


def _mpls_label(name: str) -> Operand:
    entry = column(name)
    return Operand(ShiftRight(entry.value, 4), entry.exists)


def _mpls_exp(name: str) -> Operand:
    entry = column(name)
    return Operand(BitAnd(ShiftRight(entry.value, 1), 7), entry.exists)


def _mpls_last_label(name: str) -> Operand:
    entry = column(name)
    return Operand(ShiftRight(entry.value, 4), (*entry.exists, BitAnd(entry.value, 1) == 1))


def _duration(_name: str) -> Operand:
    return Operand(Lasted(FLOWS.c.start_ms, FLOWS.c.end_ms))


def _rate(counter: sa.ColumnElement[Any], factor: int, divisor: sa.ColumnElement[Any]) -> Operand:
    """A whole number, as nfdump computes it: 0 where it would be divided by nothing."""
    per = sa.func.floor(sa.cast(counter, sa.Double()) * factor / divisor)
    return Operand(sa.case((divisor > 0, per), else_=0))


def _packets_per_second(_name: str) -> Operand:
    return _rate(FLOWS.c.packets, 1000, _duration("").value)


def _bits_per_second(_name: str) -> Operand:
    return _rate(FLOWS.c.octets, 8000, _duration("").value)


def _octets_per_packet(_name: str) -> Operand:
    return _rate(FLOWS.c.octets, 1, FLOWS.c.packets)


def _dns_rcode(name: str) -> Operand:
    """A column of its own, or the last four bits of the DNS header's flags (RFC 1035 §4.1.1)."""
    told = column(name)
    return told if name != "dns_flags" else Operand(BitAnd(told.value, 0xF), told.exists)


def _number(
    title: str,
    columns: tuple[str, ...],
    largest: int,
    derived: Callable[[str], Operand],
    *,
    unit: str = "",
    words: str = "",
) -> Field:
    return Field(FieldKind.NUMBER, columns, title, unit, largest, names=NAMES.get(words, {}), derived=derived)


_LARGEST = (1 << 63) - 1
_LABEL, _EXP = (1 << 20) - 1, 7
_MPLS = [f"mpls_{number}" for number in range(1, MPLS_LABELS + 1)]
_DERIVED: dict[str, Field] = {
    "icmp-type": _number("ICMP or ICMPv6 type", ("dst_port",), 255, _icmp_type),
    "icmp-code": _number("ICMP or ICMPv6 code", ("dst_port",), 255, _icmp_code),
    "duration": _number("End less start", ("start_ms",), _LARGEST, _duration, unit="ms"),
    "pps": _number("Packets per second, rounded down", ("packets",), _LARGEST, _packets_per_second, unit="packets/s"),
    "bps": _number("Bits per second, rounded down", ("octets",), _LARGEST, _bits_per_second, unit="bit/s"),
    "bpp": _number("Bytes per packet, rounded down", ("octets",), _LARGEST, _octets_per_packet, unit="octets"),
    "dns-rcode": _number("DNS response code", ("dns_flags", "dns_rcode"), 255, _dns_rcode, words="dns-rcode"),
    **{f"mpls label{name[5:]}": _number(f"MPLS label {name[5:]}", (name,), _LABEL, _mpls_label) for name in _MPLS},
    **{f"mpls exp{name[5:]}": _number(f"EXP of MPLS label {name[5:]}", (name,), _EXP, _mpls_exp) for name in _MPLS},
    "mpls eos": _number("MPLS label at the bottom of the stack", tuple(_MPLS), _LABEL, _mpls_last_label),
}
"""Fields that are no column as it stands."""


def _fields() -> dict[str, Field]:
    by_words: defaultdict[str, list[FlowColumn]] = defaultdict(list)
    for each in FLOW_COLUMNS:
        for words in each.filters:
            by_words[words].append(each)
    return {words: _field(words, columns) for words, columns in by_words.items()} | _DERIVED


def _field(words: str, columns: list[FlowColumn]) -> Field:
    names = tuple(each.name for each in columns)
    kind, unit = columns[0].kind, columns[0].unit
    title = "; or: ".join(each.title for each in columns)
    if kind is Kind.ADDRESS:
        return Field(FieldKind.ADDRESS, names, title)
    if kind is Kind.TEXT:
        return Field(FieldKind.TEXT, names, title)
    if words.endswith("mac"):
        return Field(FieldKind.MAC, names, title)
    if unit == _SINCE_1970:
        return Field(FieldKind.TIME, names, title, largest=LATEST_MS)
    largest = _LARGEST if kind is Kind.F64 else max(each.kind.largest for each in columns)
    if unit == _MICROSECONDS:
        return Field(FieldKind.NUMBER, names, title, "ms", largest, _MICROSECONDS_A_MS)
    return Field(FieldKind.NUMBER, names, title, unit, largest, names=NAMES.get(words, {}))


FIELDS: dict[str, Field] = _fields()
"""By the words that filter text is printed with."""
