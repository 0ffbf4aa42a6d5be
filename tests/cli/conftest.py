"""Captures written octet by octet, and the command line as a user calls it."""

from __future__ import annotations

import ipaddress
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fauxmon.cli.main import main

T0 = 1_700_000_000
Packet = tuple[float, str, int, str, int, bytes]
"""(time, source, its port, destination, its port, payload)."""


def v5(records: int = 1, sequence: int = 0) -> bytes:
    record = struct.pack(
        ">4s4s4sHHIIIIHHBBBBHHBBH",
        *(bytes([10, 0, 0, 1]), bytes([10, 0, 0, 2]), bytes(4), 1, 2, 10, 1000, 1000, 2000),
        *(1234, 443, 0, 0x1B, 6, 0, 0, 0, 24, 24, 0),
    )
    return struct.pack(">HHIIIIBBH", 5, records, 5000, T0, 0, sequence, 0, 0, 0) + record * records


def ipv4(source: str, source_port: int, destination: str, destination_port: int, payload: bytes) -> bytes:
    udp = struct.pack(">HHHH", source_port, destination_port, 8 + len(payload), 0) + payload
    addresses = ipaddress.IPv4Address(source).packed + ipaddress.IPv4Address(destination).packed
    return struct.pack(">BBHHHBBH", 0x45, 0, 20 + len(udp), 1, 0, 64, 17, 0) + addresses + udp


def write_pcap(path: Path, packets: Sequence[Packet]) -> Path:
    """A pcap of raw IP packets (link type 101)."""
    octets = struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 101)
    for time, *rest in packets:
        packet = ipv4(*rest)
        octets += struct.pack("<IIII", int(time), int(time % 1 * 1e6), len(packet), len(packet)) + packet
    path.write_bytes(octets)
    return path


@pytest.fixture
def capture(tmp_path: Path) -> Path:
    """Three v5 messages: two of 192.168.1.123 with 2 and 3 flows, one of 192.168.1.124 with 1; 4 s in all."""
    return write_pcap(
        tmp_path / "lab.pcap",
        [
            (T0 + 0.0, "192.168.1.123", 50123, "192.168.1.100", 2055, v5(2)),
            (T0 + 1.0, "192.168.1.124", 50124, "192.168.1.100", 2055, v5(1)),
            (T0 + 4.0, "192.168.1.123", 50123, "192.168.1.100", 2055, v5(3, sequence=2)),
        ],
    )


Call = Callable[..., Result]


@pytest.fixture
def call() -> Call:
    """Call the command line; no exception may come out of it."""

    def call_(*arguments: object) -> Result:
        result = CliRunner().invoke(main, [str(argument) for argument in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return call_
