"""Where records and fields stand in the body of a Data Set.

With fields of fixed length that is arithmetic. A field of variable length starts with its length: one octet, or 255
and two octets more (RFC 7011 §7); then the records are found by walking.
"""

from __future__ import annotations

from fauxmon_collector.wire.templates import VARIABLE_LENGTH, Template

_LONG_FORM = 255
WholeRecords = tuple[int, int, bool]
"""(how many records are whole, where they end in the body, whether a broken one follows)"""


def whole_records(template: Template, body: bytes) -> WholeRecords:
    """The whole records of a body. What is left and too short for a record is padding."""
    if template.record_length is not None:
        count = len(body) // template.record_length
        return count, count * template.record_length, False
    count, start = 0, 0
    while len(body) - start >= template.min_length:
        end = _record_end(template, body, start)
        if end < 0:
            return count, start, any(body[start:])
        count += 1
        start = end
    return count, start, False


def field_places(template: Template, body: bytes, start: int) -> tuple[list[tuple[int, int]], int]:
    """(offset, length) in octets of each field of the whole record at `start`, and where the record ends."""
    places: list[tuple[int, int]] = []
    for specifier in template.fields:
        length = specifier.length
        if length == VARIABLE_LENGTH:
            length = body[start]
            start += 1
            if length == _LONG_FORM:
                length = body[start] << 8 | body[start + 1]
                start += 2
        places.append((start, length))
        start += length
    return places, start


def _record_end(template: Template, body: bytes, start: int) -> int:
    """Where the record at `start` ends, -1 if the body ends before it."""
    size = len(body)
    *runs, tail = template.runs
    for fixed in runs:
        start += fixed
        if start >= size:
            return -1
        length = body[start]
        start += 1
        if length == _LONG_FORM:
            if start + 2 > size:
                return -1
            length = body[start] << 8 | body[start + 1]
            start += 2
        start += length
    start += tail
    return start if start <= size else -1
