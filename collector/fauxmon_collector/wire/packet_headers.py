"""The first octets of a sampled packet, as Information Elements: Ethernet, VLAN tags, MPLS, IPv4, IPv6, TCP, UDP, ICMP.

A sample is cut off somewhere: what is whole is read, what is not is left out. Nothing raises; every loop has a bound.
"""

from __future__ import annotations

from enum import IntEnum

Fields = dict[str, int | bytes]
"""Values by element name: addresses as octets, all else as numbers."""

_VLAN_TYPES = frozenset({0x8100, 0x88A8, 0x9100, 0x9200})
_MPLS_TYPES = frozenset({0x8847, 0x8848})
_IPV4_TYPE, _IPV6_TYPE = 0x0800, 0x86DD
_ONLY_LENGTH = 1536
"""A smaller Ethernet type is the length of an 802.3 frame."""
_SNAP = bytes.fromhex("aaaa03000000")

_MOST_TAGS = 4
_MOST_LABELS = 16
_MOST_EXTENSIONS = 8

_EXTENSIONS = frozenset({0, 43, 60, 135, 139, 140})
"""IPv6 extension headers that tell their length in units of 8 octets, without the first 8 (RFC 8200 §4)."""
_FRAGMENT, _AUTHENTICATION = 44, 51
_TCP, _ICMP, _ICMPV6 = 6, 1, 58
_WITH_PORTS = frozenset({_TCP, 17, 33, 132, 136})


class LinkType(IntEnum):
    """What a sample begins with, by the numbers of sFlow's header_protocol."""

    ETHERNET = 1
    IPV4 = 11
    IPV6 = 12
    MPLS = 13


def read(link_type: int, octets: bytes) -> Fields:
    """What a packet's first octets tell. Nothing for a link type that is not in `LinkType`."""
    fields: Fields = {}
    if link_type == LinkType.ETHERNET:
        _ethernet(octets, fields)
    elif link_type == LinkType.MPLS:
        _mpls(octets, fields)
    elif link_type == LinkType.IPV4:
        _ipv4(octets, fields)
    elif link_type == LinkType.IPV6:
        _ipv6(octets, fields)
    return fields


def _ethernet(octets: bytes, fields: Fields) -> None:
    if len(octets) < 14:
        return
    fields["destinationMacAddress"] = octets[:6]
    fields["sourceMacAddress"] = octets[6:12]
    start, names = 14, iter(("vlanId", "dot1qCustomerVlanId"))
    type_ = _number(octets, 12, 2)
    for _ in range(_MOST_TAGS):
        if type_ not in _VLAN_TYPES or len(octets) < start + 4:
            break
        fields[next(names, "dot1qCustomerVlanId")] = _number(octets, start, 2) & 0x0FFF
        type_ = _number(octets, start + 2, 2)
        start += 4
    if type_ < _ONLY_LENGTH:
        if octets[start : start + 6] != _SNAP or len(octets) < start + 8:
            return
        type_ = _number(octets, start + 6, 2)
        start += 8
    fields["ethernetType"] = type_
    if type_ == _IPV4_TYPE:
        _ipv4(octets[start:], fields)
    elif type_ == _IPV6_TYPE:
        _ipv6(octets[start:], fields)
    elif type_ in _MPLS_TYPES:
        _mpls(octets[start:], fields)


def _mpls(octets: bytes, fields: Fields) -> None:
    """A label stack (RFC 3032); what follows it is known by its first four bits, as is usual."""
    for label in range(_MOST_LABELS):
        entry = octets[4 * label : 4 * label + 4]
        if len(entry) < 4:
            return
        fields.setdefault("mplsTopLabelStackSection", entry[:3])
        if entry[2] & 1:
            inner = octets[4 * label + 4 :]
            if inner and inner[0] >> 4 == 4:
                _ipv4(inner, fields)
            elif inner and inner[0] >> 4 == 6:
                _ipv6(inner, fields)
            return


def _ipv4(octets: bytes, fields: Fields) -> None:
    if len(octets) < 20 or octets[0] >> 4 != 4:
        return
    length = (octets[0] & 0x0F) * 4
    protocol, fragment = octets[9], _number(octets, 6, 2) & 0x1FFF
    fields |= {
        "sourceIPv4Address": octets[12:16],
        "destinationIPv4Address": octets[16:20],
        "protocolIdentifier": protocol,
        "ipClassOfService": octets[1],
        "ipTTL": octets[8],
        "fragmentIdentification": _number(octets, 4, 2),
        "octetDeltaCount": _number(octets, 2, 2),
    }
    if length >= 20 and not fragment:
        _transport(protocol, octets[length:], fields)


def _ipv6(octets: bytes, fields: Fields) -> None:
    if len(octets) < 40 or octets[0] >> 4 != 6:
        return
    payload, next_header = _number(octets, 4, 2), octets[6]
    fields |= {
        "sourceIPv6Address": octets[8:24],
        "destinationIPv6Address": octets[24:40],
        "ipClassOfService": _number(octets, 0, 2) >> 4 & 0xFF,
        "flowLabelIPv6": _number(octets, 0, 4) & 0x0FFFFF,
        "ipTTL": octets[7],
        "octetDeltaCount": 40 + payload if payload else 0,  # 0 in jumbograms (RFC 2675)
    }
    start, fragment = 40, 0
    for _ in range(_MOST_EXTENSIONS):
        extension = octets[start : start + 8]
        if next_header == _FRAGMENT and len(extension) == 8:
            fields["fragmentIdentification"] = _number(extension, 4, 4)
            fragment |= _number(extension, 2, 2) >> 3
            start += 8
        elif next_header == _AUTHENTICATION and len(extension) == 8:
            start += (extension[1] + 2) * 4
        elif next_header in _EXTENSIONS and len(extension) == 8:
            start += (extension[1] + 1) * 8
        else:
            break
        next_header = extension[0]
    fields["protocolIdentifier"] = next_header
    if not fragment:
        _transport(next_header, octets[start:], fields)


def _transport(protocol: int, octets: bytes, fields: Fields) -> None:
    if protocol in _WITH_PORTS and len(octets) >= 4:
        fields["sourceTransportPort"] = _number(octets, 0, 2)
        fields["destinationTransportPort"] = _number(octets, 2, 2)
        if protocol == _TCP and len(octets) >= 14:
            fields["tcpControlBits"] = _number(octets, 12, 2) & 0x0FFF  # RFC 7125
    elif protocol == _ICMP and len(octets) >= 2:
        fields["icmpTypeCodeIPv4"] = _number(octets, 0, 2)
    elif protocol == _ICMPV6 and len(octets) >= 2:
        fields["icmpTypeCodeIPv6"] = _number(octets, 0, 2)


def _number(octets: bytes, start: int, length: int) -> int:
    return int.from_bytes(octets[start : start + length])
