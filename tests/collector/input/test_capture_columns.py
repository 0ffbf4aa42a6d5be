"""Packets of a capture in columns are its packets."""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from fauxmon_collector.input import capture_columns
from fauxmon_collector.input.capture_columns import Packets, read_columns
from fauxmon_collector.input.capture_file import CaptureError, Packet, read_packets

PACKETS = [b"", b"a", bytes(range(100)), b"b" * 17, b"", b"c" * 40]


def classic(*packets: bytes, order: str = "<", nanoseconds: bool = False, link_type: int = 1) -> bytes:
    magic = 0xA1B23C4D if nanoseconds else 0xA1B2C3D4
    octets = struct.pack(f"{order}IHHiIII", magic, 2, 4, 0, 0, 65535, link_type)
    for number, packet in enumerate(packets):
        octets += struct.pack(f"{order}IIII", 1000 + number, 123_456, len(packet), 1500) + packet
    return octets


def pcapng(*packets: bytes) -> bytes:
    octets = struct.pack("<IIIHHqI", 0x0A0D0D0A, 28, 0x1A2B3C4D, 1, 0, -1, 28)
    octets += struct.pack("<IIHHII", 1, 20, 101, 0, 0, 20)
    for number, packet in enumerate(packets):
        body = struct.pack("<IIIII", 0, 0, number, len(packet), len(packet)) + packet + bytes(-len(packet) % 4)
        octets += struct.pack("<II", 6, 12 + len(body)) + body + struct.pack("<I", 12 + len(body))
    return octets


def packets_of(some: list[Packets]) -> list[Packet]:
    rows = [
        (float(one.time[row]), int(one.link_type[row]), one.packet(row), int(one.size[row]))
        for one in some
        for row in range(len(one))
    ]
    assert all(len(octets) == size for _, _, octets, size in rows)
    return [Packet(frame, *row[:3]) for frame, row in enumerate(rows, 1)]


def collect(packets: Iterator[Packets], some: list[Packets]) -> None:
    for one in packets:
        some.append(one)  # noqa: PERF402 - what came before an error stays


def until_damage(path: Path, words: str) -> list[Packet]:
    """What is given before the error that says this."""
    some: list[Packets] = []
    with pytest.raises(CaptureError, match=words):
        collect(read_columns(path), some)
    return packets_of(some)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("nanoseconds", [False, True])
@pytest.mark.parametrize("block", [1, 16, 117, 4 << 20])
def test_packets_across_blocks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: str, nanoseconds: bool, block: int
) -> None:
    monkeypatch.setattr(capture_columns, "BLOCK", block)
    path = tmp_path / "capture"
    path.write_bytes(classic(*PACKETS, order=order, nanoseconds=nanoseconds, link_type=276))
    found = packets_of(list(read_columns(path)))
    assert found == list(read_packets(path))
    assert [packet.octets for packet in found] == PACKETS
    assert {packet.link_type for packet in found} == {276}


@pytest.mark.parametrize("make", [classic, pcapng])
def test_no_more_packets_at_a_time_than_are_allowed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object
) -> None:
    monkeypatch.setattr(capture_columns, "PACKETS", 4)
    path = tmp_path / "capture"
    path.write_bytes(classic(*PACKETS) if make is classic else pcapng(*PACKETS))
    assert [len(packets) for packets in read_columns(path)] == [4, 2]
    assert packets_of(list(read_columns(path))) == list(read_packets(path))


def test_a_capture_without_packets(tmp_path: Path) -> None:
    path = tmp_path / "capture"
    path.write_bytes(classic())
    assert list(read_columns(path)) == []


def test_what_came_before_the_damage_is_given(tmp_path: Path) -> None:
    path = tmp_path / "capture"
    for octets in (classic(b"good", b"cut")[:-1], classic(b"good") + bytes(15), pcapng(b"good", b"cut")[:-1]):
        path.write_bytes(octets)
        assert [packet.octets for packet in until_damage(path, "is cut short")] == [b"good"]


@pytest.mark.parametrize("more", [0, 100])
def test_a_packet_that_says_it_is_longer_than_any(tmp_path: Path, more: int) -> None:
    path = tmp_path / "capture"
    path.write_bytes(classic(b"good") + struct.pack("<IIII", 0, 0, (64 << 20) + 1, 0) + bytes(more))
    assert [packet.octets for packet in until_damage(path, "has a packet of 67108865 octets")] == [b"good"]


def test_a_packet_that_is_longer_than_the_file(tmp_path: Path) -> None:
    path = tmp_path / "capture"
    path.write_bytes(classic(b"good") + struct.pack("<IIII", 0, 0, 64 << 20, 0) + bytes(100))
    assert [packet.octets for packet in until_damage(path, "is cut short")] == [b"good"]


def test_a_capture_that_comes_through_a_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(capture_columns, "BLOCK", 50)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(classic(*PACKETS),))
    writer.start()
    found = [packet.octets for packet in packets_of(list(read_columns(pipe)))]
    writer.join()
    assert found == PACKETS
