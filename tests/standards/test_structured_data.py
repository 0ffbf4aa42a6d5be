"""Structured data (RFC 6313): lists in Data Records, built as §4.5 prints them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.wire.messages import Session

if TYPE_CHECKING:
    from tests.standards.conftest import Exchange

BASIC, SUB, MULTI = 291, 292, 293
ALL_OF, ORDERED, UNDEFINED = 3, 4, 255


def decoded(exchange: Exchange, rfc: SimpleNamespace, number: int, octets: bytes) -> dict[str, Any]:
    """The list in a record of template 300, where templates of two ports (301) and of a name (302) are in force."""
    templates = rfc.set(
        2,
        rfc.template(300, rfc.field(number, 65535), rfc.field(4, 1)),
        rfc.template(301, rfc.field(7, 2), rfc.field(11, 2)),
        rfc.template(302, rfc.field(4, 1), rfc.field(82, 65535)),
        rfc.template(303, rfc.field(4, 1), rfc.field(BASIC, 65535)),
    )
    (record,) = exchange.fields(rfc.ipfix(templates, rfc.set(300, rfc.variable(octets), b"\x11")))
    assert record["protocolIdentifier"] == 17
    (found,) = (value for key, value in record.items() if key.startswith("@"))
    found.pop("list")
    return dict(found)


@pytest.mark.parametrize("semantic", [0, 1, 2, ALL_OF, ORDERED, UNDEFINED, 77])
def test_a_basic_list_of_addresses(exchange: Exchange, rfc: SimpleNamespace, semantic: int) -> None:
    octets = rfc.u8(semantic) + rfc.field(8, 4) + bytes.fromhex("c0000201 c0000202")
    assert decoded(exchange, rfc, BASIC, octets) == {
        "semantic": semantic,
        "items": [{"sourceIPv4Address": "192.0.2.1"}, {"sourceIPv4Address": "192.0.2.2"}],
    }


def test_a_basic_list_of_an_enterprises_element(exchange: Exchange, rfc: SimpleNamespace) -> None:
    octets = rfc.u8(ALL_OF) + rfc.field(9, 2, pen=55555) + b"\x01\x02\x03\x04"
    assert decoded(exchange, rfc, BASIC, octets)["items"] == [{"55555/9": "0x0102"}, {"55555/9": "0x0304"}]


def test_a_basic_list_of_values_of_variable_length(exchange: Exchange, rfc: SimpleNamespace) -> None:
    values = rfc.variable(b"a") + rfc.variable(b"") + rfc.variable(b"b" * 300) + rfc.variable(b"c", True)
    found = decoded(exchange, rfc, BASIC, rfc.u8(ORDERED) + rfc.field(82, 65535) + values)
    assert [one["interfaceName"] for one in found["items"]] == ["a", "", "b" * 300, "c"]


def test_lists_that_hold_nothing(exchange: Exchange, rfc: SimpleNamespace) -> None:
    assert decoded(exchange, rfc, BASIC, rfc.u8(0) + rfc.field(8, 4)) == {"semantic": 0, "items": []}
    assert decoded(exchange, rfc, SUB, rfc.u8(0) + rfc.u16(301)) == {"semantic": 0, "template": 301, "items": []}
    assert decoded(exchange, rfc, MULTI, rfc.u8(0)) == {"semantic": 0, "items": []}
    assert decoded(exchange, rfc, MULTI, rfc.u8(0) + rfc.u16(301) + rfc.u16(4))["items"] == [
        {"template": 301, "items": []}
    ]


def test_a_sub_template_list(exchange: Exchange, rfc: SimpleNamespace) -> None:
    octets = rfc.u8(ALL_OF) + rfc.u16(302) + b"\x06" + rfc.variable(b"eth0") + b"\x11" + rfc.variable(b"")
    assert decoded(exchange, rfc, SUB, octets) == {
        "semantic": ALL_OF,
        "template": 302,
        "items": [
            {"protocolIdentifier": 6, "interfaceName": "eth0"},
            {"protocolIdentifier": 17, "interfaceName": ""},
        ],
    }


def test_a_sub_template_multi_list(exchange: Exchange, rfc: SimpleNamespace) -> None:
    ports = bytes.fromhex("0050 0400 01bb 0401")
    name = b"\x06" + rfc.variable(b"eth0")
    octets = rfc.u8(UNDEFINED) + rfc.u16(301) + rfc.u16(12) + ports + rfc.u16(302) + rfc.u16(4 + len(name)) + name
    found = decoded(exchange, rfc, MULTI, octets)
    assert [group["template"] for group in found["items"]] == [301, 302]
    assert [len(group["items"]) for group in found["items"]] == [2, 1]
    assert found["items"][0]["items"][1] == {"sourceTransportPort": 443, "destinationTransportPort": 1025}


def test_a_list_in_a_record_of_a_list(exchange: Exchange, rfc: SimpleNamespace) -> None:
    inner = rfc.u8(ORDERED) + rfc.field(12, 4) + bytes.fromhex("c0000209")
    octets = rfc.u8(ALL_OF) + rfc.u16(303) + b"\x06" + rfc.variable(inner) + b"\x11" + rfc.variable(b"")
    first, second = decoded(exchange, rfc, SUB, octets)["items"]
    assert first["basicList"]["items"] == [{"destinationIPv4Address": "192.0.2.9"}]
    assert second["basicList"] == {"list": "basicList", "octets": "0x"}


def test_two_lists_of_a_record_keep_their_order(exchange: Exchange, rfc: SimpleNamespace) -> None:
    templates = rfc.set(2, rfc.template(300, rfc.field(BASIC, 65535), rfc.field(BASIC, 65535)))
    lists = [rfc.variable(rfc.u8(ORDERED) + rfc.field(7, 2) + rfc.u16(port)) for port in (80, 443)]
    (record,) = exchange.fields(rfc.ipfix(templates, rfc.set(300, *lists)))
    assert record["@basicList"]["items"] == [{"sourceTransportPort": 80}]
    assert record["@basicList#2"]["items"] == [{"sourceTransportPort": 443}]


def test_a_list_of_fixed_length(exchange: Exchange, rfc: SimpleNamespace) -> None:
    octets = rfc.u8(ORDERED) + rfc.field(7, 2) + rfc.u16(80)
    templates = rfc.set(2, rfc.template(300, rfc.field(BASIC, len(octets))))
    (record,) = exchange.fields(rfc.ipfix(templates, rfc.set(300, octets)))
    assert record["@basicList"]["items"] == [{"sourceTransportPort": 80}]


def test_a_list_in_data_that_come_from_another_port_than_their_templates(
    exchange: Exchange, rfc: SimpleNamespace
) -> None:
    templates = rfc.set(2, rfc.template(300, rfc.field(SUB, 65535)), rfc.template(301, rfc.field(7, 2)))
    data = rfc.ipfix(rfc.set(300, rfc.variable(rfc.u8(ALL_OF) + rfc.u16(301) + rfc.u16(80))))
    other = Session("192.0.2.1", 40001, 4739)
    assert not exchange.fields(data, session=other)
    before, after = exchange.fields(rfc.ipfix(templates)), exchange.fields(data, session=other)
    assert [record["@subTemplateList"]["items"] for record in before + after] == [[{"sourceTransportPort": 80}]] * 2
