"""The words of the filter language and what they stand for."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from fauxmon_model.filter.fields import FIELDS

SPELLINGS: dict[str, tuple[str, ...]] = {
    "ip": ("ip", "host"),
    "nat ip": ("nat ip", "nip", "xip"),
    "nat net": ("nat net", "xnet"),
    "nat port": ("nat port", "nport", "xport"),
    "tun ip": ("tun ip", "tunip"),
    "bgp next ip": ("bgp next ip", "bgpnext ip"),
    "flows": ("flows", "flow"),
    "packets": ("packets", "in packets"),
    "bytes": ("bytes", "in bytes"),
    "tos": ("tos", "src tos"),
    "icmp-type": ("icmp-type", "icmp type"),
    "icmp-code": ("icmp-code", "icmp code"),
    "npm-jitter": ("npm-jitter", "npm-jitter-avg"),
    "npm-delay": ("npm-delay", "npm-delay-avg"),
    "npm-retr": ("npm-retr", "npm-rtr"),
    "observation domain id": ("observation domain id", "odid"),
    "observation point id": ("observation point id", "opid"),
    "asa xevent": ("asa xevent", "asa event denied"),
}
"""How a field may be written, first as it is printed. With `src` or `dst` before it, it has the same spellings."""

_GAP = r"(?:\s|#[^\n]*\n)+"
"""What may stand between two words of a field: white space and comments."""
_SIDES = re.compile(r"(src |dst |)(.*)")


def spellings(field: str) -> Iterator[str]:
    """Every way to write a field."""
    side, rest = _sides(field)
    for spelling in SPELLINGS.get(field, ()) or SPELLINGS.get(rest, (rest,)):
        yield spelling if field in SPELLINGS else side + spelling


def net(field: str) -> str:
    """What an address field is called before a network: `src ip` and `src net`."""
    return f"{field.removesuffix('ip')}net"


def _sides(field: str) -> tuple[str, str]:
    match = _SIDES.fullmatch(field)
    return ("", field) if match is None else (match[1], match[2])


NETS: dict[str, str] = {net(field): field for field in FIELDS if field.endswith("ip")}
"""`src net` → `src ip`."""

FIELD_OF: dict[str, str] = {
    **{spelling: field for field in FIELDS for spelling in spellings(field)},
    **{spelling: field for words, field in NETS.items() for spelling in spellings(words)},
}
"""Every spelling, in lower case with single spaces, → the field."""


def pattern(fields: Iterable[str]) -> str:
    """The regular expression of these fields in all their spellings, the longest first."""
    written = sorted(itertools.chain.from_iterable(map(spellings, fields)), key=lambda words: (-len(words), words))
    return f"(?:{'|'.join(words.replace(' ', _GAP) for words in written)})(?![\\w-])"


def field_of(text: str) -> str:
    """The field that this text, which has matched its pattern, means."""
    return FIELD_OF[re.sub(_GAP, " ", text).lower()]


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

CONTAINS = ""
TEXT_COMPARATORS: dict[str, str] = {"=": "=", "==": "=", ">": ">", "<": "<"}

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
