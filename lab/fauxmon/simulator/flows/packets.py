"""Packets put together to flows: one for each address pair, port pair and protocol of a capture."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable

from fauxmon_collector.input.capture_file import CaptureError, Packet
from fauxmon_collector.wire.packet_headers import Fields, LinkType, read

_ETHERNET = 1
_BEFORE_IP = {101: 0, 228: 0, 229: 0, 0: 4, 108: 4, 113: 16, 276: 20}
"""LINKTYPE → octets before the IP header: raw IP, BSD loopback, Linux cooked."""
_KEY = ("sourceTransportPort", "destinationTransportPort", "protocolIdentifier", "icmpTypeCodeIPv4", "icmpTypeCodeIPv6")
_KEPT = ("ipClassOfService", "ipTTL", "vlanId")


def flows_of_packets(packets: Iterable[Packet]) -> list[dict[str, int | float | str]]:
    """Flows in the order of their first packet; what is no IP is passed over. Errors: CaptureError."""
    flows: dict[tuple[object, ...], dict[str, int | float | str]] = {}
    for packet in packets:
        fields = _fields(packet)
        version = "4" if "sourceIPv4Address" in fields else "6"
        source, destination = f"sourceIPv{version}Address", f"destinationIPv{version}Address"
        if source not in fields:
            continue
        key = (fields[source], fields[destination], *(fields.get(name) for name in _KEY))
        at_ms = round(1000 * packet.time)
        flow = flows.get(key)
        if flow is None:
            flow = flows[key] = {
                **{name: str(ipaddress.ip_address(fields[name])) for name in (source, destination)},
                **{name: _number(fields, name) for name in (*_KEY, *_KEPT) if name in fields},
                "flowStartMilliseconds": at_ms,
                "packetDeltaCount": 0,
                "octetDeltaCount": 0,
            }
        flow["flowEndMilliseconds"] = at_ms
        flow["packetDeltaCount"] = int(flow["packetDeltaCount"]) + 1
        flow["octetDeltaCount"] = int(flow["octetDeltaCount"]) + _number(fields, "octetDeltaCount")
        if "tcpControlBits" in fields:
            flow["tcpControlBits"] = int(flow.get("tcpControlBits", 0)) | _number(fields, "tcpControlBits")
    return list(flows.values())


def _fields(packet: Packet) -> Fields:
    if packet.link_type == _ETHERNET:
        return read(LinkType.ETHERNET, packet.octets)
    if packet.link_type not in _BEFORE_IP:
        raise CaptureError(f"packets of link type {packet.link_type} cannot be read")
    inner = packet.octets[_BEFORE_IP[packet.link_type] :]
    return read(LinkType.IPV6 if inner[:1] and inner[0] >> 4 == 6 else LinkType.IPV4, inner)


def _number(fields: Fields, name: str) -> int:
    value = fields[name]
    return value if isinstance(value, int) else int.from_bytes(value)
