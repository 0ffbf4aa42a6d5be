"""Templates and the sets that use them: order, redefinition, withdrawal, scopes.

RFC 7011 §3.4, §8; RFC 3954 §5, §6, §9.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.wire.messages import Session

if TYPE_CHECKING:
    from tests.standards.conftest import Exchange

ADDRESS, OCTETS, PACKETS, PROTOCOL = 8, 1, 2, 4


def test_a_redefinition_inside_a_message_is_for_what_follows(exchange: Exchange, rfc: SimpleNamespace) -> None:
    before = rfc.set(2, rfc.template(256, rfc.field(OCTETS, 2)))
    after = rfc.set(2, rfc.template(256, rfc.field(PACKETS, 1), rfc.field(PROTOCOL, 1)))
    data = rfc.set(256, b"\x06\x11")
    assert exchange.fields(rfc.ipfix(before, data, after, data)) == [
        {"octetDeltaCount": 0x0611},
        {"packetDeltaCount": 6, "protocolIdentifier": 17},
    ]


def test_several_sets_with_one_id_and_several_templates_in_a_set(exchange: Exchange, rfc: SimpleNamespace) -> None:
    templates = rfc.set(2, rfc.template(256, rfc.field(OCTETS, 1)), rfc.template(257, rfc.field(PACKETS, 1)))
    message = rfc.ipfix(
        templates, rfc.set(256, b"\x01\x02"), rfc.set(257, b"\x03"), rfc.set(256, b"\x04"), rfc.set(257, b"\x05")
    )
    records = exchange.feed(message)
    assert [(one.set, one.rec, *one.fields.values()) for one in records] == [
        (2, 1, 1),
        (2, 2, 2),
        (3, 1, 3),
        (4, 1, 4),
        (5, 1, 5),
    ]


def test_templates_come_in_messages_of_their_own(exchange: Exchange, rfc: SimpleNamespace) -> None:
    exchange.feed(rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(OCTETS, 1)))))
    exchange.feed(rfc.ipfix(rfc.set(2, rfc.template(257, rfc.field(PACKETS, 1)))))
    assert exchange.fields(rfc.ipfix(rfc.set(257, b"\x01"), rfc.set(256, b"\x02"))) == [
        {"packetDeltaCount": 1},
        {"octetDeltaCount": 2},
    ]


def test_data_before_their_template_wait_for_it(exchange: Exchange, rfc: SimpleNamespace) -> None:
    assert not exchange.feed(rfc.ipfix(rfc.set(256, b"\x07")), rfc.ipfix(rfc.set(256, b"\x08")))
    records = exchange.feed(rfc.ipfix(rfc.set(256, b"\x09"), rfc.set(2, rfc.template(256, rfc.field(OCTETS, 1)))))
    assert [(one.frame, one.set, one.fields["octetDeltaCount"]) for one in records] == [(1, 1, 7), (2, 1, 8), (3, 1, 9)]


@pytest.mark.parametrize(
    ("set_id", "withdrawal"),
    [(2, "0100 0000"), (2, "0002 0000"), (3, "0100 0000"), (3, "0003 0000")],
    ids=["template", "all templates", "options template", "all options templates"],
)
def test_a_withdrawal_over_udp_is_not_obeyed(
    exchange: Exchange, rfc: SimpleNamespace, set_id: int, withdrawal: str
) -> None:
    """RFC 7011 §8.4."""
    exchange.feed(rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(OCTETS, 1)))))
    exchange.feed(rfc.ipfix(rfc.set(set_id, bytes.fromhex(withdrawal))))
    assert exchange.codes == ["withdrawal-over-udp"]
    assert exchange.fields(rfc.ipfix(rfc.set(256, b"\x07"))) == [{"octetDeltaCount": 7}]


def test_template_ids_are_of_one_domain_and_one_exporter(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """RFC 7011 §3.4.1: unique to the Transport Session and Observation Domain."""
    other = Session("192.0.2.2", 40000, 4739)
    octets, packets = (rfc.set(2, rfc.template(256, rfc.field(number, 1))) for number in (OCTETS, PACKETS))
    data = rfc.set(256, b"\x07")
    exchange.feed(rfc.ipfix(octets, domain=1), rfc.ipfix(packets, domain=2))
    exchange.feed(rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(PROTOCOL, 1))), domain=1), session=other)
    assert exchange.fields(rfc.ipfix(data, domain=1), rfc.ipfix(data, domain=2)) == [
        {"octetDeltaCount": 7},
        {"packetDeltaCount": 7},
    ]
    assert exchange.fields(rfc.ipfix(data, domain=1), session=other) == [{"protocolIdentifier": 7}]
    assert not exchange.fields(rfc.ipfix(data, domain=3))


def test_template_ids_of_v9_and_of_ipfix_are_apart(exchange: Exchange, rfc: SimpleNamespace) -> None:
    exchange.feed(rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(OCTETS, 1)))))
    exchange.feed(rfc.v9(rfc.set(0, rfc.template(256, rfc.field(PACKETS, 1)))))
    data = rfc.set(256, b"\x07")
    assert exchange.fields(rfc.ipfix(data), rfc.v9(data)) == [{"octetDeltaCount": 7}, {"packetDeltaCount": 7}]


def test_a_template_and_an_options_template_share_their_ids(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """RFC 7011 §3.4.1: the newer one of an id is in force, whichever kind it has."""
    exchange.feed(rfc.ipfix(rfc.set(2, rfc.template(256, rfc.field(OCTETS, 2)))))
    exchange.feed(rfc.ipfix(rfc.set(3, rfc.options_template(256, 1, rfc.field(149, 1), rfc.field(34, 1)))))
    (record,) = exchange.feed(rfc.ipfix(rfc.set(256, b"\x01\x02")))
    assert (record.kind, record.fields) == ("options", {"observationDomainId": 1, "samplingInterval": 2})


def test_an_options_template_has_scopes_of_several_kinds(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """RFC 7011 §3.4.2.1: the scope fields are Information Elements and come first; an enterprise's may be one."""
    fields = [rfc.field(138, 1), rfc.field(7, 2, pen=55555), rfc.field(41, 1), rfc.field(82, 65535)]
    message = rfc.ipfix(
        rfc.set(3, rfc.options_template(256, 2, *fields)), rfc.set(256, b"\x01\xab\xcd\x03", rfc.variable(b"eth0"))
    )
    (record,) = exchange.feed(message)
    assert record.kind == "options"
    assert record.fields == {
        "observationPointId": 1,
        "55555/7": "0xabcd",
        "exportedMessageTotalCount": 3,
        "interfaceName": "eth0",
    }


def test_the_scopes_of_v9_have_numbers_of_their_own(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """RFC 3954 §6.1."""
    scopes = [rfc.field(number, 2) for number in (1, 2, 3, 4, 5)]
    templates = rfc.set(1, rfc.v9_options_template(256, scopes, [rfc.field(34, 4)]), padding=bytes(2))
    octets = b"".join(rfc.u16(number) for number in range(1, 6)) + rfc.u32(100)
    (record,) = exchange.fields(rfc.v9(templates, rfc.set(256, octets)))
    assert record == {
        "scope:system": 1,
        "scope:interface": 2,
        "scope:lineCard": 3,
        "scope:cache": 4,
        "scope:template": 5,
        "samplingInterval": 100,
    }


@pytest.mark.parametrize("count", [0, 1, 2, 7, 65535], ids=lambda count: f"count {count}")
def test_the_count_of_a_v9_header_is_not_relied_on(exchange: Exchange, rfc: SimpleNamespace, count: int) -> None:
    """Some exporters count records, as RFC 3954 §5.1 has it, others sets; the sets have lengths of their own."""
    message = rfc.v9(
        rfc.set(0, rfc.template(256, rfc.field(OCTETS, 1))), rfc.set(256, b"\x01\x02\x03\x04"), count=count
    )
    assert [one["octetDeltaCount"] for one in exchange.fields(message)] == [1, 2, 3, 4]


def test_the_enterprise_bit_is_of_ipfix_only(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """In v9 a number of 16 bits is a field type, and no Enterprise Number follows (RFC 3954 §5.2)."""
    message = rfc.v9(
        rfc.set(0, rfc.template(256, rfc.field(0xFFF0, 2), rfc.field(OCTETS, 2))), rfc.set(256, bytes(3) + b"\x01")
    )
    assert exchange.fields(message) == [{"v9/65520": "0x0000", "octetDeltaCount": 1}]


def test_a_length_of_65535_is_variable_in_ipfix_only(exchange: Exchange, rfc: SimpleNamespace) -> None:
    exchange.feed(rfc.v9(rfc.set(0, rfc.template(256, rfc.field(82, 65535))), rfc.set(256, b"\x01a\0\0")))
    assert exchange.codes == ["short-data-set"]


def test_biflows(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """RFC 5103 §6.1: PEN 29305 is the other direction of the element with that number; others cannot be reversed."""
    fields = [rfc.field(OCTETS, 4), rfc.field(OCTETS, 4, pen=29305), rfc.field(6, 1, pen=29305), rfc.field(239, 1)]
    octets = rfc.u32(100) + rfc.u32(2000) + b"\x12\x01"
    (record,) = exchange.fields(rfc.ipfix(rfc.set(2, rfc.template(256, *fields)), rfc.set(256, octets)))
    assert record == {
        "octetDeltaCount": 100,
        "reverseOctetDeltaCount": 2000,
        "reverseTcpControlBits": 0x12,
        "biflowDirection": 1,
    }


def test_data_link_frames(exchange: Exchange, rfc: SimpleNamespace) -> None:
    """RFC 7133: a section of a frame, and what its octets are."""
    fields = [rfc.field(312, 2), rfc.field(408, 2), rfc.field(409, 2), rfc.field(315, 65535), rfc.field(410, 2)]
    octets = rfc.u16(1500) + rfc.u16(1) + rfc.u16(0) + rfc.variable(b"\xaa" * 300) + rfc.u16(300)
    (record,) = exchange.fields(rfc.ipfix(rfc.set(2, rfc.template(256, *fields)), rfc.set(256, octets)))
    assert record == {
        "dataLinkFrameSize": 1500,
        "dataLinkFrameType": 1,
        "sectionOffset": 0,
        "dataLinkFrameSection": "0x" + "aa" * 300,
        "sectionExportedOctets": 300,
    }
