"""Information Elements (RFC 7012): what a number in a Field Specifier means.

The numbers are data, in `registry/`: IANA's registry, elements of enterprises, and NetFlow v9 types that IANA does not
name. They are read at the first look-up.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

FLOWMON_PEN = 39499

REVERSE_PEN = 29305
"""Elements of the reverse direction of a biflow carry this Private Enterprise Number (RFC 5103 §6.1)."""

V9_SCOPES = {1: "system", 2: "interface", 3: "lineCard", 4: "cache", 5: "template"}
"""Scope types of NetFlow v9 options (RFC 3954 §6.1)."""

_REGISTRY = Path(__file__).with_name("registry")


class AbstractType(StrEnum):
    """Abstract data types of RFC 7012 §3.1, RFC 6313 §4.5 and the registry."""

    OCTET_ARRAY = "octetArray"
    UNSIGNED8 = "unsigned8"
    UNSIGNED16 = "unsigned16"
    UNSIGNED32 = "unsigned32"
    UNSIGNED64 = "unsigned64"
    UNSIGNED256 = "unsigned256"
    SIGNED8 = "signed8"
    SIGNED16 = "signed16"
    SIGNED32 = "signed32"
    SIGNED64 = "signed64"
    FLOAT32 = "float32"
    FLOAT64 = "float64"
    BOOLEAN = "boolean"
    MAC_ADDRESS = "macAddress"
    STRING = "string"
    SECONDS = "dateTimeSeconds"
    MILLISECONDS = "dateTimeMilliseconds"
    MICROSECONDS = "dateTimeMicroseconds"
    NANOSECONDS = "dateTimeNanoseconds"
    IPV4_ADDRESS = "ipv4Address"
    IPV6_ADDRESS = "ipv6Address"
    BASIC_LIST = "basicList"
    SUB_TEMPLATE_LIST = "subTemplateList"
    SUB_TEMPLATE_MULTI_LIST = "subTemplateMultiList"


LIST_TYPES = frozenset({AbstractType.BASIC_LIST, AbstractType.SUB_TEMPLATE_LIST, AbstractType.SUB_TEMPLATE_MULTI_LIST})
"""The types of structured data (RFC 6313)."""


_LENGTHS = {
    AbstractType.UNSIGNED8: 1,
    AbstractType.SIGNED8: 1,
    AbstractType.BOOLEAN: 1,
    AbstractType.UNSIGNED16: 2,
    AbstractType.SIGNED16: 2,
    AbstractType.UNSIGNED32: 4,
    AbstractType.SIGNED32: 4,
    AbstractType.FLOAT32: 4,
    AbstractType.SECONDS: 4,
    AbstractType.IPV4_ADDRESS: 4,
    AbstractType.MAC_ADDRESS: 6,
    AbstractType.IPV6_ADDRESS: 16,
    AbstractType.UNSIGNED256: 32,
}
_LONG = 8


def full_length(type_: AbstractType) -> int | None:
    """Octets of a value that is not encoded in fewer (RFC 7011 §6.1); None if every value has a length of its own."""
    if type_ in LIST_TYPES or type_ in (AbstractType.STRING, AbstractType.OCTET_ARRAY):
        return None
    return _LENGTHS.get(type_, _LONG)


class Element(NamedTuple):
    """One Information Element. `pen` is 0 for IANA's own; `semantics` and `units` are the registry's words or empty.

    `name` is `<pen>/<id>` where only the type is known.
    """

    pen: int
    id: int
    name: str
    type: AbstractType
    semantics: str = ""
    units: str = ""


class Registry:
    """All elements we know, by number and by name."""

    def __init__(self) -> None:
        self._iana = {element.id: element for element in _elements("iana.csv", 0)}
        self._enterprise = {
            (int(pen), int(number)): Element(int(pen), int(number), name or f"{pen}/{number}", AbstractType(type_))
            for pen, number, name, type_ in _rows("enterprise.csv")
        }
        self._enterprise |= {(element.pen, element.id): element for element in _elements("flowmon.csv", FLOWMON_PEN)}
        self._v9 = {int(row[0]): Element(0, int(row[0]), row[1], AbstractType(row[2])) for row in _rows("v9.csv")}

    def find(self, version: int, pen: int, number: int) -> Element | None:
        """The element that `number` means in a Field Specifier of this version, if it has a name here."""
        if pen == REVERSE_PEN:
            forward = self._iana.get(number)
            return forward and forward._replace(pen=pen, name=reverse_name(forward.name))
        if pen:
            return self._enterprise.get((pen, number))
        return self._iana.get(number) or (self._v9.get(number) if version == 9 else None)

    @functools.cached_property
    def by_name(self) -> dict[str, Element]:
        """Every element by name: IANA's, their reverse, the enterprises' and v9's. IANA's come before a namesake."""
        reverse = [self.find(10, REVERSE_PEN, number) for number in self._iana]
        names: dict[str, Element] = {}
        for element in (*self._iana.values(), *reverse, *self._enterprise.values(), *self._v9.values()):
            if element is not None:
                names.setdefault(element.name, element)
        return names


@functools.cache
def registry() -> Registry:
    """The one registry of the process, read at the first call (a few ms)."""
    return Registry()


def reverse_name(name: str) -> str:
    """The name of the same property of the other direction (RFC 5103 §6.1): `reverseOctetDeltaCount`."""
    return f"reverse{name[0].upper()}{name[1:]}"


def v9_scope(number: int) -> Element:
    """The scope field of this number in NetFlow v9 options; scopes have numbers of their own."""
    return Element(0, number, f"scope:{V9_SCOPES.get(number, number)}", AbstractType.UNSIGNED32)


def unnamed(version: int, pen: int, number: int) -> str:
    """What a field without a name here is called: `<pen>/<number>`, `v9/<number>`."""
    return f"v9/{number}" if version == 9 else f"{pen}/{number}"


def _elements(name: str, pen: int) -> Iterator[Element]:
    for number, element, type_, semantics, units in _rows(name):
        yield Element(pen, int(number), element, AbstractType(type_), semantics, units)


def _rows(name: str) -> Iterator[list[str]]:
    with (_REGISTRY / name).open(newline="", encoding="ascii") as file:
        rows = csv.reader(file)
        next(rows)
        yield from rows
