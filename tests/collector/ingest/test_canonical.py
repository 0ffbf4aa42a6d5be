"""Canonical columns out of real Templates: what is told and what is not, which element wins, widths, units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from fauxmon_collector.ingest.canonical import canonical
from fauxmon_collector.ingest.canonical.addresses import MAPPED_LO
from fauxmon_collector.wire import encoder
from fauxmon_collector.wire.decoder import Decoder
from fauxmon_collector.wire.messages import Session
from fauxmon_model.flow_columns import PHYSICAL, Kind, Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.collector.ingest.conftest import Fields, Messages, Row

SESSION = Session("192.168.1.123", 40000, 3000)
EXPORT_MS = 1_700_000_000_000
OCTETS, PACKETS, PROTOCOL, TOS, SRC_PORT, SRC4, INPUT, DST4, SRC_AS, SRC6, DST6 = 1, 2, 4, 5, 7, 8, 10, 12, 16, 27, 28
FLOWS, OCTETS_TOTAL, IP_VERSION, UDP_SRC_PORT = 3, 85, 60, 180
START_S, END_S, START_MS, END_MS, START_DELTA, END_DELTA = 150, 151, 152, 153, 158, 159
DURATION_MS, START_UPTIME, END_UPTIME, EVENT_MS = 161, 22, 21, 323
FOUR = int.from_bytes([10, 0, 0, 1])
SIX = 0x2001_0DB8_0000_0000_0000_0000_0000_0001


def flow(messages: Messages, fields: Fields, *rows: Row) -> dict[str, list[Any]]:
    decoder = Decoder()
    decoder.feed(messages.ipfix(messages.template_set(fields), messages.data_set(fields, rows)), SESSION, 0.099)
    return columns_of(decoder)


def told(fields: Sequence[tuple[str, int]], *records: dict[str, Any]) -> dict[str, list[Any]]:
    """Of records by element names. What the Template does not need to tell is left out of the answer."""
    layout = encoder.template(10, 256, fields)
    sets = [encoder.template_set([layout]), encoder.data_set(layout, records)]
    decoder = Decoder()
    decoder.feed(encoder.ipfix_message(sets, export_time=EXPORT_MS // 1000, sequence=0, domain=0), SESSION, 0.0)
    always = {"received_ms", "source_id", "start_ms", "end_ms", "flows"}
    return {name: values for name, values in columns_of(decoder).items() if name not in always}


def columns_of(decoder: Decoder) -> dict[str, list[Any]]:
    (batch,) = decoder.take().batches
    columns = batch.columns()
    count = columns.count
    arrays = canonical(columns, np.full(len(columns.origin), 7, np.uint32))
    return {name: values_of(name, values, count) for name, values in arrays.items()}


def values_of(name: str, values: Any, count: int) -> list[Any]:
    """As Python values, seen to fit their column."""
    kind = dict(PHYSICAL)[name]
    if kind is Kind.TEXT:
        assert isinstance(values, Texts)
        assert (values.codes.dtype, len(values.codes)) == (np.int32, count)
        return [values.values[code] for code in values.codes.tolist()]
    wanted = np.dtype(kind.dtype)
    assert values.dtype == wanted or values.dtype.kind == wanted.kind == "u"
    assert values.dtype.itemsize <= wanted.itemsize
    assert len(values) == count
    return list(values.tolist())


def test_only_what_is_told_is_there(messages: Messages) -> None:
    assert flow(messages, [(OCTETS, 4)], [1500]) == {
        "octets": [1500],
        "flows": [1],
        "source_id": [7],
        "received_ms": [99],
        "start_ms": [EXPORT_MS],
        "end_ms": [EXPORT_MS],
        "observation_domain": [1],
    }


def test_counters_are_delta_first_then_total(messages: Messages) -> None:
    assert flow(messages, [(OCTETS_TOTAL, 8)], [5])["octets"] == [5]
    assert flow(messages, [(OCTETS_TOTAL, 8), (OCTETS, 8)], [5, 3])["octets"] == [3]


def test_reduced_and_full_sizes_and_many_records(messages: Messages) -> None:
    row = flow(messages, [(OCTETS, 3), (PACKETS, 8), (FLOWS, 2)], [70_000, 2**40, 4], [1, 2, 3])
    assert row["octets"] == [70_000, 1]
    assert row["packets"] == [2**40, 2]
    assert row["flows"] == [4, 3]


def test_a_record_is_at_least_one_flow(messages: Messages) -> None:
    assert flow(messages, [(FLOWS, 4)], [0])["flows"] == [1]


def test_a_value_wider_than_its_column_is_the_largest_that_fits(messages: Messages) -> None:
    row = flow(messages, [(SRC_PORT, 4), (INPUT, 8), (TOS, 2)], [70_000, 2**33, 256])
    assert (row["src_port"], row["input_if"], row["tos"]) == ([65535], [2**32 - 1], [255])


def test_the_general_port_goes_before_the_protocols_own(messages: Messages) -> None:
    assert flow(messages, [(UDP_SRC_PORT, 2)], [53])["src_port"] == [53]
    assert flow(messages, [(UDP_SRC_PORT, 2), (SRC_PORT, 2)], [53, 54])["src_port"] == [54]


def test_ipv4_is_mapped(messages: Messages) -> None:
    row = flow(messages, [(SRC4, 4), (DST4, 4)], [FOUR, FOUR + 1])
    assert (row["src_hi"], row["src_lo"]) == ([0], [MAPPED_LO | FOUR])
    assert row["dst_lo"] == [MAPPED_LO | FOUR + 1]
    assert row["ip_version"] == [4]


def test_ipv6(messages: Messages) -> None:
    row = flow(messages, [(SRC6, 16), (DST6, 16)], [SIX, 1])
    assert (row["src_hi"], row["src_lo"]) == ([SIX >> 64], [SIX & 2**64 - 1])
    assert row["ip_version"] == [6]


def test_a_template_with_both_families_goes_by_what_each_record_uses(messages: Messages) -> None:
    row = flow(messages, [(SRC4, 4), (SRC6, 16)], [FOUR, 0], [0, SIX])
    assert row["src_hi"] == [0, SIX >> 64]
    assert row["src_lo"] == [MAPPED_LO | FOUR, SIX & 2**64 - 1]
    assert row["ip_version"] == [4, 6]


def test_without_addresses_the_version_is_what_the_record_says(messages: Messages) -> None:
    assert flow(messages, [(IP_VERSION, 1)], [6])["ip_version"] == [6]


def test_start_and_end(messages: Messages) -> None:
    row = flow(messages, [(START_MS, 8), (END_MS, 8)], [1_000, 2_000])
    assert (row["start_ms"], row["end_ms"]) == ([1_000], [2_000])
    row = flow(messages, [(START_S, 4), (START_MS, 8), (END_S, 4)], [1, 1_234, 2])
    assert (row["start_ms"], row["end_ms"]) == ([1_234], [2_000])


def test_start_or_end_with_a_duration(messages: Messages) -> None:
    row = flow(messages, [(START_MS, 8), (DURATION_MS, 4)], [1_000, 500])
    assert (row["start_ms"], row["end_ms"]) == ([1_000], [1_500])
    row = flow(messages, [(END_MS, 8), (DURATION_MS, 4)], [1_000, 400])
    assert (row["start_ms"], row["end_ms"]) == ([600], [1_000])
    row = flow(messages, [(START_MS, 8)], [1_000])
    assert (row["start_ms"], row["end_ms"]) == ([1_000], [1_000])


def test_times_before_the_export(messages: Messages) -> None:
    row = flow(messages, [(START_DELTA, 4), (END_DELTA, 4)], [3_000_000, 1_000_000])
    assert (row["start_ms"], row["end_ms"]) == ([EXPORT_MS - 3_000], [EXPORT_MS - 1_000])


def test_an_event_has_one_moment(messages: Messages) -> None:
    row = flow(messages, [(EVENT_MS, 8)], [12_345])
    assert (row["start_ms"], row["end_ms"]) == ([12_345], [12_345])


def test_uptimes_count_back_from_the_header(messages: Messages) -> None:
    decoder = Decoder()
    decoder.feed(messages.v5(), SESSION, 0.0)
    row = columns_of(decoder)
    boot_ms = EXPORT_MS + 500 - 5_000
    assert (row["start_ms"], row["end_ms"]) == ([boot_ms + 1_000], [boot_ms + 2_000])
    assert (row["src_as"], row["protocol"], row["tcp_flags"], row["dst_port"]) == ([0], [6], [0x1B], [443])


def test_absurd_times_are_kept_and_break_nothing(messages: Messages) -> None:
    row = flow(messages, [(START_MS, 8), (END_MS, 8)], [2**64 - 1, 0])
    assert len(row["start_ms"]) == 1
    assert row["end_ms"] == [0]


def test_addresses_of_either_family() -> None:
    row = told(
        [("ipNextHopIPv4Address", 4), ("ipNextHopIPv6Address", 16)],
        {"ipNextHopIPv4Address": "10.0.0.1", "ipNextHopIPv6Address": "::"},
        {"ipNextHopIPv4Address": "0.0.0.0", "ipNextHopIPv6Address": "2001:db8::1"},
    )
    assert row == {"next_hop_hi": [0, SIX >> 64], "next_hop_lo": [MAPPED_LO | FOUR, 1]}


def test_mac_vlan_and_mpls() -> None:
    fields = [
        ("sourceMacAddress", 6),
        ("postDestinationMacAddress", 6),
        ("vlanId", 2),
        ("dot1qVlanId", 2),
        ("postDot1qVlanId", 2),
        ("mplsTopLabelStackSection", 3),
        ("mplsLabelStackSection10", 3),
    ]
    record = {
        "sourceMacAddress": "00:53:00:00:00:01",
        "postDestinationMacAddress": "ff:ff:ff:ff:ff:ff",
        "vlanId": 7,
        "dot1qVlanId": 8,
        "postDot1qVlanId": 9,
        "mplsTopLabelStackSection": "0x03ec11",
        "mplsLabelStackSection10": "0xfffff0",
    }
    assert told(fields, record) == {
        "in_src_mac": [0x0053_0000_0001],
        "out_dst_mac": [(1 << 48) - 1],
        "src_vlan": [7],
        "dst_vlan": [9],
        "mpls_1": [0x03EC11],
        "mpls_10": [0xFFFFF0],
    }


def test_texts() -> None:
    fields = [("httpRequestHost", 65535), ("tlsJa3Fingerprint", 4), ("userName", 8)]
    row = told(
        fields,
        {"httpRequestHost": "example.com", "tlsJa3Fingerprint": "0x00010203", "userName": "ann"},
        {"httpRequestHost": "", "tlsJa3Fingerprint": "0x00010203", "userName": "bob"},
    )
    assert row == {"http_host": ["example.com", ""], "tls_ja3": ["0x00010203"] * 2, "username": ["ann", "bob"]}


def test_signed_values() -> None:
    assert told([("mailFailedAuthenticationCount", 1)], {"mailFailedAuthenticationCount": -1}) == {
        "mail_failed_logins": [-1]
    }


@pytest.mark.parametrize(
    ("element", "length", "value", "microseconds"),
    [
        ("npnRoundTripTime", 4, 1500, 1500),
        ("netscalerRoundTripTime", 4, 83, 83_000),
        ("netscalerRoundTripTime", 4, 2**32 - 1, 2**32 - 1),
        ("netscalerRoundTripTime", 2, 65535, 65_535_000),
    ],
)
def test_a_round_trip_is_in_microseconds(element: str, length: int, value: int, microseconds: int) -> None:
    assert told([(element, length)], {element: value}) == {"npm_rtt": [microseconds]}


def test_nanoseconds_become_microseconds() -> None:
    assert told([("rfc3550JitterNanoseconds", 4)], {"rfc3550JitterNanoseconds": 2_999}) == {"rfc3550_jitter": [2]}


def test_the_flow_inside_a_tunnel_is_told_second(messages: Messages) -> None:
    fields = [(SRC4, 4), (PROTOCOL, 1), (SRC4, 4), (PROTOCOL, 1)]
    row = flow(messages, fields, [FOUR, 47, FOUR + 1, 6])
    assert (row["src_lo"], row["protocol"]) == ([MAPPED_LO | FOUR], [47])
    assert (row["tunnel_src_lo"], row["tunnel_protocol"]) == ([MAPPED_LO | FOUR + 1], [6])


def test_the_other_direction_of_a_biflow() -> None:
    fields = [("octetDeltaCount", 4), ("reverseOctetDeltaCount", 4), ("reverseTcpControlBits", 2)]
    assert told(fields, {"octetDeltaCount": 10, "reverseOctetDeltaCount": 20, "reverseTcpControlBits": 0x12}) == {
        "octets": [10],
        "reverse_octets": [20],
        "reverse_tcp_flags": [0x12],
    }
    fields = [("initiatorOctets", 8), ("responderOctets", 8)]
    assert told(fields, {"initiatorOctets": 1, "responderOctets": 2}) == {"octets": [1], "reverse_octets": [2]}


ICMP_FIELDS = [("protocolIdentifier", 1), ("destinationTransportPort", 2)]


def test_type_and_code_of_icmp_are_in_the_destination_port() -> None:
    row = told(
        [*ICMP_FIELDS, ("icmpTypeCodeIPv4", 2)],
        {"protocolIdentifier": 1, "destinationTransportPort": 5, "icmpTypeCodeIPv4": 0x0301},
        {"protocolIdentifier": 6, "destinationTransportPort": 80, "icmpTypeCodeIPv4": 0x0301},
        {"protocolIdentifier": 58, "icmpTypeCodeIPv4": 0x8000},
    )
    assert row["dst_port"] == [0x0301, 80, 0x8000]
    row = told(
        [("protocolIdentifier", 1), ("icmpTypeCodeIPv4", 2), ("icmpTypeCodeIPv6", 2)],
        {"protocolIdentifier": 1, "icmpTypeCodeIPv4": 0x0301, "icmpTypeCodeIPv6": 0x8000},
        {"protocolIdentifier": 58, "icmpTypeCodeIPv4": 0x0301, "icmpTypeCodeIPv6": 0x8000},
        {"protocolIdentifier": 17},
    )
    assert row["dst_port"] == [0x0301, 0x8000, 0]


def test_type_and_code_of_icmp_from_elements_of_their_own() -> None:
    row = told(
        [("protocolIdentifier", 1), ("icmpTypeIPv6", 1), ("icmpCodeIPv6", 1), ("icmpTypeIPv4", 1)],
        {"protocolIdentifier": 58, "icmpTypeIPv6": 1, "icmpCodeIPv6": 4},
        {"protocolIdentifier": 1, "icmpTypeIPv4": 11},
    )
    assert row["dst_port"] == [0x0104, 0x0B00]


def test_without_an_element_for_icmp_the_port_is_what_it_is() -> None:
    record = {"protocolIdentifier": 1, "destinationTransportPort": 0x0800}
    assert told(ICMP_FIELDS, record)["dst_port"] == [0x0800]


def by_header(message: bytes, *others: bytes) -> dict[str, list[Any]]:
    """What flows say of Observation Domain and engine."""
    decoder = Decoder()
    for datagram in (message, *others):
        decoder.feed(datagram, SESSION, 0.0)
    names = ("observation_domain", "engine_type", "engine_id")
    return {name: values for name, values in columns_of(decoder).items() if name in names}


def ipfix(domain: int, *fields: tuple[str, int], **record: int) -> bytes:
    layout = encoder.template(10, 256, [("octetDeltaCount", 4), *fields])
    sets = [encoder.template_set([layout]), encoder.data_set(layout, [{"octetDeltaCount": 1, **record}])]
    return encoder.ipfix_message(sets, export_time=EXPORT_MS // 1000, sequence=0, domain=domain)


def v9(domain: int) -> bytes:
    layout = encoder.template(9, 256, [("octetDeltaCount", 4)])
    sets = [encoder.template_set([layout]), encoder.data_set(layout, [{"octetDeltaCount": 1}])]
    return encoder.v9_message(sets, count=2, sysuptime=0, export_time=EXPORT_MS // 1000, sequence=0, domain=domain)


def v5(engine_type: int, engine_id: int) -> bytes:
    engine = {"engine_type": engine_type, "engine_id": engine_id}
    return encoder.v5_message([{}], sysuptime=0, export_time=EXPORT_MS // 1000, sequence=0, **engine)


def test_the_observation_domain_is_that_of_the_message_header() -> None:
    assert by_header(ipfix(2**32 - 1)) == {"observation_domain": [2**32 - 1]}


def test_the_observation_domain_of_the_record_goes_before_that_of_the_header() -> None:
    assert by_header(ipfix(7, ("observationDomainId", 4), observationDomainId=0)) == {"observation_domain": [0]}


def test_the_source_id_of_v9_tells_the_engine_too() -> None:
    told = {"observation_domain": [0x10203], "engine_type": [2], "engine_id": [3]}
    assert by_header(v9(0x10203)) == told


def test_the_engine_of_v5_is_its_observation_domain() -> None:
    assert by_header(v5(2, 3)) == {"observation_domain": [0x203], "engine_type": [2], "engine_id": [3]}


@pytest.mark.parametrize("message", [ipfix(0), v9(0), v5(0, 0)], ids=["ipfix", "v9", "v5"])
def test_domain_0_is_none(message: bytes) -> None:
    assert by_header(message) == {}


def test_beside_others_domain_0_is_none_too() -> None:
    assert by_header(ipfix(0), ipfix(7), ipfix(0)) == {"observation_domain": [None, 7, None]}


def test_the_domain_tells_the_records_of_each_message_of_their_own() -> None:
    assert by_header(ipfix(7), ipfix(8)) == {"observation_domain": [7, 8]}
