"""The records of options data, field by field, for those who learn from them."""

from __future__ import annotations

import struct

from fauxmon_collector.wire.messages import DataBody
from fauxmon_collector.wire.places import field_places
from fauxmon_collector.wire.templates import Template
from fauxmon_collector.wire.told import TEXT_LIMIT

RECORDS_LIMIT = 4096
"""As many records of one Data Set are looked at. Exporters fill a datagram of the MTU; only a hostile one has more."""
_LONGEST_INTEGER = 8


class OptionsRecord:
    """One record. Values go by `Template.keys`; None where the record has no such field or it cannot be one."""

    __slots__ = ("_body", "_places", "template")

    def __init__(self, template: Template, body: bytes, places: list[tuple[int, int]]) -> None:
        self.template = template
        self._body = body
        self._places = places

    def octets(self, key: str) -> bytes | None:
        """The octets of a field."""
        position = self.template.index.get(key)
        if position is None:
            return None
        start, length = self._places[position]
        return self._body[start : start + length]

    def unsigned(self, key: str) -> int | None:
        """An unsigned integer of 1 to 8 octets."""
        octets = self.octets(key)
        return int.from_bytes(octets) if octets and len(octets) <= _LONGEST_INTEGER else None

    def number(self, key: str) -> float | None:
        """A float of 4 or 8 octets, or an unsigned integer."""
        element = self.template.elements[self.template.index[key]] if key in self.template.index else None
        octets = self.octets(key)
        if octets and element is not None and element.type.startswith("float"):
            form = {4: ">f", 8: ">d"}.get(len(octets))
            return struct.unpack(form, octets)[0] if form else None
        unsigned = self.unsigned(key)
        return None if unsigned is None else float(unsigned)

    def text(self, key: str) -> str | None:
        """A string without the NULs and blanks that pad it, None if nothing is left; cut to what is remembered."""
        octets = self.octets(key)
        if octets is None:
            return None
        text = octets[: 4 * TEXT_LIMIT].split(b"\0", 1)[0].decode("utf-8", "replace").strip()
        return text[:TEXT_LIMIT] or None

    def repeated(self, element: str) -> list[int]:
        """The values of an element that may stand in the record more than once, in order."""
        values = [self.unsigned(element)]
        number = 2
        while (key := f"{element}#{number}") in self.template.index:
            values.append(self.unsigned(key))
            number += 1
        return [value for value in values if value is not None]


def options_records(template: Template, body: DataBody) -> list[OptionsRecord]:
    """The records of the body of an options Data Set, its padding cut off, `RECORDS_LIMIT` of them at most."""
    records: list[OptionsRecord] = []
    start = 0
    for _ in range(min(body.count, RECORDS_LIMIT)):
        places, start = field_places(template, body.body, start)
        records.append(OptionsRecord(template, body.body, places))
    return records
