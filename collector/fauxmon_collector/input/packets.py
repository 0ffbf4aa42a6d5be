"""From a captured packet to its UDP payload: link layers, IPv4 and IPv6, fragments."""

from __future__ import annotations

import ipaddress
import struct
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import NamedTuple

ETHERNET = 1
NULL, LOOP = 0, 108
RAW = (12, 14, 101, 228, 229)
LINUX_COOKED, LINUX_COOKED_2 = 113, 276

IPV4, IPV6 = 0x0800, 0x86DD
VLAN_TAGS = (0x8100, 0x88A8, 0x9100)
UDP = 17
_FRAGMENT_HEADER = 44
_EXTENSION_HEADERS = (0, 43, 60, 135)
"""Hop-by-hop options, routing, destination options, mobility. Each says what follows and its own length."""


class IpPacket(NamedTuple):
    """An IP packet or a fragment of one: `identity` tells which fragments belong together, `offset` is in octets."""

    source: str
    destination: str
    protocol: int
    payload: bytes
    identity: int = 0
    offset: int = 0
    more: bool = False


def ip_packet(link_type: int, octets: bytes) -> IpPacket | None:
    """The IP packet of a captured frame, None if it holds none or is damaged."""
    try:
        network = _network(link_type, octets)
        if not network:
            return None
        return _ipv4(network) if network[0] >> 4 == 4 else _ipv6(network) if network[0] >> 4 == 6 else None
    except (struct.error, IndexError):
        return None


def udp_datagram(packet: IpPacket) -> tuple[int, int, bytes] | None:
    """(source port, destination port, payload) of a whole packet, None if it is not UDP or cut short."""
    if packet.protocol != UDP or len(packet.payload) < 8:
        return None
    source, destination, length, _ = struct.unpack_from(">HHHH", packet.payload)
    if not 8 <= length <= len(packet.payload):
        return None
    return source, destination, packet.payload[8:length]


@dataclass(slots=True)
class _Pieces:
    parts: dict[int, bytes] = field(default_factory=dict)
    size: int | None = None


class Reassembly:
    """Puts fragments together. Packets that stay in pieces are forgotten, the oldest first."""

    def __init__(self, packets: int = 1024) -> None:
        self._limit = packets
        self._pieces: OrderedDict[tuple[str, str, int, int], _Pieces] = OrderedDict()

    def add(self, packet: IpPacket) -> IpPacket | None:
        """The whole packet, once its last missing fragment is here."""
        if not packet.offset and not packet.more:
            return packet
        key = (packet.source, packet.destination, packet.protocol, packet.identity)
        pieces = self._pieces.setdefault(key, _Pieces())
        if len(self._pieces) > self._limit:
            self._pieces.popitem(last=False)
        pieces.parts.setdefault(packet.offset, packet.payload)
        if not packet.more:
            pieces.size = packet.offset + len(packet.payload)
        payload = _joined(pieces)
        if payload is None:
            return None
        del self._pieces[key]
        return packet._replace(payload=payload, offset=0, more=False)


def _joined(pieces: _Pieces) -> bytes | None:
    if pieces.size is None:
        return None
    joined = bytearray()
    for offset, part in sorted(pieces.parts.items()):
        if offset > len(joined):
            return None
        joined += part[len(joined) - offset :]
    return bytes(joined[: pieces.size]) if len(joined) >= pieces.size else None


def _network(link_type: int, octets: bytes) -> bytes:
    """What the link layer carries, if that is IP."""
    if link_type in RAW:
        return octets
    if link_type in (NULL, LOOP):
        return octets[4:]  # the address family before it differs from system to system; the IP version tells enough
    if link_type == ETHERNET:
        start = 12
    elif link_type == LINUX_COOKED:
        start = 14
    elif link_type == LINUX_COOKED_2:
        return octets[20:] if struct.unpack_from(">H", octets)[0] in (IPV4, IPV6) else b""
    else:
        return b""
    ether_type = struct.unpack_from(">H", octets, start)[0]
    while ether_type in VLAN_TAGS:
        start += 4
        ether_type = struct.unpack_from(">H", octets, start)[0]
    return octets[start + 2 :] if ether_type in (IPV4, IPV6) else b""


def _ipv4(octets: bytes) -> IpPacket | None:
    header_length = (octets[0] & 15) * 4
    total, identity, fragment, protocol = struct.unpack_from(">2xHHHxB10x", octets)
    if header_length < 20 or total > len(octets):
        return None
    return IpPacket(
        str(ipaddress.IPv4Address(octets[12:16])),
        str(ipaddress.IPv4Address(octets[16:20])),
        protocol,
        octets[header_length:total],
        identity,
        (fragment & 0x1FFF) * 8,
        bool(fragment & 0x2000),
    )


def _ipv6(octets: bytes) -> IpPacket | None:
    payload_length, protocol = struct.unpack_from(">4xHB", octets)
    start, end = 40, 40 + payload_length
    if end > len(octets):
        return None
    identity, offset, more = 0, 0, False
    while protocol in _EXTENSION_HEADERS or protocol == _FRAGMENT_HEADER:
        if protocol == _FRAGMENT_HEADER:
            protocol, fragment, identity = struct.unpack_from(">BxHI", octets, start)
            offset, more = fragment & 0xFFF8, bool(fragment & 1)
            start += 8
            if offset:
                break  # what follows is the middle of something
        else:
            protocol, length = octets[start], octets[start + 1]
            start += (length + 1) * 8
    source = ipaddress.IPv6Address(octets[8:24])
    destination = ipaddress.IPv6Address(octets[24:40])
    return IpPacket(str(source), str(destination), protocol, octets[start:end], identity, offset, more)
