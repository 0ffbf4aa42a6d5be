from __future__ import annotations

import struct

from fauxmon_collector.wire.elements import registry
from fauxmon_collector.wire.messages import DataBody, MessageHeader, Session
from fauxmon_collector.wire.options import RECORDS_LIMIT, OptionsRecord, options_records
from fauxmon_collector.wire.templates import VARIABLE_LENGTH, FieldSpecifier, Template
from fauxmon_collector.wire.told import TEXT_LIMIT


def record(element: str, octets: bytes) -> OptionsRecord:
    known = registry().by_name[element]
    template = Template(10, 256, (FieldSpecifier(known.id, len(octets), known.pen),), 1, "options")
    return OptionsRecord(template, octets, [(0, len(octets))])


def body(template: Template, octets: bytes, count: int) -> DataBody:
    header = MessageHeader(10, 0, 0, 0, None, 0)
    return DataBody(header, Session("192.0.2.1", 1, 2055), 0.0, 0, 1, 256, octets, count=count)


def test_integers_of_any_length_up_to_eight_octets() -> None:
    assert record("samplerId", b"\x01").unsigned("samplerId") == 1
    assert record("samplerId", b"\x01\x00\x02").unsigned("samplerId") == 0x10002
    assert record("samplerId", b"\xff" * 8).unsigned("samplerId") == (1 << 64) - 1
    assert record("samplerId", b"\x01" * 9).unsigned("samplerId") is None
    assert record("samplerId", b"").unsigned("samplerId") is None
    assert record("samplerId", b"\x01").unsigned("selectorId") is None


def test_numbers_are_read_by_their_type() -> None:
    probability = "samplingProbability"
    assert record(probability, struct.pack(">d", 0.25)).number(probability) == 0.25
    assert record(probability, struct.pack(">f", 0.25)).number(probability) == 0.25
    assert record(probability, b"\x01\x02").number(probability) is None
    assert record("samplingInterval", b"\x00\x64").number("samplingInterval") == 100.0
    assert record("samplingInterval", b"\x00\x64").number(probability) is None


def test_texts_lose_their_padding_and_have_a_longest_length() -> None:
    assert record("interfaceName", b"Gi0/1\0\0rest").text("interfaceName") == "Gi0/1"
    assert record("interfaceName", b"  \0\0").text("interfaceName") is None
    assert record("interfaceName", b"\xff\xfe").text("interfaceName") == "\ufffd\ufffd"
    long = record("interfaceName", "ä".encode() * 5000).text("interfaceName")
    assert long == "ä" * TEXT_LIMIT


def test_an_element_that_is_repeated() -> None:
    template = Template(10, 256, tuple(FieldSpecifier(302, 1) for _ in range(3)), 1, "options")
    (one,) = options_records(template, body(template, b"\x05\x06\x07", 1))
    assert one.repeated("selectorId") == [5, 6, 7]
    assert one.repeated("samplerId") == []


def test_records_of_variable_length() -> None:
    template = Template(10, 256, (FieldSpecifier(10, 4), FieldSpecifier(82, VARIABLE_LENGTH)), 1, "options")
    octets = b"\x00\x00\x00\x01\x04eth0\x00\x00\x00\x02\x02lo"
    records = options_records(template, body(template, octets, 2))
    assert [one.text("interfaceName") for one in records] == ["eth0", "lo"]


def test_no_more_than_so_many_records_are_looked_at() -> None:
    template = Template(10, 256, (FieldSpecifier(302, 1),), 1, "options")
    assert len(options_records(template, body(template, bytes(RECORDS_LIMIT + 5), RECORDS_LIMIT + 5))) == RECORDS_LIMIT
