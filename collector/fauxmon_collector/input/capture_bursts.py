"""Read a capture's UDP datagrams in bursts: what is plain by numpy, everything else packet by packet.

Plain is UDP over IPv4 over Ethernet, neither tagged nor fragmented, without IP options.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from ipaddress import IPv4Address
from pathlib import Path

import numpy as np
import numpy.typing as npt

from fauxmon_collector.input.burst import Burst, Peer, burst_of, joined
from fauxmon_collector.input.capture_file import Packet, read_packets
from fauxmon_collector.input.packets import ETHERNET, Reassembly, ip_packet, udp_datagram

Integers = npt.NDArray[np.int64]

PACKETS = 4_096
"""Packets of a burst at most."""
_ETHERNET_HEADER, _IPV4_HEADER, _UDP_HEADER = 14, 20, 8
_HEADERS = _ETHERNET_HEADER + _IPV4_HEADER + _UDP_HEADER
_IPV4 = 0x0800
_IPV4_WITHOUT_OPTIONS = 0x45
_FRAGMENTED = 0x3FFF
_UDP = 17


def read_bursts(path: Path) -> Iterator[Burst]:
    """The UDP datagrams of a capture file in order, as `read_datagrams` gives them; the listening port is the one that
    they went to. Errors: CaptureError, OSError.
    """
    reassembly = Reassembly()
    packets = read_packets(path)
    while some := list(itertools.islice(packets, PACKETS)):
        burst = _burst(some, reassembly)
        if len(burst):
            yield burst


def _burst(packets: Sequence[Packet], reassembly: Reassembly) -> Burst:
    size = np.fromiter((len(packet.octets) for packet in packets), np.int64, len(packets))
    octets = np.frombuffer(b"".join([packet.octets for packet in packets]), np.uint8)
    start = np.cumsum(size) - size
    rows = np.flatnonzero(
        (size >= _HEADERS) & np.fromiter((packet.link_type == ETHERNET for packet in packets), np.bool_, len(packets))
    )
    half = octets[start[rows, None] + np.arange(_HEADERS)].view(">u2").astype(np.int64)
    # Offsets in 16-bit words: 6 EtherType, 7 IP version and header length, 8 total length, 10 fragment, 11 TTL and
    # protocol, 13 to 16 addresses, 17 and 18 ports, 19 UDP length.
    fits = (
        (half[:, 6] == _IPV4)
        & (half[:, 7] >> 8 == _IPV4_WITHOUT_OPTIONS)
        & (half[:, 8] <= size[rows] - _ETHERNET_HEADER)
        & (half[:, 10] & _FRAGMENTED == 0)
        & (half[:, 11] & 0xFF == _UDP)
        & (half[:, 19] >= _UDP_HEADER)
        & (half[:, 19] <= half[:, 8] - _IPV4_HEADER)
    )
    rows, half = rows[fits], half[fits]
    time = np.fromiter((packet.time for packet in packets), np.float64, len(packets))
    # Source address, source port, destination port.
    keys, peer = np.unique(half[:, 13] << 48 | half[:, 14] << 32 | half[:, 17] << 16 | half[:, 18], return_inverse=True)
    peers = [Peer(str(IPv4Address(key >> 32 & 0xFFFF_FFFF)), key >> 16 & 0xFFFF, key & 0xFFFF) for key in keys.tolist()]
    plain = Burst(octets, start[rows] + _HEADERS, half[:, 19] - _UDP_HEADER, peer, peers, time[rows])
    if len(rows) == len(packets):
        return plain
    return _in_order(plain, rows, packets, reassembly)


def _in_order(plain: Burst, rows: Integers, packets: Sequence[Packet], reassembly: Reassembly) -> Burst:
    """The plain datagrams, of the packets at `rows`, with those of the other packets where they belong."""
    others = sorted(set(range(len(packets))) - set(rows.tolist()))
    found: list[tuple[bytes, Peer, float]] = []
    places: list[int] = []
    for place in others:
        ip = ip_packet(packets[place].link_type, packets[place].octets)
        whole = reassembly.add(ip) if ip is not None else None
        udp = udp_datagram(whole) if whole is not None else None
        if whole is not None and udp is not None:
            found.append((udp[2], Peer(whole.source, udp[0], udp[1]), packets[place].time))
            places.append(place)
    both = joined([plain, burst_of(found)])
    return both.rows(np.argsort(np.concatenate([rows, np.array(places, np.int64)]), kind="stable"))
