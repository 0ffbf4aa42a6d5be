"""A capture's bursts are its datagrams, read packet by packet, whatever is in the file and wherever it ends."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from fauxmon_collector.input import capture_columns
from fauxmon_collector.input.capture_bursts import read_bursts
from fauxmon_collector.input.capture_file import CaptureError
from fauxmon_collector.input.pcap import read_datagrams

Row = tuple[bytes, str, int, int, float]
MAGICS = [b"\xd4\xc3\xb2\xa1", b"\xa1\xb2\xc3\xd4", b"\x4d\x3c\xb2\xa1", b"\xa1\xb2\x3c\x4d"]
LINK_TYPES = [1, 1, 1, 0, 108, 12, 101, 113, 276, 105]
ADDRESSES = [bytes([192, 0, 2, 1]), bytes([192, 0, 2, 2]), bytes([255, 255, 255, 255])]
ADDRESSES_6 = [bytes(range(16)), bytes(10) + b"\xff\xff" + ADDRESSES[0], b"\xfe\x80" + bytes(13) + b"\x01"]

ports = st.sampled_from([0, 53, 2055, 65535])
off = st.sampled_from([0] * 12 + [-60, -1, 1, 60])
"""How far a length is from the truth."""


def half(number: int) -> bytes:
    return struct.pack(">H", number & 0xFFFF)


@st.composite
def segments(draw: st.DrawFn) -> bytes:
    payload = draw(st.binary(max_size=40))
    return half(draw(ports)) + half(draw(ports)) + half(8 + len(payload) + draw(off)) + bytes(2) + payload


@st.composite
def ipv4(draw: st.DrawFn) -> bytes:
    content = draw(segments())
    options = bytes(4 * draw(st.sampled_from([0, 0, 0, 1, 10])))
    fragment = draw(st.sampled_from([0] * 9 + [0x4000, 0x8000, 0x2000, 1, 2, 0x2001]))
    if fragment & 0x3FFF:
        at = (fragment & 0x1FFF) * 8
        content = content[at : at + draw(st.sampled_from([8, 48]))] if fragment & 0x2000 else content[at:]
    words = 5 + len(options) // 4 + draw(st.sampled_from([0] * 9 + [-1, 1]))
    total = 20 + len(options) + len(content) + draw(off)
    head = bytes([0x40 | words & 15, 0]) + half(total) + half(draw(st.integers(0, 1))) + half(fragment)
    ends = draw(st.sampled_from(ADDRESSES)) + draw(st.sampled_from(ADDRESSES))
    return head + bytes([64, draw(st.sampled_from([17] * 6 + [6])), 0, 0]) + ends + options + content


@st.composite
def ipv6(draw: st.DrawFn) -> bytes:
    content, following = draw(segments()), draw(st.sampled_from([17] * 6 + [6, 59]))
    match draw(st.integers(0, 6)):
        case 0:
            content, following = bytes([following, 0]) + bytes(6) + content, draw(st.sampled_from([0, 43, 60, 135]))
        case 1:
            place = draw(st.sampled_from([0, 1, 8, 9]))
            some = content[: place or None] if place & 1 else content[place & ~7 :]
            content, following = bytes([following, 0]) + half(place) + bytes(3) + b"\x07" + some, 44
    ends = draw(st.sampled_from(ADDRESSES_6)) + draw(st.sampled_from(ADDRESSES_6))
    return b"\x60\0\0\0" + half(len(content) + draw(off)) + bytes([following, 64]) + ends + content


@st.composite
def frames(draw: st.DrawFn, link_type: int) -> bytes:
    network = draw(st.one_of(ipv4(), ipv4(), ipv6(), st.binary(max_size=60)))
    ether_type = half(draw(st.sampled_from([0x0800 if network[:1] < b"\x60" else 0x86DD] * 9 + [0x0800, 0x0806])))
    tags = b"".join(draw(st.lists(st.sampled_from([b"\x81\0\0\1", b"\x88\xa8\0\1", b"\x91\0\0\1"]), max_size=4)))
    heads = {
        1: bytes(12) + tags + ether_type,
        113: bytes(14) + tags + ether_type,
        276: ether_type + bytes(18),
        0: b"\2\0\0\0",
        108: b"\0\0\0\2",
    }
    octets = heads.get(link_type, b"") + network + bytes(draw(st.sampled_from([0, 0, 6])))
    if draw(st.integers(0, 9)):
        return octets
    return octets[: draw(st.integers(0, len(octets)))]


@st.composite
def captures(draw: st.DrawFn) -> bytes:
    magic = draw(st.sampled_from(MAGICS))
    order = "<" if magic in (MAGICS[0], MAGICS[2]) else ">"
    link_type = draw(st.sampled_from(LINK_TYPES))
    file = magic + struct.pack(f"{order}HHiIII", 2, 4, 0, 0, 65535, link_type | draw(st.sampled_from([0, 0x1000_0000])))
    many = draw(st.lists(frames(link_type), max_size=3))
    for frame in draw(st.lists(st.one_of(frames(link_type), st.sampled_from(many or [b""])), max_size=20)):
        seconds, fraction = draw(st.integers(0, 2**32 - 1)), draw(st.integers(0, 2**32 - 1))
        file += struct.pack(f"{order}IIII", seconds, fraction, len(frame), len(frame)) + frame
    match draw(st.integers(0, 9)):
        case 0:
            return file[: draw(st.integers(0, len(file)))]
        case 1:
            return file + struct.pack(f"{order}IIII", 0, 0, draw(st.sampled_from([100, 1 << 20, 2**31])), 0) + bytes(50)
        case 2:
            at = draw(st.integers(0, len(file) - 1))
            return file[:at] + draw(st.binary(min_size=1, max_size=4)) + file[at + 1 :]
    return file


def until_damage(rows: Iterator[Row]) -> tuple[list[Row], str]:
    """What there is, and the words of the error at its end."""
    found = []
    try:
        for row in rows:
            found.append(row)  # noqa: PERF402 - what came before the error counts
    except CaptureError as error:
        return found, str(error)
    return found, ""


def one_by_one(path: Path) -> Iterator[Row]:
    for one in read_datagrams(path):
        yield one.payload, one.source, one.source_port, one.destination_port, one.time


def in_bursts(path: Path) -> Iterator[Row]:
    for burst in read_bursts(path):
        for row in range(len(burst)):
            yield burst.datagram(row), *burst.peers[burst.peer[row]], float(burst.received[row])


@settings(max_examples=200, deadline=None)
@given(captures(), st.sampled_from([1, 2, 50, 4096]), st.sampled_from([1, 7, 16, 100, 1 << 20]))
def test_bursts_of_a_capture_are_its_datagrams(octets: bytes, packets: int, block: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(capture_columns, "PACKETS", packets)
        patch.setattr(capture_columns, "BLOCK", block)
        path = Path(folder) / "capture"
        path.write_bytes(octets)
        assert until_damage(in_bursts(path)) == until_damage(one_by_one(path))
