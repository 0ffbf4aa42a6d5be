"""Records one by one, all fields with their names: the slow path, for people and for comparing with others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from fauxmon_collector.wire.elements import LIST_TYPES
from fauxmon_collector.wire.lists import read_list
from fauxmon_collector.wire.messages import DataBody, MessageHeader
from fauxmon_collector.wire.places import field_places
from fauxmon_collector.wire.templates import Kind, Template
from fauxmon_collector.wire.values import value


class Record(NamedTuple):
    """One record. `set` counts the sets of the message (0 in v1 and v5), `rec` the records of the set, both from 1.

    `fields` goes by IANA's names (`values.py` and `Template.keys` tell the rest). A list is there twice: its
    octets, and what they hold under its name with an `@` before it (`lists.py`).
    """

    frame: int
    set: int
    rec: int
    kind: Kind
    set_id: int | None
    exporter: str
    header: MessageHeader
    fields: dict[str, Any]


def records(template: Template, bodies: Sequence[DataBody]) -> Iterator[Record]:
    """The records of bodies that share a template, in order."""
    for body in bodies:
        start = 0
        for number in range(1, body.count + 1):
            places, start = field_places(template, body.body, start)
            fields: dict[str, Any] = {}
            for key, element, (offset, length) in zip(template.keys, template.elements, places, strict=True):
                octets = body.body[offset : offset + length]
                fields[key] = value(element, octets)
                if element is not None and element.type in LIST_TYPES:
                    fields[f"@{key}"] = read_list(element, octets, body.templates or {})
            yield Record(
                body.frame,
                body.set_index,
                number,
                template.kind,
                body.set_id,
                body.session.address,
                body.header,
                fields,
            )
