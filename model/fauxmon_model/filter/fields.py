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
from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS, FlowColumn, Kind

ICMP, ICMP6 = 1, 58
_MICROSECONDS_A_MS = 1000


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
    ADDRESS = "address"
    MAC = "mac"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the language. It meets a condition if any of its operands does.

    `columns` are the flow columns it looks at. Numbers are at most `largest`; what is written is multiplied by `scale`
    to have the column's unit (times of performance columns are written in ms), and may be one of `names`.
    """

    kind: FieldKind
    columns: tuple[str, ...]
    largest: int = 0
    scale: int = 1
    names: Mapping[str, int] = field(default_factory=dict)
    derived: Callable[[str], Operand] | None = None

    def operands(self) -> list[Operand]:
        """Of numbers, texts and MAC addresses."""
        return [(self.derived or column)(name) for name in self.columns]


def column(name: str) -> Operand:
    """A column by its physical name."""
    return Operand(FLOWS.c[name], (FLOWS.c[name].is_not(None),) if name in _NULLABLE else ())


_NULLABLE = frozenset(name for each in FLOW_COLUMNS if each.optional for name in each.physical)

NAMES: dict[str, dict[str, int]] = {
    "flowdir": {"ingress": 0, "egress": 1},
    "biflowdir": {"arbitrary": 0, "initiator": 1, "reverse-initiator": 2, "perimeter": 3},
    "end-reason": {"idle": 1, "active": 2, "end": 3, "forced": 4, "resources": 5},
    "nat event": {"add": 1, "delete": 2},
    "asa event": {"ignore": 0, "create": 1, "delete": 2, "term": 2, "deny": 3, "alert": 4, "update": 5},
    "asa xevent": {"ingress": 1001, "egress": 1002, "interface": 1003, "nosyn": 1004},
    "dns-rcode": {"noerror": 0, "formerr": 1, "servfail": 2, "nxdomain": 3, "notimp": 4, "refused": 5},
}
_DNS_TYPES = {
    "a": 1,
    "ns": 2,
    "cname": 5,
    "soa": 6,
    "ptr": 12,
    "mx": 15,
    "txt": 16,
    "aaaa": 28,
    "srv": 33,
    "naptr": 35,
    "ds": 43,
    "rrsig": 46,
    "dnskey": 48,
    "svcb": 64,
    "https": 65,
    "axfr": 252,
    "any": 255,
}
NAMES |= {"dns-qtype": _DNS_TYPES, "dns-type": _DNS_TYPES}
"""Field → the words that stand for its numbers."""


def _icmp_type(_name: str) -> Operand:
    return Operand(FLOWS.c.dst_port.bitwise_rshift(8), (FLOWS.c.protocol.in_((ICMP, ICMP6)),))


def _icmp_code(_name: str) -> Operand:
    return Operand(FLOWS.c.dst_port.bitwise_and(0xFF), (FLOWS.c.protocol.in_((ICMP, ICMP6)),))


def _mpls_label(name: str) -> Operand:
    entry = column(name)
    return Operand(entry.value.bitwise_rshift(4), entry.exists)


def _mpls_exp(name: str) -> Operand:
    entry = column(name)
    return Operand(entry.value.bitwise_rshift(1).bitwise_and(7), entry.exists)


def _mpls_last_label(name: str) -> Operand:
    entry = column(name)
    return Operand(entry.value.bitwise_rshift(4), (*entry.exists, entry.value.bitwise_and(1) == 1))


def _duration(_name: str) -> Operand:
    return Operand(FLOWS.c.end_ms - FLOWS.c.start_ms)


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
    return told if name != "dns_flags" else Operand(told.value.bitwise_and(0xF), told.exists)


def _number(columns: tuple[str, ...], largest: int, derived: Callable[[str], Operand], words: str = "") -> Field:
    return Field(FieldKind.NUMBER, columns, largest, names=NAMES.get(words, {}), derived=derived)


_LARGEST = (1 << 63) - 1
_MPLS = [f"mpls_{number}" for number in range(1, MPLS_LABELS + 1)]
_DERIVED: dict[str, Field] = {
    "icmp-type": _number(("dst_port",), 255, _icmp_type),
    "icmp-code": _number(("dst_port",), 255, _icmp_code),
    "duration": _number(("start_ms",), _LARGEST, _duration),
    "pps": _number(("packets",), _LARGEST, _packets_per_second),
    "bps": _number(("octets",), _LARGEST, _bits_per_second),
    "bpp": _number(("octets",), _LARGEST, _octets_per_packet),
    "dns-rcode": _number(("dns_flags", "dns_rcode"), 255, _dns_rcode, "dns-rcode"),
    **{f"mpls label{name[5:]}": _number((name,), (1 << 20) - 1, _mpls_label) for name in _MPLS},
    **{f"mpls exp{name[5:]}": _number((name,), 7, _mpls_exp) for name in _MPLS},
    "mpls eos": _number(tuple(_MPLS), (1 << 20) - 1, _mpls_last_label),
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
    kind = columns[0].kind
    if kind is Kind.ADDRESS:
        return Field(FieldKind.ADDRESS, names)
    if kind is Kind.TEXT:
        return Field(FieldKind.TEXT, names)
    if words.endswith("mac"):
        return Field(FieldKind.MAC, names)
    largest = _LARGEST if kind is Kind.F64 else max(each.kind.largest for each in columns)
    scale = _MICROSECONDS_A_MS if columns[0].unit == "µs" else 1
    return Field(FieldKind.NUMBER, names, largest, scale, NAMES.get(words, {}))


FIELDS: dict[str, Field] = _fields()
"""By the words that filter text is printed with."""
