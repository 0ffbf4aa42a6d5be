"""Bursts of a capture are its datagrams."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from fauxmon_collector.input import capture_columns
from fauxmon_collector.input.capture_bursts import read_bursts
from fauxmon_collector.input.pcap import read_datagrams

REPOSITORY = Path(__file__).resolve().parents[3]
CAPTURES = sorted(
    [*REPOSITORY.glob("fixtures/pcaps/*/*.pcap"), *REPOSITORY.parent.glob("shared/corpora/*/*.pcap")],
    key=lambda path: path.name,
)


def rows_of(path: Path) -> list[tuple[bytes, str, int, int, float]]:
    return [
        (burst.datagram(row), *burst.peers[burst.peer[row]], float(burst.received[row]))
        for burst in read_bursts(path)
        for row in range(len(burst))
    ]


@pytest.mark.parametrize("capture", CAPTURES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_same_datagrams_as_one_by_one(capture: Path) -> None:
    assert rows_of(capture) == [
        (one.payload, one.source, one.source_port, one.destination_port, one.time) for one in read_datagrams(capture)
    ]


def udp(payload: bytes, port: int, *, length: int | None = None, fragment: int = 0, options: bytes = b"") -> bytes:
    udp_length = 8 + len(payload) if length is None else length
    segment = struct.pack(">HHHH", port, 2055, udp_length, 0) + payload
    ip = struct.pack(">BBHHHBBH", 0x45 + len(options) // 4, 0, 20 + len(options) + len(segment), 7, fragment, 64, 17, 0)
    return bytes(12) + b"\x08\x00" + ip + bytes([127, 0, 0, 9, 127, 0, 0, 1]) + options + segment


def capture_of(path: Path, *packets: bytes) -> Path:
    octets = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)
    for number, packet in enumerate(packets):
        octets += struct.pack("<IIII", number, 0, len(packet), len(packet)) + packet
    path.write_bytes(octets)
    return path


def test_odd_packets_stay_where_they_belong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_columns, "PACKETS", 3)
    whole = udp(b"abcdefghijklmnop", 4)
    first, second = whole[: 14 + 20 + 16], whole[:34] + whole[14 + 20 + 16 :]
    first = first[:16] + struct.pack(">H", 36) + first[18:20] + struct.pack(">H", 0x2000) + first[22:]
    second = second[:16] + struct.pack(">H", 28) + second[18:20] + struct.pack(">H", 2) + second[22:]
    capture = capture_of(
        tmp_path / "odd.pcap",
        udp(b"plain", 1),
        b"no packet at all",
        udp(b"with options", 2, options=bytes(4)),
        udp(b"says too much", 3, length=500),
        first,
        udp(b"says less", 5, length=8 + 4),
        udp(b"", 6),
        second,
        udp(b"padded", 7) + bytes(9),
    )
    found = rows_of(capture)
    assert [(octets, port) for octets, _, port, _, _ in found] == [
        (b"plain", 1),
        (b"with options", 2),
        (b"says", 5),
        (b"", 6),
        (b"abcdefghijklmnop", 4),
        (b"padded", 7),
    ]
    assert {(address, listening) for _, address, _, listening, _ in found} == {("127.0.0.9", 2055)}
    assert found == [
        (one.payload, one.source, one.source_port, one.destination_port, one.time) for one in read_datagrams(capture)
    ]
