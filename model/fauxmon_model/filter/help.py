"""What the words of the filter language mean, for people: one table for pages, completions and the manual."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from fauxmon_model.filter.fields import FIELDS, Field, FieldKind
from fauxmon_model.filter.vocabulary import NETS, spellings


class Help(NamedTuple):
    """`spellings` begin with the one that filters are printed with. `example` is a whole filter."""

    spellings: tuple[str, ...]
    title: str
    unit: str
    compares: str
    example: str

    def __str__(self) -> str:
        unit = f" ({self.unit})" if self.unit else ""
        return f"{self.title}{unit}; compares with {self.compares}" if self.compares else self.title


KEYWORDS: dict[str, Help] = {
    "_ANY": Help(("any",), "Every flow", "", "", "any"),
    "_IPV4": Help(("ipv4", "inet"), "Flows of IPv4", "", "", "ipv4"),
    "_IPV6": Help(("ipv6", "inet6"), "Flows of IPv6", "", "", "ipv6"),
    "_FLAGS": Help(
        ("flags",),
        "TCP with at least these flags, or with `=` exactly these; under `not`, with none of them",
        "",
        "letters of ASFRPUXEC (X: FSRPAU), or the number of exactly these",
        "flags SA",
    ),
    "_ROUTER": Help(
        ("router ip", "router host"),
        "Flows of one exporter",
        "",
        "the IP address that it sends from",
        "router ip 192.0.2.1",
    ),
    "_IDENT": Help(
        ("ident",),
        "Flows of one Source",
        "",
        "the id or the name of its Channel in All Sources",
        "ident 192-0-2-1_p2055",
    ),
    "_AND": Help(("and",), "Both conditions hold", "", "", "ipv4 and proto tcp"),
    "_OR": Help(("or",), "One of the conditions holds, or both", "", "", "port 80 or port 443"),
    "_NOT": Help(("not", "!"), "The condition does not hold", "", "", "not proto udp"),
    "IN": Help(("in",), "One of a list", "", "values between brackets", "port in [80, 443]"),
}
"""By terminal: the words that are no fields."""
_VALUES = {
    FieldKind.TIME: ("a time of ISO 8601, UTC if it has no offset", "> 2024-01-31T12:00:00"),
    FieldKind.ADDRESS: ("an IP address or a list of addresses and networks", "192.0.2.1"),
    FieldKind.MAC: ("a MAC address or a list of them", "00:53:00:00:00:01"),
    FieldKind.TEXT: ("text: none contains, = is, > begins with, < ends with", '"example"'),
}
_EXAMPLES = {
    "src port": "> 1023",
    "as": "in [64512, 64513]",
    "bytes": ">= 1m",
    "packets": "> 10",
    "ethertype": "0x0806",
    "proto": "in [tcp, udp]",
    "http-host": '"example.com"',
    "http-url": '> "/api"',
    "tls-sni": "< .org",
    "http-method": "= POST",
    "src geo": "CZ",
    "dst geo": "CZ",
    "geo": "CZ",
    "tls-cipher": "0x1301",
}


def help_of(words: str) -> Help:
    """Of a field, or of `net` with one, as it is printed."""
    if (address := NETS.get(words)) is not None:
        title, compares = FIELDS[address].title, "a network, by prefix (/24) or by mask"
        return Help(tuple(spellings(words)), title, "", compares, f"{words} 192.0.2.0/24")
    field = FIELDS[words]
    compares, value = _VALUES.get(field.kind) or _number(field)
    return Help(tuple(spellings(words)), field.title, field.unit, compares, f"{words} {_EXAMPLES.get(words, value)}")


def _number(field: Field) -> tuple[str, str]:
    """What a field of numbers compares with, and an example."""
    compares = f"a number up to {Decimal(field.largest) / field.scale:f}"
    if field.names:
        return f"{compares}, a name, or a list of them", next(iter(field.names))
    return f"{compares}, or a list of them", "> 0.5" if field.scale > 1 else "1"
