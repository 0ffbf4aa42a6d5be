"""The protocols that charts and statistics know: the product's code list (REST contract §2.4) and names of numbers."""

from __future__ import annotations

import sqlalchemy as sa

from fauxmon_model.flow_columns import FLOWS

ALL = 0
OTHER = 255

PROTOCOLS: dict[int, str] = {
    ALL: "All",
    1: "ICMP",
    2: "IGMP",
    4: "IPv4",
    6: "TCP",
    17: "UDP",
    41: "IPv6",
    58: "Ipv6-ICMP",
    OTHER: "Other",
}
"""Id → name as `/rest/fmc/protocols` lists them. 1 is ICMP of IPv4 only. Other is what has no chart of its own:
neither ICMP, TCP, UDP nor ICMPv6, so these four and Other add up to All."""

CHARTED: tuple[int, ...] = (1, 6, 17, 58)

_NAMES = {
    1: "ICMP",
    2: "IGMP",
    4: "IPIP",
    6: "TCP",
    17: "UDP",
    41: "IPv6",
    47: "GRE",
    50: "ESP",
    51: "AH",
    58: "ICMP6",
    88: "EIGRP",
    89: "OSPF",
    103: "PIM",
    112: "VRRP",
    115: "L2TP",
    132: "SCTP",
}


def name(number: int) -> str:
    """The short name of an IP protocol number, the number itself where there is none in use."""
    return _NAMES.get(number, str(number))


def predicate(protocol: int) -> sa.ColumnElement[bool] | None:
    """The flows of an id of `PROTOCOLS` (any other number: exactly that protocol); None for all."""
    if protocol == ALL:
        return None
    if protocol == OTHER:
        return FLOWS.c.protocol.not_in(CHARTED)
    return FLOWS.c.protocol == protocol
