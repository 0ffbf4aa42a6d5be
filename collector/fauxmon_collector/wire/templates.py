"""Template: the layout of the records of a Data Set, immutable, compiled once."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from fauxmon_collector.wire.elements import LIST_TYPES, Element, registry, unnamed, v9_scope

VARIABLE_LENGTH = 65535
"""In IPFIX the length of a field whose length stands in each record (RFC 7011 §3.2, §7)."""

ENTERPRISE_BIT = 0x8000

Kind = Literal["data", "options"]


class FieldSpecifier(NamedTuple):
    """One field of a template (RFC 7011 §3.2): element number without enterprise bit, length in octets, PEN or 0."""

    number: int
    length: int
    pen: int = 0


def specifier(version: int, number: int, length: int, pen: int | None) -> FieldSpecifier:
    """The Field Specifier of these wire values; the one place that knows the enterprise bit, which only IPFIX has."""
    if version == 10 and number & ENTERPRISE_BIT:
        return FieldSpecifier(number & ~ENTERPRISE_BIT, length, pen or 0)
    return FieldSpecifier(number, length)


class Layout:
    """What Templates share that are read alike, whoever announced them and under which id: the same object."""

    __slots__ = ("__weakref__",)


_LAYOUTS: weakref.WeakValueDictionary[tuple[object, ...], Layout] = weakref.WeakValueDictionary()


@dataclass(frozen=True, slots=True, eq=False)
class Template:
    """A template in force. Two Templates are the same only if they are one object: data is bound to the object. Those
    of one `layout` are read alike.

    `set_id` is the Template ID, None in v1 and v5, whose records have a template by definition. The first
    `scope_count` fields of an Options Template are its scope. `described` are elements that no registry here has but
    the exporter has told of (RFC 5610).

    The layout: `elements` (None where we have no name for one) and `keys` (names in a decoded record, a repeated
    element gets `#2`) go with `fields`. `record_length` in octets is None if a field is of variable length;
    `min_length` is the least a record can take. `offsets` are those of the fields while the fields before have a fixed
    length; `runs` are the octets of fixed length before each field of variable length, and after the last one; `places`
    tell of each field the run that it is in, or that ends where it starts, and its offset in that run. `index` gives
    the first field with a name; `has_lists` tells whether there is structured data (RFC 6313). Those of one `mixture`
    have the same fields in any order, but that repeated elements come in one order; `by_number` are the positions of
    the fields in ascending order of element.
    """

    version: int
    set_id: int | None
    fields: tuple[FieldSpecifier, ...]
    scope_count: int = 0
    kind: Kind = "data"
    described: tuple[Element, ...] = ()
    elements: tuple[Element | None, ...] = field(init=False)
    keys: tuple[str, ...] = field(init=False)
    index: dict[str, int] = field(init=False)
    record_length: int | None = field(init=False)
    min_length: int = field(init=False)
    offsets: tuple[int, ...] = field(init=False)
    runs: tuple[int, ...] = field(init=False)
    places: tuple[tuple[int, int], ...] = field(init=False)
    has_lists: bool = field(init=False)
    layout: Layout = field(init=False)
    by_number: tuple[int, ...] = field(init=False)
    mixture: Layout = field(init=False)

    def __post_init__(self) -> None:
        elements, keys = _named(self.version, self.fields, self.scope_count, self.described)
        index: dict[str, int] = {}
        for position, name in enumerate(keys):
            index.setdefault(name, position)
        offsets: list[int] = []
        runs: list[int] = []
        places: list[tuple[int, int]] = []
        offset = run = 0
        for spec in self.fields:
            offsets.append(offset)
            places.append((len(runs), run))
            if self.version == 10 and spec.length == VARIABLE_LENGTH:
                runs.append(run)
                offset, run = offset + 1, 0
            else:
                offset, run = offset + spec.length, run + spec.length
        by_number = tuple(sorted(range(len(self.fields)), key=lambda position: self.fields[position][::2]))
        ordered = tuple(self.fields[position] for position in by_number)
        for name, value in (
            ("elements", elements),
            ("keys", keys),
            ("index", index),
            ("record_length", None if runs else offset),
            ("min_length", offset),
            ("offsets", tuple(offsets)),
            ("runs", (*runs, run)),
            ("places", tuple(places)),
            ("has_lists", any(element is not None and element.type in LIST_TYPES for element in elements)),
            ("layout", _layout(self.version, self.kind, self.scope_count, self.fields, self.described)),
            ("by_number", by_number),
            ("mixture", _layout(self.version, self.kind, self.scope_count, ordered, self.described)),
        ):
            object.__setattr__(self, name, value)

    def same_layout(self, other: Template) -> bool:
        """Whether records of both are read alike, so that announcing the other one changes nothing."""
        alike = (self.fields, self.scope_count, self.kind, self.described)
        return alike == (other.fields, other.scope_count, other.kind, other.described)

    def as_described(self, find: Callable[[int, int], Element | None]) -> Template:
        """The template with the elements that `find` has for a PEN and a number; itself if that changes nothing."""
        strangers = {
            (field.pen, field.number): None
            for field, element in zip(self.fields, self.elements, strict=True)
            if field.pen and (element is None or element in self.described)
        }
        described = tuple(element for stranger in strangers if (element := find(*stranger)) is not None)
        if described == self.described:
            return self
        return Template(self.version, self.set_id, self.fields, self.scope_count, self.kind, described)


def _layout(*alike: object) -> Layout:
    known = _LAYOUTS.get(alike)
    if known is None:
        known = _LAYOUTS[alike] = Layout()
    return known


def _named(
    version: int, fields: Sequence[FieldSpecifier], scope_count: int, described: Sequence[Element]
) -> tuple[tuple[Element | None, ...], tuple[str, ...]]:
    known = registry()
    told = {(element.pen, element.id): element for element in described}
    seen: dict[str, int] = {}
    elements: list[Element | None] = []
    keys: list[str] = []
    for position, (number, _, pen) in enumerate(fields):
        scope = version == 9 and position < scope_count
        element = v9_scope(number) if scope else known.find(version, pen, number) or told.get((pen, number))
        name = element.name if element else unnamed(version, pen, number)
        seen[name] = seen.get(name, 0) + 1
        elements.append(element)
        keys.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(elements), tuple(keys)
