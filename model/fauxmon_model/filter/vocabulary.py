"""The words of the filter language: how fields may be written, comparators, flags."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from fauxmon_model.filter.fields import FIELDS

SPELLINGS: dict[str, tuple[str, ...]] = {
    "ip": ("ip", "host"),
    "nat ip": ("nat ip", "nip", "xip"),
    "nat net": ("nat net", "xnet"),
    "nat port": ("nat port", "nport", "xport"),
    "tun ip": ("tun ip", "tunip"),
    "tun proto": ("tun proto", "tun-protocol"),
    "bgp next ip": ("bgp next ip", "bgpnext ip"),
    "flows": ("flows", "flow"),
    "packets": ("packets", "in packets"),
    "bytes": ("bytes", "in bytes"),
    "tos": ("tos", "src tos"),
    "ttl": ("ttl", "ip ttl"),
    "icmp-type": ("icmp-type", "icmp type"),
    "icmp-code": ("icmp-code", "icmp code"),
    "engine-type": ("engine-type", "engine type"),
    "engine-id": ("engine-id", "engine id"),
    "sysid": ("sysid", "exporter sysid"),
    "src geo": ("src geo", "src-country"),
    "dst geo": ("dst geo", "dst-country"),
    "npm-jitter": ("npm-jitter", "npm-jitter-avg"),
    "npm-delay": ("npm-delay", "npm-delay-avg"),
    "npm-retr": ("npm-retr", "npm-rtr"),
    "observation domain id": ("observation domain id", "odid", "exporter id"),
    "observation point id": ("observation point id", "opid"),
    "asa xevent": ("asa xevent", "asa event denied"),
}
"""How a field may be written, first as it is printed. With `src` or `dst` before it, it has the same spellings."""

GAP = r"(?:\s++|#[^\n]*+\n)++"
"""What may stand between two words of a field: white space and comments. Never tried twice: it may be long."""
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
    """The regular expression of these fields in all their spellings: by their first word, the longest first."""
    after: defaultdict[str, list[str]] = defaultdict(list)
    for words in itertools.chain.from_iterable(map(spellings, fields)):
        first, _, rest = words.partition(" ")
        after[first].append(rest)
    return f"(?:{'|'.join(_beginning_with(first, after[first]) for first in _longest_first(after))})(?![\\w-])"


def _beginning_with(first: str, rests: list[str]) -> str:
    longer = [rest.replace(" ", GAP) for rest in _longest_first(filter(None, rests))]
    if not longer:
        return first
    return f"{first}(?:{GAP}(?:{'|'.join(longer)}))" + ("?" if "" in rests else "")


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=lambda each: (-len(each), each))


def field_of(text: str) -> str:
    """The field that this text, which has matched its pattern, means."""
    return FIELD_OF[re.sub(GAP, " ", text).lower()]


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

COMPARATOR_NAMES: dict[str, str] = {
    "=": "equal",
    "!=": "not equal",
    ">": "greater",
    "<": "less",
    ">=": "greater or equal",
    "<=": "less or equal",
}

CONTAINS = ""
TEXT_COMPARATORS: dict[str, str] = {"=": "=", "==": "=", ">": ">", "<": "<"}
TEXT_COMPARATOR_NAMES: dict[str, str] = {"=": "is", ">": "begins with", "<": "ends with"}

FLAGS: dict[str, int] = {"F": 1, "S": 2, "R": 4, "P": 8, "A": 16, "U": 32, "E": 64, "C": 128}
FLAG_NAMES: dict[str, str] = {
    "F": "FIN",
    "S": "SYN",
    "R": "RST",
    "P": "PSH",
    "A": "ACK",
    "U": "URG",
    "E": "ECE",
    "C": "CWR",
    "X": "FIN, SYN, RST, PSH, ACK and URG",
}
ALL_FLAGS = "X"
"""Stands for F, S, R, P, A and U together."""
