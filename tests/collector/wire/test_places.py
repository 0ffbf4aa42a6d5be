from __future__ import annotations

import pytest

from fauxmon_collector.wire.places import WholeRecords, field_places, whole_records
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, FieldSpecifier, Template

FIXED = Template(10, 256, (FieldSpecifier(8, 4), FieldSpecifier(4, 1)))
VARIABLE = Template(10, 256, (FieldSpecifier(4, 1), FieldSpecifier(82, VARIABLE_LENGTH), FieldSpecifier(7, 2)))


def record(text: bytes, long_form: bool = False) -> bytes:
    prefix = b"\xff" + len(text).to_bytes(2) if long_form else bytes([len(text)])
    return b"\x06" + prefix + text + b"\x00\x50"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (bytes(10), (2, 10, False)),
        (bytes(13), (2, 10, False)),
        (bytes(4), (0, 0, False)),
        (b"", (0, 0, False)),
    ],
)
def test_records_of_fixed_length(body: bytes, expected: WholeRecords) -> None:
    assert whole_records(FIXED, body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (record(b"eth0") * 2, (2, 16, False)),
        (record(b"eth0") + record(b"x" * 300, long_form=True), (2, 8 + 306, False)),
        (record(b"eth0", long_form=True), (1, 10, False)),
        (record(b"eth0") + bytes(3), (1, 8, False)),
        (record(b"eth0") + b"\x06\x05abc", (1, 8, True)),
        (b"\x06\xff\x00\x09", (0, 0, True)),
        (b"\x06\xff\x00\x00", (0, 0, True)),
        (b"\x06\xff\x00", (0, 0, False)),
    ],
)
def test_records_of_variable_length(body: bytes, expected: WholeRecords) -> None:
    assert whole_records(VARIABLE, body) == expected


def test_a_field_of_variable_length_may_end_the_record_and_the_body() -> None:
    last = Template(10, 256, (FieldSpecifier(82, VARIABLE_LENGTH), FieldSpecifier(82, VARIABLE_LENGTH)))
    assert whole_records(last, b"\x01a\x02bc") == (1, 5, False)
    assert whole_records(last, b"\x01a\x02b")[2]
    assert whole_records(last, b"\x01a")[2]


def test_places_of_fields() -> None:
    body = record(b"eth0") + record(b"lo", long_form=True)
    places, end = field_places(VARIABLE, body, 0)
    assert places == [(0, 1), (2, 4), (6, 2)]
    assert field_places(VARIABLE, body, end) == ([(8, 1), (12, 2), (14, 2)], 16)
