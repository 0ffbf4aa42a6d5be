"""Padding of sets and records (RFC 7011 §3.3.1, RFC 3954 §5.2, §5.3)."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.standards.conftest import Exchange

OCTETS, PADDING = 1, 210


@pytest.mark.parametrize("length", range(8))
@pytest.mark.parametrize("filling", [b"\0", b"\xff"], ids=["zeros", "other octets"])
def test_padding_shorter_than_a_record(exchange: Exchange, rfc: SimpleNamespace, length: int, filling: bytes) -> None:
    message = rfc.ipfix(
        rfc.set(2, rfc.template(256, rfc.field(OCTETS, 8))),
        rfc.set(256, bytes(7) + b"\x01", bytes(7) + b"\x02", padding=filling * length),
        rfc.set(256, bytes(7) + b"\x03"),
    )
    assert [one["octetDeltaCount"] for one in exchange.fields(message)] == [1, 2, 3]
    assert not exchange.codes


@pytest.mark.parametrize("length", range(8))
def test_padding_of_template_sets(exchange: Exchange, rfc: SimpleNamespace, length: int) -> None:
    message = rfc.ipfix(
        rfc.set(2, rfc.template(256, rfc.field(OCTETS, 8)), padding=bytes(length)),
        rfc.set(3, rfc.options_template(257, 1, rfc.field(149, 4), rfc.field(34, 4)), padding=bytes(length)),
        rfc.set(256, bytes(7) + b"\x01"),
    )
    assert [one["octetDeltaCount"] for one in exchange.fields(message)] == [1]
    assert exchange.decoder.counters.templates == 2
    assert not exchange.codes


@pytest.mark.parametrize("length", range(4))
def test_v9_sets_end_on_4_octets(exchange: Exchange, rfc: SimpleNamespace, length: int) -> None:
    template = rfc.template(256, rfc.field(OCTETS, 5))
    message = rfc.v9(rfc.set(0, template), rfc.set(256, b"\0\0\0\0\x01" * 3, padding=bytes(length)))
    assert [one["octetDeltaCount"] for one in exchange.fields(message)] == [1, 1, 1]
    assert not exchange.codes


def test_padding_as_long_as_a_record_is_records(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """RFC 7011 §3.3.1 forbids such padding, because nothing tells it from records."""
    message = rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(4, 1))), rfc.set(256, b"\x06", padding=bytes(3)))
    assert [one["protocolIdentifier"] for one in exchange.fields(message)] == [6, 0, 0, 0]


def test_padding_after_records_of_variable_length(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """What is shorter than the shortest record is padding: here 4 octets and an empty name."""
    message = rfc.ipfix(
        rfc.set(2, rfc.template(256, rfc.field(8, 4), rfc.field(82, 65535))),
        rfc.set(256, bytes(4) + rfc.variable(b"eth0"), padding=bytes(4)),
    )
    assert [one["interfaceName"] for one in exchange.fields(message)] == ["eth0"]
    assert not exchange.codes


def test_padding_inside_a_record(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """paddingOctets (RFC 5102 §5.12.1) may stand anywhere and have any length."""
    fields = [rfc.field(4, 1), rfc.field(PADDING, 3), rfc.field(OCTETS, 4), rfc.field(PADDING, 0)]
    message = rfc.ipfix(rfc.set(2, rfc.template(256, *fields)), rfc.set(256, b"\x06\0\0\0" + rfc.u32(9)))
    (record,) = exchange.fields(message)
    assert record == {
        "protocolIdentifier": 6,
        "paddingOctets": "0x000000",
        "octetDeltaCount": 9,
        "paddingOctets#2": "0x",
    }


def test_zeros_after_the_last_set_of_a_v9_message(exchange: Exchange, rfc: SimpleNamespace) -> None:
    message = rfc.v9(rfc.set(0, rfc.template(256, rfc.field(OCTETS, 4))), rfc.set(256, rfc.u32(1))) + bytes(6)
    assert [one["octetDeltaCount"] for one in exchange.fields(message)] == [1]
    assert not exchange.codes


def test_a_set_that_is_shorter_than_a_record(exchange: Exchange, rfc: SimpleNamespace) -> None:
    message = rfc.ipfix(
        rfc.set(2, rfc.template(256, rfc.field(OCTETS, 8))), rfc.set(256, bytes(7)), rfc.set(256, bytes(8))
    )
    assert len(exchange.feed(message)) == 1
    assert exchange.codes == ["short-data-set"]
