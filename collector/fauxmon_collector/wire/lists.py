"""Structured data (RFC 6313): lists of values and of records inside one field.

A list becomes `{"list": its type, "semantic": number, "items": [fields, …]}`; those of records also say `"template"`,
for subTemplateMultiList each item does. What cannot be read (no such template, cut short) is hexadecimal under
`"octets"`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon_collector.wire.elements import LIST_TYPES, AbstractType, Element
from fauxmon_collector.wire.places import field_places, whole_records
from fauxmon_collector.wire.templates import Template, specifier
from fauxmon_collector.wire.values import Value, hexadecimal, value

_DEEPEST = 8
"""Lists in lists beyond this depth are left as octets: a remote must not choose how deep we recurse."""

Templates = Mapping[int, Template]
"""Template ID → Template, as in force when the list came."""


def read_list(element: Element, octets: bytes, templates: Templates, depth: int = 0) -> dict[str, Any]:
    """The list in a field's octets."""
    read: dict[str, Any] = {"list": str(element.type)}
    if not octets or depth > _DEEPEST:
        return {**read, "octets": hexadecimal(octets)}
    read["semantic"] = octets[0]
    if element.type is AbstractType.BASIC_LIST:
        return {**read, **_basic(octets[1:], templates, depth)}
    if element.type is AbstractType.SUB_TEMPLATE_LIST:
        return {**read, **_sub_template(octets[1:], templates, depth)}
    return {**read, **_multi(octets[1:], templates, depth)}


def _basic(octets: bytes, templates: Templates, depth: int) -> dict[str, Any]:
    """RFC 6313 §4.5.1: a Field Specifier, then values of that one element."""
    number, length = int.from_bytes(octets[:2]), int.from_bytes(octets[2:4])
    start = 8 if number & 0x8000 else 4
    if len(octets) < start:
        return {"octets": hexadecimal(octets)}
    field = specifier(10, number, length, int.from_bytes(octets[4:start]))
    if not field.length:
        return {"items": []}
    return _items(Template(10, None, (field,)), octets[start:], templates, depth)


def _sub_template(octets: bytes, templates: Templates, depth: int) -> dict[str, Any]:
    """RFC 6313 §4.5.2: a Template ID, then records of that template."""
    template_id = int.from_bytes(octets[:2])
    template = templates.get(template_id)
    if template is None:
        return {"template": template_id, "octets": hexadecimal(octets[2:])}
    return {"template": template_id, **_items(template, octets[2:], templates, depth)}


def _multi(octets: bytes, templates: Templates, depth: int) -> dict[str, Any]:
    """RFC 6313 §4.5.3: groups, each with a Template ID and its length, which includes these 4 octets."""
    groups: list[dict[str, Any]] = []
    start = 0
    while len(octets) - start >= 4:
        length = int.from_bytes(octets[start + 2 : start + 4])
        if not 4 <= length <= len(octets) - start:
            return {"items": groups, "octets": hexadecimal(octets[start:])}
        group = octets[start : start + 2] + octets[start + 4 : start + length]
        groups.append(_sub_template(group, templates, depth))
        start += length
    return {"items": groups} if start == len(octets) else {"items": groups, "octets": hexadecimal(octets[start:])}


def _items(template: Template, octets: bytes, templates: Templates, depth: int) -> dict[str, Any]:
    records, end, _ = whole_records(template, octets)
    items: list[dict[str, Any]] = []
    start = 0
    for _ in range(records):
        places, start = field_places(template, octets, start)
        items.append(
            {
                key: _value(element, octets[offset : offset + length], templates, depth)
                for key, element, (offset, length) in zip(template.keys, template.elements, places, strict=True)
            }
        )
    return {"items": items} if end == len(octets) else {"items": items, "octets": hexadecimal(octets[end:])}


def _value(element: Element | None, octets: bytes, templates: Templates, depth: int) -> Value | dict[str, Any]:
    if element is not None and element.type in LIST_TYPES:
        return read_list(element, octets, templates, depth + 1)
    return value(element, octets)
