"""The words of the filter language and what they stand for."""

from __future__ import annotations

from dataclasses import dataclass

from fauxmon_model.flow_columns import BY_NAME


@dataclass(frozen=True, slots=True)
class NumberField:
    """A field that compares with numbers. With two columns, the first is the source's (or ingress) side."""

    columns: tuple[str, ...]

    @property
    def largest(self) -> int:
        """The largest value that its columns hold."""
        return BY_NAME[self.columns[0]].kind.largest


NUMBER_FIELDS: dict[str, NumberField] = {
    "port": NumberField(("src_port", "dst_port")),
    "as": NumberField(("src_as", "dst_as")),
    "if": NumberField(("input_if", "output_if")),
    "packets": NumberField(("packets",)),
    "bytes": NumberField(("octets",)),
    "flows": NumberField(("flows",)),
    "tos": NumberField(("tos",)),
}

COMPARATORS: dict[str, str] = {
    **{symbol: symbol for symbol in ("=", "!=", ">", "<", ">=", "<=")},
    "==": "=",
    "eq": "=",
    "ne": "!=",
    "gt": ">",
    "lt": "<",
    "ge": ">=",
    "le": "<=",
}

PROTOCOLS: dict[str, int] = {
    "icmp": 1,
    "igmp": 2,
    "ipip": 4,
    "tcp": 6,
    "egp": 8,
    "igp": 9,
    "udp": 17,
    "ipv6": 41,
    "rsvp": 46,
    "gre": 47,
    "esp": 50,
    "ah": 51,
    "icmp6": 58,
    "eigrp": 88,
    "ospf": 89,
    "pim": 103,
    "vrrp": 112,
    "l2tp": 115,
    "sctp": 132,
}

TCP = PROTOCOLS["tcp"]

FLAGS: dict[str, int] = {"F": 1, "S": 2, "R": 4, "P": 8, "A": 16, "U": 32, "E": 64, "C": 128}
ALL_FLAGS = "X"
"""Stands for F, S, R, P, A and U together."""
