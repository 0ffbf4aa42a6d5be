"""Capture: the load as a pcap file, and what stands beside it.

NAME.pcap       Ethernet, IPv4, UDP: every reader of captures takes it
NAME.pcap.json  the ground truth: flows, octets, packets and datagrams, in all and for each exporter
NAME.pcap.npz   for each datagram where its payload is, of which exporter it is, and how many flows it holds
"""

from __future__ import annotations

import ipaddress
import json
import struct
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

COLLECTOR = ipaddress.IPv4Address("127.0.0.1")
SOURCE_PORT = 49_152
_FILE_HEADER = struct.pack("<IHHiIII", 0xA1B2_C3D4, 2, 4, 0, 0, 65_535, 1)
_PACKET = struct.Struct("<IIII")
_IP = struct.Struct(">BBHHHBBHII")
_UDP = struct.Struct(">HHHH")
_ETHERNET = b"\x02\x00\x00\x00\x00\x02" + b"\x02\x00\x00\x00\x00\x01" + b"\x08\x00"
_BEFORE_PAYLOAD = len(_ETHERNET) + _IP.size + _UDP.size


class Capture:
    """A capture that `load.py` has made. Errors: FileNotFoundError if a part is missing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.truth: dict[str, Any] = json.loads(_beside(path, "json").read_text())
        with np.load(_beside(path, "npz")) as index:
            self.offset: npt.NDArray[np.int64] = index["offset"]
            self.length: npt.NDArray[np.int64] = index["length"].astype(np.int64)
            self.exporter: npt.NDArray[np.int64] = index["exporter"].astype(np.int64)
            self.flows: npt.NDArray[np.int64] = index["flows"].astype(np.int64)

    @property
    def flows_per_datagram(self) -> float:
        """The mean, over all datagrams."""
        return float(self.flows.mean())

    def payloads(self) -> bytearray:
        """All datagrams, one behind the other."""
        file = self.path.read_bytes()
        return bytearray().join(
            [file[start : start + size] for start, size in zip(self.offset.tolist(), self.length.tolist(), strict=True)]
        )


class CaptureWriter:
    """Writes the pcap file datagram by datagram, and the index at its end. A context manager."""

    def __init__(self, path: Path, port: int) -> None:
        self._path = path
        self._port = port
        self._file = path.open("wb")
        self._file.write(_FILE_HEADER)
        self._at = len(_FILE_HEADER)
        self._rows: list[tuple[int, int, int, int]] = []

    def __enter__(self) -> CaptureWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()
        if error is None:
            offset, length, exporter, flows = np.array(self._rows, np.int64).T
            np.savez(
                _beside(self._path, "npz"),
                offset=offset,
                length=length.astype(np.uint16),
                exporter=exporter.astype(np.uint16),
                flows=flows.astype(np.uint16),
            )

    @property
    def datagrams(self) -> int:
        """How many there are so far."""
        return len(self._rows)

    def write(self, exporter: int, address: ipaddress.IPv4Address, time_ms: int, payload: bytes, flows: int) -> None:
        """Add one datagram of `exporter` (a number) from `address`."""
        size = _IP.size + _UDP.size + len(payload)
        addresses = int(address), int(COLLECTOR)
        ip = _IP.pack(0x45, 0, size, self.datagrams & 0xFFFF, 0, 64, 17, 0, *addresses)
        ip = _IP.pack(0x45, 0, size, self.datagrams & 0xFFFF, 0, 64, 17, _checksum(ip), *addresses)
        udp = _UDP.pack(SOURCE_PORT, self._port, _UDP.size + len(payload), 0)
        frame = len(_ETHERNET) + size
        seconds, rest_ms = divmod(time_ms, 1000)
        self._file.write(_PACKET.pack(seconds, rest_ms * 1000, frame, frame) + _ETHERNET + ip + udp + payload)
        self._rows.append((self._at + _PACKET.size + _BEFORE_PAYLOAD, len(payload), exporter, flows))
        self._at += _PACKET.size + frame

    def truth(self, facts: dict[str, Any]) -> None:
        """Write the ground truth."""
        _beside(self._path, "json").write_text(json.dumps(facts, indent=1) + "\n")


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}.{suffix}")


def _checksum(header: bytes) -> int:
    total = sum(struct.unpack(">10H", header))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
