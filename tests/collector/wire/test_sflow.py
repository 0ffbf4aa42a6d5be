"""Datagrams put together as the sFlow version 5 specification prints its structures."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon_collector.wire import sflow
from fauxmon_collector.wire.messages import SFLOW, DataBody, Session
from fauxmon_collector.wire.problems import Fault, ProblemCode
from fauxmon_collector.wire.records import records

MACS = bytes.fromhex("02005e000002 02005e000001")
IPV4 = bytes.fromhex("4500 0054 0001 0000 40 11 0000 c0000201 c6336402 1388 0035 0040 0000")
IPV6 = bytes.fromhex("6000 0000 0010 3a 40") + bytes(15) + b"\x01" + bytes(15) + b"\x02" + bytes.fromhex("8000 0000")


def u32(*numbers: int) -> bytes:
    return b"".join(number.to_bytes(4, "big") for number in numbers)


def structure(number: int, *parts: bytes) -> bytes:
    body = b"".join(parts)
    return u32(number, len(body)) + body


def datagram(*samples: bytes, agent: bytes = u32(1) + bytes([192, 0, 2, 1]), count: int | None = None) -> bytes:
    return u32(5) + agent + u32(7, 100, 60_000, len(samples) if count is None else count) + b"".join(samples)


def raw(packet: bytes, length: int = 98, protocol: int = 1) -> bytes:
    return structure(1, u32(protocol, length, 4, len(packet)), packet, bytes(-len(packet) % 4))


def sample(*parts: bytes, input_: int = 3, output: int = 4, count: int | None = None) -> bytes:
    header = u32(1, 3, 1000, 5000, 0, input_, output, len(parts) if count is None else count)
    return structure(1, header, *parts)


def read(octets: bytes) -> list[dict[str, Any]]:
    samples = sflow.read(octets, 1_700_000_000.5)
    assert not isinstance(samples, Fault)
    found = []
    for part in samples.parts:
        session = Session("192.0.2.1", 40000, 6343)
        template = sflow.sflow_template(part.set_id)
        count = len(part.body) // (template.record_length or 1)
        body = DataBody(samples.header, session, 1.0, 1, 1, part.set_id, part.body, count=count)
        found += [record.fields for record in records(template, [body])]
    return found


def test_a_sampled_ethernet_frame() -> None:
    (record,) = read(datagram(sample(raw(MACS + b"\x08\x00" + IPV4))))
    told = {key: value for key, value in record.items() if value not in (0, "0.0.0.0", "0x000000")}
    assert told == {
        "sourceIPv4Address": "192.0.2.1",
        "destinationIPv4Address": "198.51.100.2",
        "protocolIdentifier": 17,
        "ipTTL": 64,
        "fragmentIdentification": 1,
        "sourceTransportPort": 5000,
        "destinationTransportPort": 53,
        "ingressInterface": 3,
        "egressInterface": 4,
        "samplingInterval": 1000,
        "packetDeltaCount": 1,
        "octetDeltaCount": 84,
        "layer2OctetDeltaCount": 98,
        "sourceMacAddress": "02:00:5e:00:00:01",
        "destinationMacAddress": "02:00:5e:00:00:02",
        "ethernetType": 0x0800,
    }


def test_the_header() -> None:
    samples = sflow.read(datagram(sample(raw(MACS + b"\x08\x00" + IPV4))), 1_700_000_000.5)
    assert isinstance(samples, sflow.Samples)
    header = samples.header
    assert (header.version, header.domain, header.sequence) == (SFLOW, 7, 100)
    assert (header.export_time, header.sysuptime, header.count) == (1_700_000_000, 60_000, 1)


def test_an_agent_with_an_ipv6_address() -> None:
    assert len(read(datagram(sample(raw(IPV4, protocol=11)), agent=u32(2) + bytes(16)))) == 1


def test_samples_of_both_families_and_of_neither() -> None:
    arp = MACS + bytes.fromhex("0806") + bytes(28)
    octets = datagram(
        sample(raw(arp, 64)), sample(raw(IPV6, protocol=12)), sample(raw(IPV4, protocol=11)), sample(raw(arp, 60))
    )
    four, six, other, _ = read(octets)
    assert four["sourceIPv4Address"] == "192.0.2.1"
    assert (six["sourceIPv6Address"], six["icmpTypeCodeIPv6"], six["octetDeltaCount"]) == ("::1", 0x8000, 56)
    assert (other["ethernetType"], other["octetDeltaCount"]) == (0x0806, 64)
    assert "sourceIPv4Address" not in other


def test_an_expanded_sample() -> None:
    header = u32(1, 0, 3, 1000, 5000, 0, 0, 70_000, 0, 80_000, 1)
    (record,) = read(datagram(structure(3, header, raw(IPV4, protocol=11))))
    assert (record["ingressInterface"], record["egressInterface"], record["samplingInterval"]) == (70_000, 80_000, 1000)


@pytest.mark.parametrize(
    ("output", "interface", "status"),
    [
        (4, 4, 0),
        (0x3FFFFFFF, 0, 0),
        (0x80000003, 0, 0),  # to three interfaces
        (0x40000001, 0, 131),  # discarded: host unreachable
        (0x40000102, 0, 129),  # access list
        (0x40000101, 0, 137),  # TTL
        (0x40000999, 0, 128),
    ],
)
def test_where_a_packet_went(output: int, interface: int, status: int) -> None:
    (record,) = read(datagram(sample(raw(IPV4, protocol=11), output=output)))
    assert (record["egressInterface"], record["forwardingStatus"]) == (interface, status)


def test_what_the_agent_knows_besides() -> None:
    path = u32(1) + bytes([203, 0, 113, 1]) + u32(64500, 64501, 64502, 2, 1, 1, 64503, 2, 2, 64504, 64505, 0, 100)
    (record,) = read(
        datagram(
            sample(
                structure(1001, u32(10, 0, 20, 0)),
                structure(1002, u32(1), bytes([203, 0, 113, 2]), u32(24, 19)),
                structure(1003, path),
                structure(4413 << 12 | 1, b"other"),
                raw(IPV4, protocol=11),
            )
        )
    )
    assert (record["vlanId"], record["postVlanId"]) == (10, 20)
    assert (record["ipNextHopIPv4Address"], record["bgpNextHopIPv4Address"]) == ("203.0.113.2", "203.0.113.1")
    assert (record["sourceIPv4PrefixLength"], record["destinationIPv4PrefixLength"]) == (24, 19)
    assert (record["bgpSourceAsNumber"], record["bgpDestinationAsNumber"]) == (64501, 64505)


def test_packets_that_the_agent_has_read_itself() -> None:
    ethernet = structure(2, u32(98), MACS[6:], bytes(2), MACS[:6], bytes(2), u32(0x0800))
    packet = structure(3, u32(84, 6), bytes([192, 0, 2, 1, 198, 51, 100, 2]), u32(5000, 443, 0x12, 0xB8))
    (record,) = read(datagram(sample(ethernet, packet)))
    assert (record["sourceIPv4Address"], record["destinationTransportPort"]) == ("192.0.2.1", 443)
    assert (record["octetDeltaCount"], record["layer2OctetDeltaCount"]) == (84, 98)
    assert (record["tcpControlBits"], record["ipClassOfService"]) == (0x12, 0xB8)
    assert record["sourceMacAddress"] == "02:00:5e:00:00:01"
    six = structure(4, u32(84, 6), bytes(15) + b"\x01", bytes(15) + b"\x02", u32(5000, 443, 0x12, 0xB8))
    (record,) = read(datagram(sample(six)))
    assert (record["destinationIPv6Address"], record["sourceTransportPort"]) == ("::2", 5000)


def test_counters_are_no_flows() -> None:
    samples = sflow.read(datagram(structure(2, bytes(20)), structure(4, bytes(20)), structure(5, bytes(40))), 0.0)
    assert isinstance(samples, sflow.Samples)
    assert not samples.parts
    assert not samples.faults


@pytest.mark.parametrize(
    ("octets", "code", "offset"),
    [
        (datagram(sample(raw(IPV4)))[:27], ProblemCode.TRUNCATED_HEADER, 27),
        (u32(5, 2) + bytes(24), ProblemCode.TRUNCATED_HEADER, 32),
        (u32(5, 3) + bytes(40), ProblemCode.BAD_SAMPLE, 4),
        (datagram(), ProblemCode.NO_SETS, 28),
        (datagram(sample(raw(IPV4)))[:-4], ProblemCode.BAD_SAMPLE, 36),
        (datagram(count=3), ProblemCode.BAD_SAMPLE, 24),
    ],
)
def test_what_is_no_datagram(octets: bytes, code: ProblemCode, offset: int) -> None:
    fault = sflow.read(octets, 0.0)
    assert isinstance(fault, Fault)
    assert (fault.code, fault.offset) == (code, offset)


@pytest.mark.parametrize("bad", [structure(1, bytes(31)), structure(3, bytes(43)), u32(1, 5000) + bytes(60)])
def test_a_bad_sample_leaves_those_before_it_alone(bad: bytes) -> None:
    good = sample(raw(IPV4, protocol=11))
    samples = sflow.read(datagram(good, bad), 0.0)
    assert isinstance(samples, sflow.Samples)
    assert [part.set_id for part in samples.parts] == [260]
    assert [(fault.code, fault.offset) for fault in samples.faults] == [(ProblemCode.BAD_SAMPLE, 28 + len(good) + 8)]


def test_a_flow_record_that_is_cut_short_is_passed_over() -> None:
    cut = u32(1001, 999) + bytes(16)
    (record,) = read(datagram(sample(raw(IPV4, protocol=11), cut)))
    assert (record["sourceTransportPort"], record["vlanId"]) == (5000, 0)


def test_an_as_path_whose_lengths_lie_is_read_as_far_as_it_goes() -> None:
    path = u32(1, 0, 64500, 0, 0, 0xFFFFFFFF, 1, 1, 64503, 2, 0xFFFFFFFF)
    (record,) = read(datagram(sample(structure(1003, path), raw(IPV4, protocol=11))))
    assert (record["bgpSourceAsNumber"], record["bgpDestinationAsNumber"]) == (64500, 64503)
