"""Subjects: what a Top N statistic counts by."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fauxmon_collector.analysis import protocols
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.sums import Sums
from fauxmon_collector.analysis.types import StatisticsRow
from fauxmon_model.filter.printing import mac_text
from fauxmon_model.flow_columns import BY_NAME, FLOW_COLUMNS, FLOWS, Kind

Key = tuple[Any, ...]
"""The values of a subject's columns: numbers, or one text."""


@dataclass(frozen=True, slots=True)
class Method:
    """A statistic. Each of `sides` names the physical columns that make up the subject in one direction of the flow.

    With several sides a flow counts for the subject of each, and once where they are the same; a side that it does not
    tell of does not count. `proto` is the place of the protocol number in the subject, if it has one.
    """

    title: str
    group: str
    sides: tuple[tuple[str, ...], ...]
    text: Callable[[Key], str]
    proto: int | None = None

    def row(self, key: Key | None, sums: Sums, ms: int) -> StatisticsRow:
        """The row of a subject, with key None the total; `bps` is the mean over `ms`."""
        return StatisticsRow(
            subject="" if key is None else self.text(key),
            proto=None if key is None or self.proto is None else key[self.proto],
            flows=sums.flows,
            packets=sums.packets,
            octets=sums.octets,
            bps=sums.octets * 8000 / ms,
        )

    def is_subject(self, key: Key) -> Predicate:
        """The flows that count for this subject."""
        return sa.or_(
            *(sa.and_(*(FLOWS.c[name] == value for name, value in zip(side, key, strict=True))) for side in self.sides)
        )

    def is_any_of(self, keys: Sequence[Key]) -> Predicate:
        """The flows that count for at least one of these subjects."""
        return sa.or_(
            sa.false(), *(sa.tuple_(*(FLOWS.c[name] for name in side)).in_(keys) for side in self.sides if keys)
        )


def address_text(key: Key) -> str:
    """An address from its upper and lower 64 bits; IPv4 where it is mapped."""
    high, low = key
    if high == 0 and low >> 32 == 0xFFFF:
        return str(ipaddress.IPv4Address(low & 0xFFFFFFFF))
    return str(ipaddress.IPv6Address(high << 64 | low))


def _number(key: Key) -> str:
    return str(key[0])


def _text(key: Key) -> str:
    return str(key[0])


def _mac(key: Key) -> str:
    return mac_text(key[0])


def told(side: tuple[str, ...]) -> list[Predicate]:
    """What holds for the flows that tell of this side."""
    return [FLOWS.c[name].is_not(None) for name in side if name in _NULLABLE]


def same(mine: tuple[str, ...], theirs: tuple[str, ...]) -> Predicate:
    """Whether a flow has the same subject on both sides, of which it tells `mine`."""
    both = zip(mine, theirs, strict=True)
    return sa.and_(*told(theirs), *(FLOWS.c[own] == FLOWS.c[other] for own, other in both))


_NULLABLE = frozenset(name for column in FLOW_COLUMNS if column.optional for name in column.physical)


def _by(title: str, group: str, *names: str) -> Method:
    """A statistic by any of these columns, which are of one kind."""
    column = BY_NAME[names[0]]
    text = {Kind.ADDRESS: address_text, Kind.TEXT: _text, Kind.U64: _mac}.get(column.kind, _number)
    return Method(title, group, tuple(BY_NAME[name].physical for name in names), text)


_SRC, _DST = ("src_hi", "src_lo"), ("dst_hi", "dst_lo")

METHODS: dict[str, Method] = {
    "ip": Method("Any IP address", "IP addresses", (_SRC, _DST), address_text),
    "srcip": Method("Source IP address", "IP addresses", (_SRC,), address_text),
    "dstip": Method("Destination IP address", "IP addresses", (_DST,), address_text),
    "port": Method("Any port", "Ports", (("src_port",), ("dst_port",)), _number),
    "srcport": Method("Source port", "Ports", (("src_port",),), _number),
    "dstport": Method("Destination port", "Ports", (("dst_port",),), _number),
    "portp": Method(
        "Any port by protocol", "Ports", (("src_port", "protocol"), ("dst_port", "protocol")), _number, proto=1
    ),
    "proto": Method("IP protocol", "Protocols", (("protocol",),), lambda key: protocols.name(key[0]), proto=0),
    "tos": _by("Type of service", "Protocols", "tos"),
    "as": _by("Any AS", "Routing", "src_as", "dst_as"),
    "srcas": _by("Source AS", "Routing", "src_as"),
    "dstas": _by("Destination AS", "Routing", "dst_as"),
    "prevas": _by("Previous AS", "Routing", "prev_as"),
    "nextas": _by("Next AS", "Routing", "next_as"),
    "nhip": _by("Next hop", "Routing", "next_hop"),
    "nhbip": _by("BGP next hop", "Routing", "bgp_next_hop"),
    "if": _by("Any interface", "Interfaces", "input_if", "output_if"),
    "inif": _by("Input interface", "Interfaces", "input_if"),
    "outif": _by("Output interface", "Interfaces", "output_if"),
    "vlan": _by("Any VLAN", "VLAN and MAC", "src_vlan", "dst_vlan"),
    "srcvlan": _by("Source VLAN", "VLAN and MAC", "src_vlan"),
    "dstvlan": _by("Destination VLAN", "VLAN and MAC", "dst_vlan"),
    "insrcmac": _by("Input source MAC address", "VLAN and MAC", "in_src_mac"),
    "indstmac": _by("Input destination MAC address", "VLAN and MAC", "in_dst_mac"),
    "outsrcmac": _by("Output source MAC address", "VLAN and MAC", "out_src_mac"),
    "outdstmac": _by("Output destination MAC address", "VLAN and MAC", "out_dst_mac"),
    "nsrcip": _by("Source IP address after NAT", "NAT", "nat_src"),
    "ndstip": _by("Destination IP address after NAT", "NAT", "nat_dst"),
    "nsrcport": _by("Source port after NAT", "NAT", "nat_src_port"),
    "ndstport": _by("Destination port after NAT", "NAT", "nat_dst_port"),
    "hhost": _by("HTTP host", "Applications", "http_host"),
    "dnsqname": _by("DNS question", "Applications", "dns_qname"),
    "tlssni": _by("TLS server name", "Applications", "tls_sni"),
}
"""By the id that Chapters and REST use: Flowmon's where it is known, else nfdump's, else ours."""
