"""Packets of a capture file: classic pcap, and pcapng (draft-ietf-opsawg-pcapng), in both byte orders."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

CLASSIC = {
    b"\xd4\xc3\xb2\xa1": ("<", 10**6),
    b"\xa1\xb2\xc3\xd4": (">", 10**6),
    b"\x4d\x3c\xb2\xa1": ("<", 10**9),
    b"\xa1\xb2\x3c\x4d": (">", 10**9),
}
"""First octets of a classic file → byte order, ticks a second."""

_SECTION = b"\x0a\x0d\x0d\x0a"
_BYTE_ORDER = {b"\x4d\x3c\x2b\x1a": "<", b"\x1a\x2b\x3c\x4d": ">"}
_INTERFACE_BLOCK, _PACKET_BLOCK, _SIMPLE_PACKET_BLOCK, _ENHANCED_PACKET_BLOCK = 1, 2, 3, 6
_OPTION_END, _OPTION_TIME_RESOLUTION, _OPTION_TIME_OFFSET = 0, 9, 14

LARGEST_BLOCK = 64 << 20
"""Octets: what says that it is longer is damaged."""


class CaptureError(Exception):
    """What was given is no capture file, or a damaged one."""


def cut_short(path: Path) -> CaptureError:
    """The file ends in the middle of something."""
    return CaptureError(f"{path} is cut short")


def too_long(path: Path, octets: int) -> CaptureError:
    """A packet of a classic file is longer than any is."""
    return CaptureError(f"{path} has a packet of {octets} octets")


class Packet(NamedTuple):
    """`frame` counts from 1, `time` is in s since 1970, `link_type` a LINKTYPE number, `octets` what was captured."""

    frame: int
    time: float
    link_type: int
    octets: bytes


class _Interface(NamedTuple):
    link_type: int
    ticks: int
    offset_s: int


def read_packets(path: Path) -> Iterator[Packet]:
    """All packets of a capture file. Errors: CaptureError, OSError."""
    with path.open("rb") as file:
        yield from packets_of(file, path, file.read(4))


def packets_of(file: IO[bytes], path: Path, magic: bytes) -> Iterator[Packet]:
    """All packets of an open capture file, whose first four octets are read already. Errors: CaptureError, OSError."""
    if magic in CLASSIC:
        yield from _read_classic(file, path, *CLASSIC[magic])
    elif magic == _SECTION:
        yield from _read_pcapng(file, path)
    else:
        raise CaptureError(f"{path} is no pcap or pcapng file")


def classic_link_type(file: IO[bytes], path: Path, order: str) -> int:
    """What the rest of a classic file's header says. Errors: CaptureError, OSError."""
    link_type: int = struct.unpack(f"{order}16xI", _exactly(file, 20, path))[0]
    return link_type & 0xFFFF


def _exactly(file: IO[bytes], size: int, path: Path) -> bytes:
    octets = file.read(size)
    if len(octets) < size:
        raise cut_short(path)
    return octets


def _read_classic(file: IO[bytes], path: Path, order: str, ticks: int) -> Iterator[Packet]:
    link_type = classic_link_type(file, path, order)
    record = struct.Struct(f"{order}IIII")
    frame = 0
    while header := file.read(record.size):
        if len(header) < record.size:
            raise cut_short(path)
        seconds, fraction, captured, _ = record.unpack(header)
        if captured > LARGEST_BLOCK:
            raise too_long(path, captured)
        frame += 1
        yield Packet(frame, seconds + fraction / ticks, link_type, _exactly(file, captured, path))


def _read_pcapng(file: IO[bytes], path: Path) -> Iterator[Packet]:
    order = "<"
    interfaces: list[_Interface] = []
    frame = 0
    kind = _SECTION
    while kind:
        if kind == _SECTION:
            length_octets, magic = _exactly(file, 4, path), _exactly(file, 4, path)
            if magic not in _BYTE_ORDER:
                raise CaptureError(f"{path} has a section without a byte order")
            order = _BYTE_ORDER[magic]
            _block_rest(file, path, order, length_octets, 12)
            interfaces = []
        else:
            number = struct.unpack(f"{order}I", kind)[0]
            block = _block_rest(file, path, order, _exactly(file, 4, path), 8)
            if number == _INTERFACE_BLOCK:
                interfaces.append(_interface(block, order, path))
            elif number in (_PACKET_BLOCK, _SIMPLE_PACKET_BLOCK, _ENHANCED_PACKET_BLOCK):
                frame += 1
                yield _packet(number, block, order, interfaces, frame, path)
        kind = file.read(4)


def _block_rest(file: IO[bytes], path: Path, order: str, length_octets: bytes, read: int) -> bytes:
    """The block's body, of which with its head `read` octets are read already; the length at its end is dropped."""
    length = struct.unpack(f"{order}I", length_octets)[0]
    if length % 4 or not read + 4 <= length <= LARGEST_BLOCK:
        raise CaptureError(f"{path} has a block of {length} octets")
    return _exactly(file, length - read, path)[:-4]


def _interface(block: bytes, order: str, path: Path) -> _Interface:
    if len(block) < 8:
        raise CaptureError(f"{path} has an interface without a link type")
    link_type = struct.unpack_from(f"{order}H", block)[0]
    ticks, offset_s, start = 10**6, 0, 8
    while start + 4 <= len(block):
        code, length = struct.unpack_from(f"{order}HH", block, start)
        value = block[start + 4 : start + 4 + length]
        if code == _OPTION_END:
            break
        if code == _OPTION_TIME_RESOLUTION and len(value) == 1:
            ticks = 2 ** (value[0] & 0x7F) if value[0] & 0x80 else 10 ** value[0]
        elif code == _OPTION_TIME_OFFSET and len(value) == 8:
            offset_s = struct.unpack(f"{order}q", value)[0]
        start += 4 + (length + 3) // 4 * 4
    return _Interface(link_type, ticks, offset_s)


def _packet(number: int, block: bytes, order: str, interfaces: list[_Interface], frame: int, path: Path) -> Packet:
    try:
        if number == _SIMPLE_PACKET_BLOCK:
            index, high, low, start = 0, 0, 0, 4
            captured = len(block) - 4
        elif number == _PACKET_BLOCK:
            index, _, high, low, captured = struct.unpack_from(f"{order}HHIII", block)
            start = 20
        else:
            index, high, low, captured = struct.unpack_from(f"{order}IIII", block)
            start = 20
        link_type, ticks, offset_s = interfaces[index]
    except (struct.error, IndexError) as error:
        raise CaptureError(f"{path} has a packet without an interface") from error
    time = offset_s + (high << 32 | low) / ticks
    return Packet(frame, time, link_type, block[start : start + captured])
