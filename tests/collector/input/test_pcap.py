from __future__ import annotations

import ipaddress
import shutil
import struct
import subprocess
from pathlib import Path

import pytest

from fauxmon_collector.input.pcap import CaptureError, Datagram, read_datagrams

ETHERNET = bytes(12) + b"\x08\x00"
ETHERNET_6 = bytes(12) + b"\x86\xdd"


def udp(payload: bytes, length: int | None = None) -> bytes:
    return struct.pack(">HHHH", 4000, 2055, 8 + len(payload) if length is None else length, 0) + payload


def ipv4(content: bytes, fragment: int = 0, identity: int = 7, protocol: int = 17, source: str = "192.0.2.1") -> bytes:
    ends = ipaddress.ip_address(source).packed + ipaddress.ip_address("192.0.2.2").packed
    return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(content), identity, fragment, 64, protocol, 0) + ends + content


def ipv6(content: bytes, next_header: int = 17) -> bytes:
    ends = ipaddress.ip_address("2001:db8::1").packed + ipaddress.ip_address("2001:db8::2").packed
    return struct.pack(">IHBB", 6 << 28, len(content), next_header, 64) + ends + content


def classic(*packets: bytes, link_type: int = 1, order: str = "<", nanoseconds: bool = False) -> bytes:
    magic = 0xA1B23C4D if nanoseconds else 0xA1B2C3D4
    file = struct.pack(f"{order}IHHiIII", magic, 2, 4, 0, 0, 65535, link_type)
    for number, packet in enumerate(packets):
        file += struct.pack(f"{order}IIII", 1000 + number, 500_000, len(packet), len(packet)) + packet
    return file


def block(number: int, body: bytes, order: str = "<") -> bytes:
    body += bytes(-len(body) % 4)
    length = struct.pack(f"{order}I", 12 + len(body))
    return struct.pack(f"{order}I", number) + length + body + length


def section(order: str = "<") -> bytes:
    return block(0x0A0D0D0A, struct.pack(f"{order}IHHq", 0x1A2B3C4D, 1, 0, -1), order)


def interface(link_type: int = 1, options: bytes = b"", order: str = "<") -> bytes:
    return block(1, struct.pack(f"{order}HHI", link_type, 0, 0) + options, order)


def enhanced(packet: bytes, index: int = 0, ticks: int = 1_000_500_000, order: str = "<") -> bytes:
    head = struct.pack(f"{order}IIIII", index, ticks >> 32, ticks & 0xFFFFFFFF, len(packet), len(packet))
    return block(6, head + packet, order)


def read(tmp_path: Path, octets: bytes) -> list[Datagram]:
    file = tmp_path / "capture"
    file.write_bytes(octets)
    return list(read_datagrams(file))


def payloads(tmp_path: Path, octets: bytes) -> list[bytes]:
    return [datagram.payload for datagram in read(tmp_path, octets)]


def test_a_datagram_with_all_that_is_known_of_it(tmp_path: Path) -> None:
    assert read(tmp_path, classic(bytes(20), ETHERNET + ipv4(udp(b"flow")))) == [
        Datagram(2, 1001.5, "192.0.2.1", 4000, "192.0.2.2", 2055, b"flow")
    ]


def test_ipv6(tmp_path: Path) -> None:
    (datagram,) = read(tmp_path, classic(ETHERNET_6 + ipv6(udp(b"flow"))))
    assert (datagram.source, datagram.destination, datagram.payload) == ("2001:db8::1", "2001:db8::2", b"flow")


def test_ipv6_extension_headers(tmp_path: Path) -> None:
    hop_by_hop = b"\x11\x00" + bytes(6) + udp(b"flow")
    assert payloads(tmp_path, classic(ETHERNET_6 + ipv6(hop_by_hop, 0))) == [b"flow"]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("nanoseconds", [False, True])
def test_byte_orders_and_resolutions(tmp_path: Path, order: str, nanoseconds: bool) -> None:
    file = classic(ETHERNET + ipv4(udp(b"flow")), order=order, nanoseconds=nanoseconds)
    (datagram,) = read(tmp_path, file)
    assert datagram.time == pytest.approx(1000.0005 if nanoseconds else 1000.5, abs=1e-6)


@pytest.mark.parametrize(
    ("link_type", "head"),
    [
        (1, bytes(12) + b"\x81\x00\x00\x05\x08\x00"),
        (1, bytes(12) + b"\x88\xa8\x00\x05\x81\x00\x00\x06\x08\x00"),
        (113, bytes(14) + b"\x08\x00"),
        (276, b"\x08\x00" + bytes(18)),
        (101, b""),
        (228, b""),
        (0, b"\x02\x00\x00\x00"),
        (108, b"\x00\x00\x00\x02"),
    ],
    ids=["vlan", "qinq", "cooked", "cooked-2", "raw", "raw-ipv4", "null", "loop"],
)
def test_link_layers(tmp_path: Path, link_type: int, head: bytes) -> None:
    assert payloads(tmp_path, classic(head + ipv4(udp(b"flow")), link_type=link_type)) == [b"flow"]


def test_other_packets_and_damaged_ones_are_passed_over(tmp_path: Path) -> None:
    packets = [
        bytes(12) + b"\x08\x06" + bytes(28),
        ETHERNET + ipv4(b"tcp" * 10, protocol=6),
        ETHERNET + ipv4(udp(b"flow"))[:-1],
        ETHERNET + ipv4(udp(b"flow", length=4)),
        ETHERNET + ipv4(udp(b"flow", length=99)),
        ETHERNET + ipv4(b"short"),
        ETHERNET + ipv4(b"")[:2] + b"\x00\x0f" + ipv4(b"")[4:15],
        ETHERNET_6 + ipv6(udp(b"flow"))[:-1],
        ETHERNET + b"\x00" * 20,
        ETHERNET,
        b"",
        ETHERNET + ipv4(udp(b"good")) + b"ethernet padding",
    ]
    (datagram,) = read(tmp_path, classic(*packets))
    assert (datagram.frame, datagram.payload) == (len(packets), b"good")


def test_fragments_of_ipv4_in_any_order(tmp_path: Path) -> None:
    whole = udp(bytes(range(40)))
    pieces = [ipv4(whole[:16], 0x2000), ipv4(whole[16:32], 0x2002), ipv4(whole[32:], 4)]
    strange = ipv4(whole[:16], 0x2000, source="192.0.2.77")
    for order in ((0, 1, 2), (2, 0, 1)):
        packets = [ETHERNET + strange, *(ETHERNET + pieces[number] for number in order)]
        (datagram,) = read(tmp_path, classic(*packets))
        assert (datagram.frame, datagram.payload) == (4, bytes(range(40)))


def test_fragments_of_ipv6(tmp_path: Path) -> None:
    whole = udp(bytes(range(40)))
    pieces = [
        b"\x11\x00" + struct.pack(">HI", 0 | 1, 9) + whole[:24],
        b"\x11\x00" + struct.pack(">HI", 24, 9) + whole[24:],
    ]
    assert payloads(tmp_path, classic(*(ETHERNET_6 + ipv6(piece, 44) for piece in pieces))) == [bytes(range(40))]


def test_what_never_gets_whole_is_forgotten(tmp_path: Path) -> None:
    whole = udp(bytes(range(24)))
    first = ETHERNET + ipv4(whole[:16], 0x2000, identity=1)
    others = [ETHERNET + ipv4(whole[:16], 0x2000, identity=number) for number in range(2, 1030)]
    last = ETHERNET + ipv4(whole[16:], 2, identity=1)
    assert payloads(tmp_path, classic(first, *others, last)) == []
    assert payloads(tmp_path, classic(first, *others[:5], last)) == [bytes(range(24))]


@pytest.mark.parametrize("order", ["<", ">"])
def test_pcapng(tmp_path: Path, order: str) -> None:
    packet = ETHERNET + ipv4(udp(b"flow"))
    file = section(order) + interface(order=order) + block(5, b"stat", order) + enhanced(packet, order=order)
    (datagram,) = read(tmp_path, file)
    assert (datagram.frame, datagram.time, datagram.payload) == (1, 1000.5, b"flow")


def test_pcapng_interfaces_have_their_own_link_types_and_clocks(tmp_path: Path) -> None:
    nanoseconds = struct.pack("<HHBxxx", 9, 1, 9) + struct.pack("<HHq", 14, 8, 100) + bytes(4)
    binary = struct.pack("<HHBxxx", 9, 1, 0x80 | 10)
    packet = ipv4(udp(b"flow"))
    file = section() + interface(101, nanoseconds) + interface(101, binary)
    file += enhanced(packet, 0, 5_500_000_000) + enhanced(packet, 1, 2048)
    assert [datagram.time for datagram in read(tmp_path, file)] == [105.5, 2.0]


def test_pcapng_older_blocks_and_new_sections(tmp_path: Path) -> None:
    packet = ipv4(udp(b"flow"))
    obsolete = block(2, struct.pack("<HHIIII", 0, 0, 0, 7_000_000, len(packet), len(packet)) + packet)
    simple = block(3, struct.pack("<I", len(packet)) + packet)
    file = section() + interface(101) + obsolete + section() + interface(101) + simple
    assert [(one.frame, one.time) for one in read(tmp_path, file)] == [(1, 7.0), (2, 0.0)]


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"PK\x03\x04",
        classic()[:10],
        classic(bytes(60))[:-1],
        classic(bytes(60))[:30],
        struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1) + struct.pack("<IIII", 0, 0, 2**31, 0),
        section()[:14],
        section() + interface()[:-3],
        section() + enhanced(bytes(20)),
        section() + interface() + enhanced(bytes(20), index=3),
        section() + struct.pack("<II", 6, 3),
        section() + block(1, b""),
        section()[:8] + b"abcd" + section()[12:],
    ],
)
def test_what_is_no_capture(tmp_path: Path, octets: bytes) -> None:
    with pytest.raises(CaptureError, match="capture"):
        read(tmp_path, octets)


def test_what_came_before_the_damage_is_read(tmp_path: Path) -> None:
    file = tmp_path / "capture"
    file.write_bytes(classic(ETHERNET + ipv4(udp(b"flow"))) + b"\x00")
    datagrams = read_datagrams(file)
    assert next(datagrams).payload == b"flow"
    with pytest.raises(CaptureError):
        next(datagrams)


@pytest.mark.oracle
@pytest.mark.skipif(shutil.which("tshark") is None, reason="tshark is not installed")
def test_tshark_reads_the_same_from_both_formats(tmp_path: Path) -> None:
    old, new = tmp_path / "old.pcap", tmp_path / "new.pcapng"
    old.write_bytes(classic(ETHERNET + ipv4(udp(b"flow")), ETHERNET_6 + ipv6(udp(b"more"))))
    subprocess.run(["tshark", "-r", str(old), "-F", "pcapng", "-w", str(new)], capture_output=True, check=True)
    assert list(read_datagrams(new)) == list(read_datagrams(old))
    assert len(list(read_datagrams(new))) == 2
