"""Packets put together to flows."""

from __future__ import annotations

import struct

import pytest

from fauxmon.simulator.flows.packets import flows_of_packets
from fauxmon_collector.input.capture_file import CaptureError, Packet

RAW, LOOPBACK, ETHERNET, COOKED = 101, 0, 1, 113


def tcp(source: int, destination: int, flags: int, length: int = 60) -> bytes:
    header = struct.pack(">BBHHHBBH", 0x45, 8, length, 1, 0, 64, 6, 0)
    return (
        header
        + bytes([10, 0, 0, source, 10, 0, 0, destination])
        + struct.pack(">HHIIBBHHH", 1000 + source, 443, 0, 0, 0x50, flags, 0, 0, 0)
    )


def test_packets_of_one_conversation_and_direction_are_one_flow() -> None:
    octets = [tcp(1, 2, 0x02), tcp(2, 1, 0x12), tcp(1, 2, 0x10, 1500), tcp(3, 2, 0x02)]
    flows = flows_of_packets(Packet(number, 10.0 + number, RAW, one) for number, one in enumerate(octets))
    assert [(flow["sourceIPv4Address"], flow["packetDeltaCount"], flow["octetDeltaCount"]) for flow in flows] == [
        ("10.0.0.1", 2, 1560),
        ("10.0.0.2", 1, 60),
        ("10.0.0.3", 1, 60),
    ]
    first = flows[0]
    assert (first["flowStartMilliseconds"], first["flowEndMilliseconds"]) == (10_000, 12_000)
    assert (first["tcpControlBits"], first["ipClassOfService"], first["sourceTransportPort"]) == (0x12, 8, 1001)


@pytest.mark.parametrize(
    ("link_type", "before"),
    [(RAW, b""), (LOOPBACK, bytes(4)), (COOKED, bytes(16)), (ETHERNET, bytes(12) + b"\x08\x00")],
)
def test_whatever_comes_before_the_ip_header(link_type: int, before: bytes) -> None:
    (flow,) = flows_of_packets([Packet(1, 1.0, link_type, before + tcp(1, 2, 2))])
    assert flow["destinationIPv4Address"] == "10.0.0.2"


def test_ipv6_and_what_is_no_ip() -> None:
    header = struct.pack(">IHBB", 0x60000000, 8, 17, 64) + bytes(15) + b"\x01" + bytes(15) + b"\x02"
    packets = [Packet(1, 1.0, RAW, header + struct.pack(">HHHH", 5, 53, 8, 0)), Packet(2, 1.0, RAW, b"\x00")]
    (flow,) = flows_of_packets(packets)
    assert (flow["sourceIPv6Address"], flow["destinationTransportPort"], flow["octetDeltaCount"]) == ("::1", 53, 48)


def test_a_link_type_that_nobody_knows() -> None:
    with pytest.raises(CaptureError, match="link type 147"):
        flows_of_packets([Packet(1, 1.0, 147, b"x")])
