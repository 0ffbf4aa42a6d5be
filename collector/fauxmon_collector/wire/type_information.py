"""What an exporter tells about its own Information Elements (RFC 5610): names and types that no registry here has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from fauxmon_collector.wire.elements import REVERSE_PEN, AbstractType, Element, registry
from fauxmon_collector.wire.options import OptionsRecord
from fauxmon_collector.wire.told import Told

TYPES_LIMIT = 1024
"""Elements of one Observation Domain that are remembered."""

ELEMENTS = frozenset({"informationElementId", "privateEnterpriseNumber"})
"""Both identify the element; options that lack one tell nothing of types."""

_TYPES = (
    AbstractType.OCTET_ARRAY,
    AbstractType.UNSIGNED8,
    AbstractType.UNSIGNED16,
    AbstractType.UNSIGNED32,
    AbstractType.UNSIGNED64,
    AbstractType.SIGNED8,
    AbstractType.SIGNED16,
    AbstractType.SIGNED32,
    AbstractType.SIGNED64,
    AbstractType.FLOAT32,
    AbstractType.FLOAT64,
    AbstractType.BOOLEAN,
    AbstractType.MAC_ADDRESS,
    AbstractType.STRING,
    AbstractType.SECONDS,
    AbstractType.MILLISECONDS,
    AbstractType.MICROSECONDS,
    AbstractType.NANOSECONDS,
    AbstractType.IPV4_ADDRESS,
    AbstractType.IPV6_ADDRESS,
    AbstractType.BASIC_LIST,
    AbstractType.SUB_TEMPLATE_LIST,
    AbstractType.SUB_TEMPLATE_MULTI_LIST,
    AbstractType.UNSIGNED256,
)
"""By the number of informationElementDataType (RFC 5610 §3.1 and IANA's registry of it)."""
_SEMANTICS = (
    "default",
    "quantity",
    "totalCounter",
    "deltaCounter",
    "identifier",
    "flags",
    "list",
    "snmpCounter",
    "snmpGauge",
)
_UNITS = (
    "",
    "bits",
    "octets",
    "packets",
    "flows",
    "seconds",
    "milliseconds",
    "microseconds",
    "nanoseconds",
    "4-octet words",
    "messages",
    "hops",
    "entries",
    "frames",
    "ports",
    "inferred",
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")


@dataclass(frozen=True, slots=True)
class TypeInformation:
    """The elements by Private Enterprise Number and element number, as one Observation Domain describes them."""

    told: Told[tuple[int, int], Element] = field(default_factory=Told)

    def learn(self, records: Iterable[OptionsRecord]) -> TypeInformation:
        """With what these records tell; itself if that is nothing new. The first description of an element stays: it
        must not change (RFC 5610 §3.9), and what was read by it would otherwise change its name."""
        found = {(one.pen, one.id): one for record in records if (one := _element(record))}
        told = self.told.add({key: one for key, one in found.items() if key not in self.told.entries}, TYPES_LIMIT)
        return self if told is self.told else TypeInformation(told)

    def find(self, pen: int, number: int) -> Element | None:
        """The element of an enterprise, if the exporter has described it."""
        return self.told.entries.get((pen, number))


def _element(record: OptionsRecord) -> Element | None:
    """The element that a record describes. None if its type is none that we know, and for elements that need no
    description: those of IANA (RFC 5610 §3.9), their reverse, and those that the registry here knows.

    A name that another element has already would have the field taken for that one: it counts as none.
    """
    pen, number = record.unsigned("privateEnterpriseNumber"), record.unsigned("informationElementId")
    type_ = record.unsigned("informationElementDataType")
    if not pen or not number or pen == REVERSE_PEN or type_ is None or type_ >= len(_TYPES):
        return None
    number &= 0x7FFF
    if registry().find(10, pen, number):
        return None
    name = record.text("informationElementName") or ""
    if not _NAME.fullmatch(name) or name in registry().by_name:
        name = f"{pen}/{number}"
    semantics, units = record.unsigned("informationElementSemantics"), record.unsigned("informationElementUnits")
    return Element(pen, number, name, _TYPES[type_], _word(_SEMANTICS, semantics), _word(_UNITS, units))


def _word(words: tuple[str, ...], number: int | None) -> str:
    return words[number] if number is not None and number < len(words) else ""
