"""The UDP datagrams of many packets at once: of those whose headers tell without a second look where they are.

Plain is UDP in IPv4, with or without options, or in IPv6 without extension headers, unfragmented, over any link layer.
"""

from __future__ import annotations

from ipaddress import ip_address
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fauxmon_collector.input.burst import Burst, Peer
from fauxmon_collector.input.capture_columns import Integers, Octets, Packets
from fauxmon_collector.input.packets import (
    ETHERNET,
    IPV4,
    IPV6,
    LINUX_COOKED,
    LINUX_COOKED_2,
    LOOP,
    NULL,
    RAW,
    UDP,
    VLAN_TAGS,
)

_ETHER_TYPE = {ETHERNET: 12, LINUX_COOKED: 14}
"""Where it is; the network layer is behind it."""
_TAGS = 2
"""VLAN tags that are still plain."""
_IPV4_HEADER, _IPV6_HEADER, _UDP_HEADER = 20, 40, 8
_FRAGMENTED = 0x3FFF


class _Udp(NamedTuple):
    """The UDP headers of packets: which packets these are, where the header and the source address begin, how long
    header and payload are."""

    rows: Integers
    start: Integers
    source: Integers
    length: Integers


def plain_datagrams(packets: Packets) -> tuple[Burst, Integers]:
    """The datagrams of the plain packets in order, and which packets these are."""
    octets, end = packets.octets, packets.start + packets.size
    network = np.full(len(packets), -1)
    long = packets.size >= _IPV4_HEADER + _UDP_HEADER
    for link_type in np.unique(packets.link_type).tolist():
        some = long & (packets.link_type == link_type)
        network[some] = _network(link_type, octets, packets.start[some])
    some = np.flatnonzero((network >= 0) & (network + _IPV4_HEADER <= end))
    version = octets[network[some]] >> 4
    found = [
        (_ipv4(octets, some[version == 4], network, end), 4),
        (_ipv6(octets, some[version == 6], network, end), 16),
    ]
    peer, peers = [], list[Peer]()
    for udp, address in found:
        number, new = _peers(octets, udp, address)
        peer.append(number + len(peers))
        peers += new
    rows, start, _, length = (np.concatenate(both) for both in zip(*(udp for udp, _ in found), strict=True))
    order = np.argsort(rows, kind="stable")
    rows = rows[order]
    burst = Burst(
        octets=octets,
        start=start[order] + _UDP_HEADER,
        length=length[order] - _UDP_HEADER,
        peer=np.concatenate(peer)[order],
        peers=peers,
        received=packets.time[rows],
    )
    return burst, rows


def _network(link_type: int, octets: Octets, start: Integers) -> Integers | int:
    """Where the network layer of each packet begins if it is IP; perhaps behind its end. -1: not plain to see."""
    if link_type in RAW:
        return start
    if link_type in (NULL, LOOP):
        return start + 4
    if link_type == LINUX_COOKED_2:
        return np.where(_is_ip(_half(octets, start)), start + 20, -1)
    if link_type not in _ETHER_TYPE:
        return -1
    at = start + _ETHER_TYPE[link_type]
    ether_type = _half(octets, at)
    for _ in range(_TAGS):
        tagged = np.isin(ether_type, VLAN_TAGS)
        if not tagged.any():
            break
        at = at + 4 * tagged
        ether_type = _half(octets, at)
    return np.where(_is_ip(ether_type), at + 2, -1)


def _is_ip(ether_type: Integers) -> npt.NDArray[np.bool_]:
    return np.isin(ether_type, (IPV4, IPV6))


def _ipv4(octets: Octets, rows: Integers, network: Integers, end: Integers) -> _Udp:
    at = network[rows]
    header = (octets[at] & 15).astype(np.int64) * 4
    total = _half(octets, at + 2)
    plain = (
        (header >= _IPV4_HEADER)
        & (total <= end[rows] - at)
        & (_half(octets, at + 6) & _FRAGMENTED == 0)
        & (octets[at + 9] == UDP)
    )
    return _udp(octets, rows[plain], (at + header)[plain], (at + 12)[plain], (total - header)[plain])


def _ipv6(octets: Octets, rows: Integers, network: Integers, end: Integers) -> _Udp:
    at = network[rows]
    payload = _half(octets, at + 4)
    plain = (_IPV6_HEADER + payload <= end[rows] - at) & (octets[at + 6] == UDP)
    return _udp(octets, rows[plain], (at + _IPV6_HEADER)[plain], (at + 8)[plain], payload[plain])


def _udp(octets: Octets, rows: Integers, start: Integers, source: Integers, room: Integers) -> _Udp:
    """Those of the packets whose UDP header, which says how long all is, fits into the room for it."""
    length = _half(octets, start + 4)
    fits = (room >= _UDP_HEADER) & (length >= _UDP_HEADER) & (length <= room)
    return _Udp(rows[fits], start[fits], source[fits], length[fits])


def _peers(octets: Octets, udp: _Udp, size: int) -> tuple[Integers, list[Peer]]:
    """Who sent each datagram, an index into the peers that there are; addresses have `size` octets."""
    ports = _numbers(octets, udp.start, 4)
    if size == 4:
        keys = [_numbers(octets, udp.source, 4) << 32 | ports]
    else:
        keys = [_numbers(octets, udp.source, 8), _numbers(octets, udp.source + 8, 8), ports]
    _, first, number = np.unique(keys[0], return_index=True, return_inverse=True)
    for key in keys[1:]:
        values, other = np.unique(key, return_inverse=True)
        _, first, number = np.unique(number * len(values) + other, return_index=True, return_inverse=True)
    peers = []
    for source, both in zip(udp.source[first].tolist(), ports[first].tolist(), strict=True):
        address = ip_address(octets[source : source + size].tobytes())
        peers.append(Peer(str(address), both >> 16, both & 0xFFFF))
    return number, peers


def _half(octets: Octets, at: Integers) -> Integers:
    """The numbers of 16 bits there; any number where that is behind all octets."""
    return _numbers(octets, np.minimum(at, len(octets) - 2), 2)


def _numbers(octets: Octets, at: Integers, size: int) -> Integers:
    """The numbers of `size` octets there."""
    numbers: npt.NDArray[np.integer] = np.ndarray((max(0, len(octets) - size + 1),), f">u{size}", octets, strides=(1,))
    return numbers[at].astype(np.int64)
