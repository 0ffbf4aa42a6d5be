"""Which packets need no second look, and what is in them."""

from __future__ import annotations

import ipaddress
import struct

import numpy as np
import pytest

from fauxmon_collector.input.burst import Peer
from fauxmon_collector.input.capture_columns import Packets
from fauxmon_collector.input.plain_packets import plain_datagrams

LINK_LAYERS = {
    "ethernet": (1, bytes(12) + b"\x08\x00"),
    "vlan": (1, bytes(12) + b"\x81\x00\x00\x05\x08\x00"),
    "qinq": (1, bytes(12) + b"\x88\xa8\x00\x05\x81\x00\x00\x06\x08\x00"),
    "cooked": (113, bytes(14) + b"\x08\x00"),
    "cooked vlan": (113, bytes(14) + b"\x91\x00\x00\x01\x08\x00"),
    "cooked-2": (276, b"\x08\x00" + bytes(18)),
    "raw": (101, b""),
    "raw-ipv4": (228, b""),
    "null": (0, b"\x02\x00\x00\x00"),
    "loop": (108, b"\x00\x00\x00\x02"),
}
"""Link type, and what is before an IPv4 header."""


def columns(*packets: tuple[int, bytes]) -> Packets:
    size = np.array([len(octets) for _, octets in packets], np.int64)
    return Packets(
        octets=np.frombuffer(b"".join(octets for _, octets in packets), np.uint8),
        start=np.cumsum(size) - size,
        size=size,
        link_type=np.array([link_type for link_type, _ in packets], np.int64),
        time=np.arange(len(packets)) / 4,
    )


def udp(payload: bytes, port: int = 4000) -> bytes:
    return struct.pack(">HHHH", port, 2055, 8 + len(payload), 0) + payload


def ipv4(content: bytes, source: str = "192.0.2.1", fragment: int = 0, protocol: int = 17, options: int = 0) -> bytes:
    ends = ipaddress.ip_address(source).packed + bytes(4)
    head = struct.pack(">BBHHHBBH", 0x45 + options, 0, 20 + 4 * options + len(content), 7, fragment, 64, protocol, 0)
    return head + ends + bytes(4 * options) + content


def ipv6(content: bytes, source: str = "2001:db8::1", following: int = 17) -> bytes:
    ends = ipaddress.ip_address(source).packed + bytes(16)
    return struct.pack(">IHBB", 6 << 28, len(content), following, 64) + ends + content


def rows_of(packets: Packets) -> list[tuple[int, bytes, Peer, float]]:
    burst, rows = plain_datagrams(packets)
    return [
        (place, burst.datagram(row), burst.peers[burst.peer[row]], float(burst.received[row]))
        for row, place in enumerate(rows.tolist())
    ]


@pytest.mark.parametrize("name", LINK_LAYERS)
def test_both_versions_of_ip_over_every_link_layer(name: str) -> None:
    link_type, head = LINK_LAYERS[name]
    head_6 = head.replace(b"\x08\x00", b"\x86\xdd")
    packets = columns((link_type, head + ipv4(udp(b"four"))), (link_type, head_6 + ipv6(udp(b"six"))))
    assert rows_of(packets) == [
        (0, b"four", Peer("192.0.2.1", 4000, 2055), 0.0),
        (1, b"six", Peer("2001:db8::1", 4000, 2055), 0.25),
    ]


def test_link_layers_side_by_side() -> None:
    packets = [(link_type, head + ipv4(udp(name.encode()))) for name, (link_type, head) in LINK_LAYERS.items()]
    assert [payload.decode() for _, payload, _, _ in rows_of(columns(*packets))] == list(LINK_LAYERS)


def test_options_and_what_is_behind_the_packet_are_no_payload() -> None:
    packets = columns((101, ipv4(udp(b"flow"), options=10) + b"padding"), (101, ipv6(udp(b"more")) + b"padding"))
    assert [payload for _, payload, _, _ in rows_of(packets)] == [b"flow", b"more"]


def test_peers_differ_in_any_part_of_address_and_port() -> None:
    sources = ["2001:db8::1", "2001:db8::2", "2001:db8:1::1", "::ffff:192.0.2.1", "2001:db8::1"]
    packets = [(101, ipv6(udp(b"x", port), source)) for source in sources for port in (1, 2)]
    packets += [(101, ipv4(udp(b"x", port), source)) for source in ("192.0.2.1", "255.255.255.255") for port in (1, 2)]
    burst, _ = plain_datagrams(columns(*packets))
    found = [burst.peers[number] for number in burst.peer.tolist()]
    wanted = [str(ipaddress.ip_address(source)) for source in [*sources, "192.0.2.1", "255.255.255.255"]]
    assert found == [Peer(source, port, 2055) for source in wanted for port in (1, 2)]
    assert len(burst.peers) == len(set(found)) == 12


def test_what_needs_a_second_look_is_left_to_it() -> None:
    whole = ipv4(udp(b"flow"))
    odd = [
        (101, b""),
        (101, whole[:-1]),
        (101, ipv4(udp(b"flow"), fragment=0x2000)),
        (101, ipv4(udp(b"flow"), fragment=1)),
        (101, ipv4(udp(b"flow"), protocol=6)),
        (101, ipv4(udp(b"flow")[:-1])),
        (101, ipv6(bytes([17, 0]) + bytes(6) + udp(b"flow"), following=0)),
        (101, ipv6(udp(b"flow"))[:-1]),
        (101, b"\x44" + whole[1:]),
        (101, b"\x55" + whole[1:]),
        (1, bytes(12) + b"\x81\x00\x00\x01" * 3 + b"\x08\x00" + whole),
        (1, bytes(12) + b"\x08\x06" + whole),
        (276, b"\x08\x06" + bytes(18) + whole),
        (147, whole),
    ]
    assert rows_of(columns(*odd)) == []
    assert [place for place, *_ in rows_of(columns(*odd, (101, whole), *odd))] == [len(odd)]


def test_packets_without_octets() -> None:
    assert rows_of(columns((1, b""), (276, b""))) == []
