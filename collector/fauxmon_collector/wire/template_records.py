"""One record of a Template Set or Options Template Set, read by `struct`.

With many templates much of what an exporter sends is templates, and construct takes a hundred times as long;
`grammar.py` declares the same and a property test holds the two equal.
"""

from __future__ import annotations

from struct import Struct, unpack_from
from typing import NamedTuple

from fauxmon_collector.wire.templates import ENTERPRISE_BIT, FieldSpecifier, Kind, specifier

_HALVES = (Struct(">H"), Struct(">HH"), Struct(">HHH"))
_WORD = Struct(">I")
_FIELD_LENGTH = 4


class TemplateRecord(NamedTuple):
    """`lengths` are the two of v9 options, in octets, else none; `scope_count` is 0 in data templates. The record ends
    before `end`."""

    template_id: int
    fields: tuple[FieldSpecifier, ...]
    scope_count: int
    lengths: tuple[int, int] | None
    end: int


def read_record(version: int, kind: Kind, octets: bytes, start: int) -> TemplateRecord | None:
    """The record at `start`, written in the manner of `version`; None if the octets end inside it."""
    size = 6 if kind == "options" else 4
    if version == 10 and octets[start + 2 : start + 4] == b"\0\0":
        size = 4  # a withdrawal (RFC 7011 §8.1) has no scope count
    if len(octets) - start < size:
        return None
    head = _HALVES[size // 2 - 1].unpack_from(octets, start)
    start += size
    if version == 10:
        fields = _fields(octets, start, head[1])
        scope_count, lengths = head[2] if len(head) == 3 else 0, None
    elif kind == "options":
        fields = _plain_fields(octets, start, head[1] // _FIELD_LENGTH + head[2] // _FIELD_LENGTH)
        scope_count, lengths = head[1] // _FIELD_LENGTH, (head[1], head[2])
    else:
        fields = _plain_fields(octets, start, head[1])
        scope_count, lengths = 0, None
    if fields is None:
        return None
    return TemplateRecord(head[0], fields[0], scope_count, lengths, fields[1])


_Fields = tuple[tuple[FieldSpecifier, ...], int]
"""(Field Specifiers, where they end)."""


def _plain_fields(octets: bytes, start: int, count: int) -> _Fields | None:
    """So many Field Specifiers without Enterprise Numbers."""
    end = start + count * _FIELD_LENGTH
    if end > len(octets):
        return None
    halves = unpack_from(f">{2 * count}H", octets, start)
    return tuple(map(FieldSpecifier, halves[::2], halves[1::2])), end


def _fields(octets: bytes, start: int, count: int) -> _Fields | None:
    """So many Field Specifiers of IPFIX, some of which may have an Enterprise Number behind them."""
    plain = _plain_fields(octets, start, count)
    if plain is None or all(field.number < ENTERPRISE_BIT for field in plain[0]):
        return plain
    fields = []
    for _ in range(count):
        if start + _FIELD_LENGTH > len(octets):
            return None
        number, length = _HALVES[1].unpack_from(octets, start)
        start += _FIELD_LENGTH
        pen = None
        if number & ENTERPRISE_BIT:
            if start + _WORD.size > len(octets):
                return None
            (pen,) = _WORD.unpack_from(octets, start)
            start += _WORD.size
        fields.append(specifier(10, number, length, pen))
    return tuple(fields), start
