"""sFlow version 5: the flow samples of a datagram as Data Records of implicit templates, which go the way of all.

Each sampled packet is a flow of one packet. Its octets are those of its IP packet, as `octetDeltaCount` means them; the
length of its frame is `layer2OctetDeltaCount`. Counter samples and discarded packets are no flows and are passed over.

sFlow has no clock time: a message counts as exported when it came. Structures are named as in the sFlow version 5
specification (sflow.org, July 2004).
"""

from __future__ import annotations

import functools
import struct
from collections.abc import Iterator
from typing import NamedTuple

from fauxmon_collector.wire import packet_headers
from fauxmon_collector.wire.elements import registry
from fauxmon_collector.wire.messages import SFLOW, MessageHeader
from fauxmon_collector.wire.packet_headers import Fields
from fauxmon_collector.wire.problems import Fault, ProblemCode
from fauxmon_collector.wire.templates import FieldSpecifier, Template

MAGIC = b"\0\0\0\x05"
"""What an sFlow datagram begins with. No version of NetFlow does."""

_COMMON = (
    ("ingressInterface", 4),
    ("egressInterface", 4),
    ("forwardingStatus", 1),
    ("samplingInterval", 4),
    ("packetDeltaCount", 1),
    ("octetDeltaCount", 4),
    ("layer2OctetDeltaCount", 4),
    ("sourceMacAddress", 6),
    ("destinationMacAddress", 6),
    ("ethernetType", 2),
    ("vlanId", 2),
    ("postVlanId", 2),
    ("dot1qCustomerVlanId", 2),
    ("mplsTopLabelStackSection", 3),
    ("bgpSourceAsNumber", 4),
    ("bgpDestinationAsNumber", 4),
)
_INTERNET = (
    ("protocolIdentifier", 1),
    ("ipClassOfService", 1),
    ("ipTTL", 1),
    ("fragmentIdentification", 4),
    ("sourceTransportPort", 2),
    ("destinationTransportPort", 2),
    ("tcpControlBits", 2),
)
_IPV4 = (
    ("sourceIPv4Address", 4),
    ("destinationIPv4Address", 4),
    ("sourceIPv4PrefixLength", 1),
    ("destinationIPv4PrefixLength", 1),
    ("ipNextHopIPv4Address", 4),
    ("bgpNextHopIPv4Address", 4),
    ("icmpTypeCodeIPv4", 2),
)
_IPV6 = (
    ("sourceIPv6Address", 16),
    ("destinationIPv6Address", 16),
    ("sourceIPv6PrefixLength", 1),
    ("destinationIPv6PrefixLength", 1),
    ("ipNextHopIPv6Address", 16),
    ("bgpNextHopIPv6Address", 16),
    ("icmpTypeCodeIPv6", 2),
    ("flowLabelIPv6", 4),
)
_WITHOUT_IP, _WITH_IPV4, _WITH_IPV6 = 256, 260, 262
_LAYOUTS = {
    _WITH_IPV4: (*_IPV4, *_INTERNET, *_COMMON),
    _WITH_IPV6: (*_IPV6, *_INTERNET, *_COMMON),
    _WITHOUT_IP: _COMMON,
}
"""The fields of the implicit templates, by Set IDs of ours."""

_FLOW_SAMPLE, _FLOW_SAMPLE_EXPANDED = 1, 3
_SAMPLED_HEADER, _SAMPLED_ETHERNET, _SAMPLED_IPV4, _SAMPLED_IPV6 = 1, 2, 3, 4
_EXTENDED_SWITCH, _EXTENDED_ROUTER, _EXTENDED_GATEWAY = 1001, 1002, 1003

_SINGLE, _DISCARDED = 0, 1
_UNKNOWN_INTERFACE = 0x3FFFFFFF
_DISCARD_REASONS = {4: 133, 13: 129, 256: 128, 257: 137, 258: 129, 259: 128, 260: 139, 261: 138, 262: 133}
"""Reason of a discarded packet → forwardingStatus (RFC 7270 §4.12); other ICMP codes below 256 are unroutable."""
_UNROUTABLE = 131
_DROPPED = 128


class Part(NamedTuple):
    """Records of one template, by its Set ID."""

    set_id: int
    body: bytes


class Samples(NamedTuple):
    """A readable datagram: at most one part for IPv4, IPv6 and all else, in this order."""

    header: MessageHeader
    parts: list[Part]
    faults: list[Fault]


@functools.cache
def sflow_template(set_id: int) -> Template:
    """The template of the records of a part. Errors: KeyError where there is none with this id."""
    names = registry().by_name
    fields = tuple(FieldSpecifier(names[name].id, length) for name, length in _LAYOUTS[set_id])
    return Template(SFLOW, set_id, fields)


def read(datagram: bytes, now: float) -> Samples | Fault:
    """The flow samples of a datagram that begins with `MAGIC` and came at `now`. A Fault if it cannot be read."""
    size = {1: 28, 2: 40}.get(_number(datagram, 4), 28)
    if len(datagram) < size:
        return Fault(ProblemCode.TRUNCATED_HEADER, len(datagram), f"{len(datagram)} of {size} octets of the header")
    if _number(datagram, 4) not in (1, 2):
        return Fault(ProblemCode.BAD_SAMPLE, 4, f"an agent address of type {_number(datagram, 4)}")
    sub_agent, sequence, uptime, count = struct.unpack_from(">IIII", datagram, size - 16)
    header = MessageHeader(SFLOW, sub_agent, sequence, int(now), uptime, count)
    records: dict[int, list[bytes]] = {set_id: [] for set_id in _LAYOUTS}
    faults: list[Fault] = []
    framed = 0
    for number, start, end in _structures(datagram, size, count):
        if end > len(datagram):
            detail = f"a sample says {end - start} octets, {len(datagram) - start} are left"
            faults.append(Fault(ProblemCode.BAD_SAMPLE, start, detail))
            break
        framed += 1
        if number in (_FLOW_SAMPLE, _FLOW_SAMPLE_EXPANDED):
            fields = _flow_sample(number == _FLOW_SAMPLE_EXPANDED, datagram[start:end])
            if fields is None:
                faults.append(Fault(ProblemCode.BAD_SAMPLE, start, f"a flow sample of {end - start} octets"))
                continue
            set_id = _set_id(fields)
            records[set_id].append(_record(set_id, fields))
    if framed < count and not faults:
        faults.append(Fault(ProblemCode.BAD_SAMPLE, size - 4, f"the header counts {count} samples, {framed} came"))
    if not framed:
        return faults[0] if faults else Fault(ProblemCode.NO_SETS, size, "a header and no samples")
    return Samples(header, [Part(set_id, b"".join(ones)) for set_id, ones in records.items() if ones], faults)


def _structures(octets: bytes, start: int, most: int) -> Iterator[tuple[int, int, int]]:
    """(format, start, end) of each structure behind its format and length; those of other enterprises have format -1.

    An end beyond the octets is the last one's.
    """
    for _ in range(most):
        if len(octets) - start < 8:
            return
        number, length = struct.unpack_from(">II", octets, start)
        end = start + 8 + length
        yield (number if number < 1 << 12 else -1), start + 8, end
        if end > len(octets):
            return
        start = end


def _flow_sample(expanded: bool, octets: bytes) -> Fields | None:
    """The elements of a sample; None if it is shorter than its own header."""
    if len(octets) < (44 if expanded else 32):
        return None
    if expanded:
        rate = _number(octets, 12)
        *interfaces, records = struct.unpack_from(">IIIII", octets, 24)
        (input_format, input_, output_format, output), start = interfaces, 44
    else:
        rate = _number(octets, 8)
        input_, output, records = struct.unpack_from(">III", octets, 20)
        input_format, output_format, start = input_ >> 30, output >> 30, 32
        input_, output = input_ & 0x3FFFFFFF, output & 0x3FFFFFFF
    told: dict[int, bytes] = {}
    for number, first, end in _structures(octets, start, records):
        told.setdefault(number, octets[first:end])
    fields = _packet(told)
    for number, extend in _EXTENSIONS.items():
        if number in told:
            extend(told[number], fields)
    fields |= {
        "ingressInterface": _interface(input_format, input_),
        "egressInterface": _interface(output_format, output),
        "samplingInterval": rate,
        "packetDeltaCount": 1,
    }
    if output_format == _DISCARDED:
        fields["forwardingStatus"] = _DISCARD_REASONS.get(output, _UNROUTABLE if output < 256 else _DROPPED)
    if not fields.get("octetDeltaCount"):
        fields["octetDeltaCount"] = fields.get("layer2OctetDeltaCount", 0)
    return fields


def _interface(format_: int, value: int) -> int:
    """An ifIndex; 0 where there is none or there are several."""
    return value if format_ == _SINGLE and value not in (_UNKNOWN_INTERFACE, 0xFFFFFFFF) else 0


def _packet(told: dict[int, bytes]) -> Fields:
    """The packet, from its first octets, else from what the agent has read of it."""
    fields: Fields = {}
    header = told.get(_SAMPLED_HEADER, b"")
    if len(header) >= 16:
        link_type, length, _, captured = struct.unpack_from(">IIII", header)
        fields |= packet_headers.read(link_type, header[16 : 16 + captured])
        fields["layer2OctetDeltaCount"] = length
    ethernet = told.get(_SAMPLED_ETHERNET, b"")
    if len(ethernet) >= 24:
        fields.setdefault("layer2OctetDeltaCount", _number(ethernet, 0))
        fields.setdefault("sourceMacAddress", ethernet[4:10])
        fields.setdefault("destinationMacAddress", ethernet[12:18])
        fields.setdefault("ethernetType", _number(ethernet, 20))
    for number, version, size in ((_SAMPLED_IPV4, 4, 4), (_SAMPLED_IPV6, 6, 16)):
        packet = told.get(number, b"")
        if len(packet) < 24 + 2 * size or "protocolIdentifier" in fields:
            continue
        fields["octetDeltaCount"], fields["protocolIdentifier"] = struct.unpack_from(">II", packet)
        fields[f"sourceIPv{version}Address"] = packet[8 : 8 + size]
        fields[f"destinationIPv{version}Address"] = packet[8 + size : 8 + 2 * size]
        ports = struct.unpack_from(">IIII", packet, 8 + 2 * size)
        fields["sourceTransportPort"], fields["destinationTransportPort"] = ports[:2]
        fields["tcpControlBits"], fields["ipClassOfService"] = ports[2:]
    return fields


def _switch(octets: bytes, fields: Fields) -> None:
    if len(octets) >= 16:
        fields["vlanId"] = _number(octets, 0)
        fields["postVlanId"] = _number(octets, 8)


def _router(octets: bytes, fields: Fields) -> None:
    address, start = _address(octets)
    if len(octets) < start + 8:
        return
    version = 4 if len(address) == 4 else 6
    fields[f"ipNextHopIPv{version}Address"] = address
    fields[f"sourceIPv{version}PrefixLength"] = _number(octets, start)
    fields[f"destinationIPv{version}PrefixLength"] = _number(octets, start + 4)


def _gateway(octets: bytes, fields: Fields) -> None:
    """The destination's AS is the last of the path to it, ours if there is no path."""
    address, start = _address(octets)
    if len(octets) < start + 16:
        return
    fields[f"bgpNextHopIPv{4 if len(address) == 4 else 6}Address"] = address
    own, source, _, segments = struct.unpack_from(">IIII", octets, start)
    fields["bgpSourceAsNumber"] = source or own
    fields["bgpDestinationAsNumber"] = own
    start += 16
    for _ in range(min(segments, len(octets))):
        end = start + 8 + 4 * _number(octets, start + 4)
        if not start + 8 < end <= len(octets):
            return
        fields["bgpDestinationAsNumber"] = _number(octets, end - 4)
        start = end


_EXTENSIONS = {_EXTENDED_SWITCH: _switch, _EXTENDED_ROUTER: _router, _EXTENDED_GATEWAY: _gateway}


def _address(octets: bytes) -> tuple[bytes, int]:
    """An address behind its type, and where it ends."""
    end = {1: 8, 2: 20}.get(_number(octets, 0), 4)
    return octets[4:end], end


def _set_id(fields: Fields) -> int:
    if "sourceIPv4Address" in fields:
        return _WITH_IPV4
    return _WITH_IPV6 if "sourceIPv6Address" in fields else _WITHOUT_IP


def _record(set_id: int, fields: Fields) -> bytes:
    """A Data Record. Numbers that are larger than their field lose their upper octets; other families' are left out."""
    parts = []
    for name, length in _LAYOUTS[set_id]:
        value = fields.get(name, 0)
        if isinstance(value, int):
            value = (value % (1 << 8 * length)).to_bytes(length)
        parts.append(value)
    return b"".join(parts)


def _number(octets: bytes, start: int) -> int:
    return int.from_bytes(octets[start : start + 4])
