from __future__ import annotations

import pytest

from fauxmon_collector.wire.packet_headers import LinkType, read

MACS = bytes.fromhex("02005e000002 02005e000001")
TCP = bytes.fromhex("01bb 0400 00000001 00000002 5112 ffff 0000 0000")
IPV4 = bytes.fromhex("45 b8 05dc abcd 4000 40 06 0000 c0000201 c6336402")
IPV6 = bytes.fromhex("6b812345 05b4 06 3f") + bytes.fromhex("20010db8" + 22 * "0" + "01" + "20010db8" + 22 * "0" + "02")


def ethernet(type_: str, rest: bytes) -> dict[str, int | bytes]:
    return read(LinkType.ETHERNET, MACS + bytes.fromhex(type_) + rest)


def test_ipv4_and_tcp() -> None:
    assert ethernet("0800", IPV4 + TCP) == {
        "destinationMacAddress": MACS[:6],
        "sourceMacAddress": MACS[6:],
        "ethernetType": 0x0800,
        "sourceIPv4Address": bytes([192, 0, 2, 1]),
        "destinationIPv4Address": bytes([198, 51, 100, 2]),
        "protocolIdentifier": 6,
        "ipClassOfService": 0xB8,
        "ipTTL": 64,
        "fragmentIdentification": 0xABCD,
        "octetDeltaCount": 1500,
        "sourceTransportPort": 443,
        "destinationTransportPort": 1024,
        "tcpControlBits": 0x112,
    }


def test_ipv6_and_tcp() -> None:
    fields = read(LinkType.IPV6, IPV6 + TCP)
    assert fields["sourceIPv6Address"] == bytes.fromhex("20010db8" + 22 * "0" + "01")
    assert (fields["ipClassOfService"], fields["flowLabelIPv6"], fields["ipTTL"]) == (0xB8, 0x12345, 63)
    assert (fields["octetDeltaCount"], fields["protocolIdentifier"]) == (1500, 6)
    assert fields["destinationTransportPort"] == 1024


@pytest.mark.parametrize(
    ("extensions", "tells_ports"),
    [
        ("0006 0104 00000000", True),  # hop-by-hop
        ("2b00 0104 00000000 0600 0104 00000000", True),  # hop-by-hop, routing
        ("0602 000000000000 00000000 00000000", True),  # authentication, 16 octets
        ("0600 0001 00000007", True),  # the first fragment
        ("0600 0101 00000007", False),  # a later fragment
    ],
)
def test_ipv6_extensions(extensions: str, tells_ports: bool) -> None:
    first = {"0602": 51, "0600": 44, "0006": 0, "2b00": 0}[extensions[:4]]
    octets = bytes.fromhex(extensions)
    if extensions.startswith("0006"):
        octets = b"\x06\x00" + octets[2:]
    fields = read(LinkType.IPV6, IPV6[:6] + bytes([first]) + IPV6[7:] + octets + TCP)
    assert fields["protocolIdentifier"] == 6
    assert ("sourceTransportPort" in fields) == tells_ports
    assert fields.get("fragmentIdentification") == (7 if first == 44 else None)


@pytest.mark.parametrize(
    ("tags", "names"),
    [
        ("8100 2064 0800", {"vlanId": 100}),
        ("88a8 0064 8100 00c8 0800", {"vlanId": 100, "dot1qCustomerVlanId": 200}),
        ("9100 0064 8100 00c8 8100 012c 0800", {"vlanId": 100, "dot1qCustomerVlanId": 300}),
    ],
)
def test_vlan_tags(tags: str, names: dict[str, int]) -> None:
    octets = bytes.fromhex(tags)
    fields = ethernet(octets[:2].hex(), octets[2:] + IPV4)
    assert {name: fields[name] for name in fields if "lan" in name} == names
    assert fields["ethernetType"] == 0x0800
    assert fields["protocolIdentifier"] == 6


@pytest.mark.parametrize(("inner", "name"), [(IPV4, "sourceIPv4Address"), (IPV6, "sourceIPv6Address")])
def test_mpls_labels(inner: bytes, name: str) -> None:
    fields = ethernet("8847", bytes.fromhex("00010040 0002013f") + inner + TCP)
    assert fields["mplsTopLabelStackSection"] == bytes.fromhex("000100")
    assert name in fields
    assert fields["sourceTransportPort"] == 443
    assert read(LinkType.MPLS, bytes.fromhex("0002013f") + inner)[name] == fields[name]


def test_802_3_frames_with_snap() -> None:
    fields = ethernet("05dc", bytes.fromhex("aaaa03 000000 0800") + IPV4)
    assert fields["protocolIdentifier"] == 6
    assert "ethernetType" not in ethernet("0026", bytes.fromhex("424203 0000"))


@pytest.mark.parametrize(
    ("protocol", "name"), [(1, "icmpTypeCodeIPv4"), (58, "icmpTypeCodeIPv6"), (17, "sourceTransportPort")]
)
def test_what_stands_behind_the_ip_header(protocol: int, name: str) -> None:
    fields = read(LinkType.IPV4, IPV4[:9] + bytes([protocol]) + IPV4[10:] + b"\x08\x00\x00\x35")
    assert fields[name] == 0x0800
    assert "tcpControlBits" not in fields


def test_a_later_fragment_has_no_ports() -> None:
    assert "sourceTransportPort" not in read(LinkType.IPV4, IPV4[:6] + b"\x00\x10" + IPV4[8:] + TCP)


def test_ip_options_are_passed_over() -> None:
    fields = read(LinkType.IPV4, b"\x46" + IPV4[1:] + bytes(4) + TCP)
    assert fields["sourceTransportPort"] == 443


def test_other_link_types_tell_nothing() -> None:
    assert read(7, IPV4 + TCP) == {}


@pytest.mark.parametrize("link_type", [*LinkType, 0, 99])
def test_what_is_cut_off_is_left_out(link_type: int) -> None:
    """Any beginning of anything is read, and no more is told of a shorter one."""
    packets = (
        MACS + bytes.fromhex("8100 0064 88a8 00c8 8847 00010040 0002013f") + IPV4 + TCP,
        IPV4 + TCP,
        IPV6[:6] + b"\0" + IPV6[7:] + bytes(80),
        bytes.fromhex("00010040") * 40,
        b"\xff" * 90,
    )
    for packet in packets:
        told = [len(read(link_type, packet[:end])) for end in range(len(packet) + 1)]
        assert told == sorted(told)
