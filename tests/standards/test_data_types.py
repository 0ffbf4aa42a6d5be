"""Every abstract data type, in every length that it may have (RFC 7011 §6, RFC 7012 §3.1)."""

from __future__ import annotations

import struct
from collections.abc import Callable
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.standards.conftest import Exchange

OneField = Callable[..., Any]
VARIABLE = 65535

NTP_2023 = struct.pack(">I", 1_700_000_000 + 2_208_988_800)


@pytest.mark.parametrize(
    ("number", "octets", "value"),
    [
        # §6.1.1 integers, §6.2 reduced-size
        pytest.param(4, b"\xff", 255, id="unsigned8"),
        pytest.param(7, b"\xff\xfe", 65534, id="unsigned16"),
        pytest.param(7, b"\xfe", 254, id="unsigned16 in 1"),
        pytest.param(10, b"\xff\xff\xff\xfe", 2**32 - 2, id="unsigned32"),
        pytest.param(10, b"\x01\x00\x00", 65536, id="unsigned32 in 3"),
        pytest.param(1, b"\xff" * 8, 2**64 - 1, id="unsigned64"),
        pytest.param(1, b"\x80" + bytes(6), 2**55, id="unsigned64 in 7"),
        pytest.param(1, b"\x80" + bytes(5), 2**47, id="unsigned64 in 6"),
        pytest.param(1, b"\x80" + bytes(4), 2**39, id="unsigned64 in 5"),
        pytest.param(1, b"\x01", 1, id="unsigned64 in 1"),
        pytest.param(434, b"\xff\xff\xff\xfe", -2, id="signed32"),
        pytest.param(434, b"\x80\x00\x00", -(2**23), id="signed32 in 3"),
        pytest.param(434, b"\xff", -1, id="signed32 in 1"),
        pytest.param(434, b"\x7f", 127, id="signed32 in 1, positive"),
        # §6.1.5 booleans: 1 is true, 2 is false
        pytest.param(276, b"\x01", 1, id="true"),
        pytest.param(276, b"\x02", 2, id="false"),
        # §6.1.3, §6.1.4 floats; float64 may be sent as float32 (§6.2)
        pytest.param(311, struct.pack(">d", 0.1), 0.1, id="float64"),
        pytest.param(311, struct.pack(">f", -0.25), -0.25, id="float64 in 4"),
        pytest.param(311, struct.pack(">d", -0.0), 0.0, id="minus zero"),
        # §6.1.2, §6.1.6, §6.1.7
        pytest.param(56, bytes.fromhex("0200005e0001"), "02:00:00:5e:00:01", id="macAddress"),
        pytest.param(8, bytes.fromhex("c0000201"), "192.0.2.1", id="ipv4Address"),
        pytest.param(27, bytes.fromhex("20010db8") + bytes(11) + b"\x01", "2001:db8::1", id="ipv6Address"),
        pytest.param(313, b"\x45\x00", "0x4500", id="octetArray"),
        pytest.param(82, "žluť".encode(), "žluť", id="string"),
        pytest.param(82, b"lo\0\0", "lo", id="string in a longer field"),
        # §6.1.8 times
        pytest.param(150, b"\xff\xff\xff\xff", 2**32 - 1, id="dateTimeSeconds"),
        pytest.param(152, struct.pack(">Q", 1_700_000_000_123), 1_700_000_000_123, id="dateTimeMilliseconds"),
        pytest.param(154, NTP_2023 + b"\x40\0\0\0", "ntp:2023-11-14T22:13:20.250000000Z", id="dateTimeMicroseconds"),
        pytest.param(156, NTP_2023 + b"\0\0\0\x05", "ntp:2023-11-14T22:13:20.000000001Z", id="dateTimeNanoseconds"),
    ],
)
@pytest.mark.parametrize("variable_length", [False, True], ids=["fixed", "variable"])
def test_a_value(
    one_field: OneField, rfc: SimpleNamespace, number: int, octets: bytes, value: object, variable_length: bool
) -> None:
    if variable_length:
        assert one_field(number, VARIABLE, rfc.variable(octets)) == value
    else:
        assert one_field(number, len(octets), octets) == value


def test_unsigned256(one_field: OneField) -> None:
    """RFC 9740 gives the type to ipv6ExtensionHeadersFull and its like."""
    assert one_field(515, 32, b"\x80" + bytes(31)) == 2**255
    assert one_field(515, 2, b"\x01\x00") == 256


@pytest.mark.parametrize(
    ("number", "value"),
    [
        pytest.param(1, 0, id="unsigned"),
        pytest.param(434, 0, id="signed"),
        pytest.param(276, 0, id="boolean"),
        pytest.param(82, "", id="string"),
        pytest.param(313, "0x", id="octetArray"),
        pytest.param(311, "0x", id="float"),
        pytest.param(8, "0x", id="ipv4Address"),
        pytest.param(56, "0x", id="macAddress"),
        pytest.param(152, 0, id="dateTimeMilliseconds"),
        pytest.param(156, "0x", id="dateTimeNanoseconds"),
    ],
)
def test_fields_of_no_octets(one_field: OneField, number: int, value: object) -> None:
    assert one_field(number, 0, b"") == value
    assert one_field(number, VARIABLE, b"\0") == value


@pytest.mark.parametrize(
    ("length", "long_form"),
    [(0, False), (1, False), (254, False), (0, True), (1, True), (254, True), (255, True), (256, True), (1000, True)],
)
def test_both_forms_of_a_length(one_field: OneField, rfc: SimpleNamespace, length: int, long_form: bool) -> None:
    """RFC 7011 §7: the long form may be used for any length."""
    assert one_field(82, VARIABLE, rfc.variable(b"a" * length, long_form)) == "a" * length


def test_a_repeated_element_keeps_its_order(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """RFC 7011 §8: multiple occurrences of an element keep the order of the packet's."""
    templates = rfc.template(256, rfc.field(70, 3), rfc.field(8, 4), rfc.field(70, 3), rfc.field(70, 3))
    octets = bytes.fromhex("000010 c0000201 000020 000031")
    (record,) = exchange.fields(rfc.ipfix(rfc.set(2, templates), rfc.set(256, octets)))
    assert list(record.items()) == [
        ("mplsTopLabelStackSection", "0x000010"),
        ("sourceIPv4Address", "192.0.2.1"),
        ("mplsTopLabelStackSection#2", "0x000020"),
        ("mplsTopLabelStackSection#3", "0x000031"),
    ]


def test_elements_without_a_name_keep_their_octets(one_field: OneField) -> None:
    assert one_field(7, 3, b"\x01\x02\x03", pen=55555) == "0x010203"
    assert one_field(32000, 2, b"\x01\x02") == "0x0102"


def test_columns_widen_whatever_length_an_integer_has(exchange: Exchange, rfc: SimpleNamespace) -> None:
    lengths = range(1, 9)
    for length in lengths:
        octets = (2 ** (8 * length) - 2).to_bytes(length, "big")
        message = rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(1, length))), rfc.set(256, octets))
        assert exchange.columns(message).unsigned("octetDeltaCount").tolist() == [2 ** (8 * length) - 2]


def test_columns_of_variable_length(exchange: Exchange, rfc: SimpleNamespace) -> None:
    templates = rfc.set(2, rfc.template(256, rfc.field(82, VARIABLE), rfc.field(1, VARIABLE), rfc.field(8, 4)))
    records = [
        rfc.variable(b"eth0") + rfc.variable(b"\x02\x00") + bytes.fromhex("c0000201"),
        rfc.variable(b"", True) + rfc.variable(b"") + bytes.fromhex("c0000202"),
        rfc.variable(b"x" * 300) + rfc.variable(b"\xff" * 8, True) + bytes.fromhex("c0000203"),
    ]
    columns = exchange.columns(rfc.ipfix(templates, rfc.set(256, *records)))
    assert columns.unsigned("octetDeltaCount").tolist() == [512, 0, 2**64 - 1]
    assert [int(low) & 0xFF for low in columns.address("sourceIPv4Address")[1]] == [1, 2, 3]


@pytest.mark.parametrize(
    ("number", "octets"),
    [
        pytest.param(150, struct.pack(">I", 1_700_000_000), id="seconds"),
        pytest.param(152, struct.pack(">Q", 1_700_000_000_000), id="milliseconds"),
        pytest.param(154, NTP_2023 + bytes(4), id="microseconds"),
        pytest.param(156, NTP_2023 + bytes(4), id="nanoseconds"),
    ],
)
def test_columns_of_times(exchange: Exchange, rfc: SimpleNamespace, number: int, octets: bytes) -> None:
    message = rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(number, len(octets)))), rfc.set(256, octets))
    columns = exchange.columns(message)
    (name,) = columns.template.keys
    assert columns.milliseconds(name).tolist() == [1_700_000_000_000]


@pytest.mark.parametrize("number", [154, 156], ids=["microseconds", "nanoseconds"])
def test_columns_of_times_do_not_lose_a_millisecond(exchange: Exchange, rfc: SimpleNamespace, number: int) -> None:
    """RFC 7011 §6.1.9: fractions are binary and cut off, those of microseconds without their lower 11 bits."""
    cut = ~0x7FF if number == 154 else ~0
    octets = b"".join(
        NTP_2023 + ((nanoseconds << 32) // 1_000_000_000 & cut).to_bytes(4, "big")
        for nanoseconds in (0, 999_000, 1_000_000, 1_999_000, 123_000_000, 999_000_000, 999_999_000)
    )
    message = rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(number, 8))), rfc.set(256, octets))
    columns = exchange.columns(message)
    (name,) = columns.template.keys
    found = columns.milliseconds(name) - 1_700_000_000_000
    assert found.tolist() == [0, 0, 1, 1, 123, 999, 999]
