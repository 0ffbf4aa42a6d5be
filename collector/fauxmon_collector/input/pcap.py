"""Read the UDP datagrams of a capture file: pcap and pcapng, any byte order, fragments put together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from fauxmon_collector.input.capture_file import CaptureError, read_packets
from fauxmon_collector.input.packets import Reassembly, ip_packet, udp_datagram

__all__ = ["CaptureError", "Datagram", "read_datagrams"]


class Datagram(NamedTuple):
    """One UDP datagram. `frame` counts the packets of the file from 1, for a fragmented datagram it is the last one's.

    `time` is in s since 1970; addresses are text as `ipaddress` prints them.
    """

    frame: int
    time: float
    source: str
    source_port: int
    destination: str
    destination_port: int
    payload: bytes


def read_datagrams(path: Path | str) -> Iterator[Datagram]:
    """The UDP datagrams of a capture file in order; other packets and damaged ones are passed over.

    Errors: CaptureError if it is no capture file or one that is cut short, OSError if it cannot be read.
    """
    reassembly = Reassembly()
    for packet in read_packets(Path(path)):
        ip = ip_packet(packet.link_type, packet.octets)
        whole = reassembly.add(ip) if ip is not None else None
        if whole is None:
            continue
        udp = udp_datagram(whole)
        if udp is not None:
            yield Datagram(packet.frame, packet.time, whole.source, udp[0], whole.destination, udp[1], udp[2])
