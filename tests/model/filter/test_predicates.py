from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fauxmon_model.filter import FilterContext, parse, predicate
from fauxmon_model.filter.fields import FIELDS, FieldKind

WEB = {"src": "10.0.0.1", "dst": "10.1.0.9", "protocol": 6, "src_port": 40000, "dst_port": 80, "tcp_flags": 0x12}
DNS = {"src": "2001:db8::1", "dst": "2001:db8:ffff::53", "protocol": 17, "src_port": 53, "dst_port": 5353}
PING = {"src": "192.0.2.255", "dst": "0.0.0.0", "protocol": 1, "tos": 184, "input_if": 3, "output_if": 9}
BULK = {
    "src": "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
    "dst": "::2",
    "protocol": 6,
    "octets": 5_000_000_000,
    "packets": 2**63,
    "flows": 7,
    "src_as": 4_200_000_000,
    "tcp_flags": 0x1B,
    "source_id": 4,
}
SOURCES = {"192.0.2.1": [4, 5], "2001:db8::a": []}
CHANNELS = {"192-0-2-1_p2055": [4], "192.0.2.1": [4, 5]}


@pytest.mark.parametrize(
    ("filter_text", "matching"),
    [
        ("any", [0, 1, 2, 3]),
        ("not any", []),
        ("ipv4", [0, 2]),
        ("ipv6", [1, 3]),
        ("proto tcp", [0, 3]),
        ("ip 10.0.0.1", [0]),
        ("dst ip 10.0.0.1", []),
        ("src ip 2001:db8::1", [1]),
        ("net 10.0.0.0/8", [0]),
        ("src net 10.0.0.0/15", [0]),
        ("dst net 10.0.0.0/16", []),
        ("net 192.0.2.128/25", [2]),
        ("dst net 0.0.0.0/0", [0, 2]),
        ("net 2001:db8::/32", [1]),
        ("dst net 2001:db8:ffff::/48", [1]),
        ("src net 2001:db8:ffff::/48", []),
        ("src ip ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", [3]),
        ("net ffff:ffff:ffff:ffff:ffff:ffff:ffff:fff0/124", [3]),
        ("dst net ::/64", [3]),
        ("net ::/0", [1, 3]),
        ("ip in [10.1.0.9 2001:db8::/64]", [0, 1]),
        ("port 53", [1]),
        ("dst port 53", []),
        ("port in [80, 53]", [0, 1]),
        ("src port > 1023", [0]),
        ("src port != 53 and proto udp", []),
        ("bytes > 4g", [3]),
        ("packets >= 9223372036854775808", [3]),
        ("flows 7", [3]),
        ("tos 184", [2]),
        ("in if 3", [2]),
        ("out if 3", []),
        ("if 9", [2]),
        ("as > 4000000000", [3]),
        ("dst as > 4000000000", []),
        ("flags SA", [0, 3]),
        ("flags =SA", [0]),
        ("flags F", [3]),
        ("not flags SA", [1, 2]),
        ("flags AF", [3]),
        ("not flags AF", [1, 2]),
        ("proto tcp and flags S and not flags ARFPU", []),
        ("proto tcp and flags A and not flags RFPU", [0]),
        ("not (flags AF or proto udp)", [2]),
        ("not (not flags AF)", [3]),
        ("not (port 53 or not flags AF)", [3]),
        ("not flags =SA", [1, 2, 3]),
        ("router ip 192.0.2.1", [3]),
        ("router ip 2001:db8::a", []),
        ("router ip 198.51.100.1", []),
        ("not router ip 198.51.100.1", [0, 1, 2, 3]),
        ("ident 192-0-2-1_p2055", [3]),
        ('not ident "192.0.2.1"', [0, 1, 2]),
        ("ident nobody", []),
        ("sysid 4", [3]),
        ("proto in [udp icmp]", [1, 2]),
        ("proto > udp", []),
        ("ip in [10.1.0.9 192.0.2.255 2001:db8::1 10.9.0.0/16]", [0, 1, 2]),
        ("flags 0x12", [0]),
        ("flags 0", []),
        ("proto udp or proto tcp and not port 80", [1, 3]),
        ("(proto udp or proto tcp) and not port 80", [1, 3]),
        ("not (proto udp or port 80)", [2, 3]),
    ],
)
def test_selects(filter_text: str, matching: list[int], flow_table: Callable[[list[dict[str, Any]]], Any]) -> None:
    context = FilterContext(lambda address: SOURCES.get(address, []), lambda channel: CHANNELS.get(channel, []))
    flows = flow_table([WEB, DNS, PING, BULK])
    assert flows.matching(predicate(parse(filter_text), context)) == matching


TOLD = {
    "src": "10.0.0.1",
    "dst": "10.1.0.9",
    "protocol": 1,
    "dst_port": 0x0304,
    "start_ms": 0,
    "octets": 1500,
    "packets": 7,
    "reverse_octets": 9,
    "src_vlan": 0,
    "dst_vlan": 20,
    "in_src_mac": 0x0053_0000_0001,
    "out_dst_mac": 0x0053_0000_0002,
    "mpls_1": 16001 << 4 | 3 << 1,
    "mpls_2": 17 << 4 | 1,
    "next_hop": "10.9.0.1",
    "bgp_next_hop": "2001:db8::1",
    "nat_src": "192.0.2.1",
    "nat_src_port": 4000,
    "nat_event": 1,
    "prev_as": 64512,
    "src_mask": 24,
    "min_ttl": 3,
    "max_ttl": 60,
    "direction": 1,
    "npm_rtt": 1500,
    "http_host": "www.Example.com",
    "http_url": "/100%_of",
    "dns_flags": 0x8183,
    "dns_qtype": 12,
    "sampling": 100.0,
    "observation_domain": 7,
    "src_country": "CZ",
    "ethertype": 0x0806,
    "tunnel_protocol": 47,
    "engine_type": 2,
}
PRESENT = {"packets", "flows", "sysid"}
"""What equals 1 in the bare flow."""
OTHERS = {
    FieldKind.NUMBER: "1",
    FieldKind.TIME: "1999-12-31",
    FieldKind.MAC: "1:2:3:4:5:6",
    FieldKind.TEXT: "x",
    FieldKind.ADDRESS: "::9",
}
"""What nothing else equals in it."""
BARE = {"src": "10.0.0.2", "dst": "10.1.0.9", "protocol": 6, "dst_port": 0x0304, "packets": 1}


@pytest.mark.parametrize(
    "filter_text",
    [
        *("vlan 0", "src vlan 0", "vlan > 10", "vlan != 0", "vlan in [1 20]"),
        *("mac 00:53:00:00:00:01", "in src mac 0:53:0:0:0:1", "src mac in [1:2:3:4:5:6 0:53:0:0:0:1]"),
        *("out mac 00:53:00:00:00:02", "dst mac 00:53:00:00:00:02"),
        *("mpls label1 16001", "mpls exp1 3", "mpls label2 < 18", "mpls eos 17", "mpls exp2 0"),
        *("next ip 10.9.0.1", "next net 10.0.0.0/8", "bgpnext ip 2001:db8::1", "bgp next net ::/0"),
        *("nat ip 192.0.2.1", "src nip 192.0.2.1", "nat net 192.0.2.0/24", "src nat port 4000", "nat event add"),
        *("prev as 64512", "mask 24", "src mask > 8", "ttl 3", "min ttl < 5", "max ttl 60", "flowdir egress"),
        *("icmp-type 3", "icmp-code 4", "icmp-type 3 and icmp-code 4"),
        *("npm-rtt > 1", "npm-rtt 1.5", "npm-rtt < 2"),
        *("http-host Example", "http-host > www", "http-host < .com", "http-host = www.Example.com"),
        *('http-url "%_"', "dns-rcode nxdomain", "dns-qtype PTR", "dns-flags 0x8183"),
        *("sampling 100", "sampling > 1", "odid 7", "exporter id 7", "out bytes 9"),
        *("geo CZ", "src geo = CZ", "proto arp", "tun proto gre", "engine type 2"),
    ],
)
def test_what_only_the_first_flow_tells(filter_text: str, flow_table: Callable[[list[dict[str, Any]]], Any]) -> None:
    """What a flow does not tell is not compared: it does not match, so not of it does."""
    context = FilterContext(lambda _address: [])
    flows = flow_table([TOLD, BARE])
    assert flows.matching(predicate(parse(filter_text), context)) == [0]
    assert flows.matching(predicate(parse(f"not ({filter_text})"), context)) == [1]
    assert flows.matching(predicate(parse(f"not not ({filter_text} and any)"), context)) == [0]


@pytest.mark.parametrize(
    "filter_text",
    [
        *("vlan 5", "next net ::/0", "bgp next net 0.0.0.0/0", "dst nat ip 192.0.2.1", "mpls eos 16001", "mpls exp3 0"),
        *("http-host example", "http-host = www", "http-host < www", "http-url %of", "http-host ww_", "tls-sni www"),
        *(
            "npm-rtt 1",
            "npm-srt < 100",
            "icmp-code 3",
            "dns-rcode 1",
            "dst mask 0",
            "next as 0",
            "out src mac 0:0:0:0:0:0",
        ),
    ],
)
def test_what_no_flow_tells(filter_text: str, flow_table: Callable[[list[dict[str, Any]]], Any]) -> None:
    context = FilterContext(lambda _address: [])
    flows = flow_table([TOLD, BARE])
    assert flows.matching(predicate(parse(filter_text), context)) == []
    assert flows.matching(predicate(parse(f"not {filter_text}"), context)) == [0, 1]


@pytest.mark.parametrize(
    ("filter_text", "matching"),
    [
        ("last seen 2024-01-31T12:00:00", [0]),
        ("last seen > 2024-01-31T12:00:00", [1]),
        ("last seen >= '2024-01-31 13:00+01:00'", [0, 1]),
        ("last seen > 2024-01-31T12:00:00.250Z", []),
        ("last seen < 2024-01-31", [2]),
        ("not last seen != 2024-01-31T12:00:00.25", [1]),
    ],
)
def test_times_are_utc_unless_they_say_otherwise(
    filter_text: str, matching: list[int], flow_table: Callable[[list[dict[str, Any]]], Any]
) -> None:
    noon_ms = 1_706_702_400_000
    flows = flow_table([{"end_ms": noon_ms}, {"end_ms": noon_ms + 250}, {"end_ms": 0}])
    assert flows.matching(predicate(parse(filter_text), FilterContext(lambda _address: []))) == matching


@pytest.mark.parametrize(
    ("filter_text", "matching"),
    [
        ("duration 1999", [0]),
        ("duration > 0", [0, 1]),
        ("pps 3", [0]),
        ("pps 0", [2]),
        ("pps > 3", [1]),
        ("bps 6003", [0]),
        ("bps >= 8000000000000", [1]),
        ("bpp 214", [0]),
        ("bpp < 1", [2]),
    ],
)
def test_rates_are_whole_numbers_and_zero_without_a_duration(
    filter_text: str, matching: list[int], flow_table: Callable[[list[dict[str, Any]]], Any]
) -> None:
    flows = flow_table(
        [
            {"end_ms": 1999, "packets": 7, "octets": 1500},
            {"end_ms": 2, "packets": 2**40, "octets": 2**62},
            {"end_ms": 2},
        ]
    )
    assert flows.matching(predicate(parse(filter_text), FilterContext(lambda _address: []))) == matching


def test_every_field_can_be_asked_for(flow_table: Callable[[list[dict[str, Any]]], Any]) -> None:
    flows = flow_table([BARE])
    asked = " or ".join(f"{name} {OTHERS[field.kind]}" for name, field in FIELDS.items() if name not in PRESENT)
    assert flows.matching(predicate(parse(asked), FilterContext(lambda _address: []))) == []


def test_a_long_list_can_be_asked_for(flow_table: Callable[[list[dict[str, Any]]], Any]) -> None:
    flows = flow_table([WEB, DNS])
    text = " or ".join(f"ip 10.0.{number // 250}.{number % 250}" for number in range(1000))
    assert flows.matching(predicate(parse(text), FilterContext(lambda _address: []))) == [0]


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.kind is FieldKind.NUMBER])
def test_a_long_list_of_numbers_means_what_comparisons_mean(
    name: str, flow_table: Callable[[list[dict[str, Any]]], Any]
) -> None:
    field = FIELDS[name]
    end = min(200, field.largest // field.scale + 1)
    numbers = [*range(min(end, 52)), *range(52, end, 12)]  # more than are compared one by one
    flows = flow_table([TOLD, BARE, WEB, DNS, PING, BULK, {"start_ms": 2**40, "end_ms": 0, "octets": 2**64 - 1}])

    def found(text: str) -> Any:
        return flows.matching(predicate(parse(text), FilterContext(lambda _address: [])))

    listed = f"{name} in [{' '.join(map(str, numbers))}]"
    compared = f"({' or '.join(f'{name} {number}' for number in numbers)})"
    assert found(listed) == found(compared)
    assert found(f"not {listed}") == found(f"not {compared}")


@pytest.mark.parametrize(
    ("filter_text", "matching"),
    [
        ("duration > 9223372036854775806", [0]),
        ("duration in [5 6]", [2]),
        ("duration < 1", [1]),
        ("bps < 1", [0, 1]),
        ("pps 0", [0, 1]),
    ],
)
def test_times_that_an_exporter_made_up_have_a_duration(
    filter_text: str, matching: list[int], flow_table: Callable[[list[dict[str, Any]]], Any]
) -> None:
    # They start at 0, 1 and 2.
    ends = (2**63 - 1, -(2**63), 7)
    flows = flow_table([{"end_ms": end, "octets": 10, "packets": 1} for end in ends])
    assert flows.matching(predicate(parse(filter_text), FilterContext(lambda _address: []))) == matching
