from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fauxmon_model.filter import FilterContext, parse, predicate

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
        ("proto udp or proto tcp and not port 80", [1, 3]),
        ("(proto udp or proto tcp) and not port 80", [1, 3]),
        ("not (proto udp or port 80)", [2, 3]),
    ],
)
def test_selects(filter_text: str, matching: list[int], flow_table: Callable[[list[dict[str, Any]]], Any]) -> None:
    context = FilterContext(lambda address: SOURCES.get(address, []))
    flows = flow_table([WEB, DNS, PING, BULK])
    assert flows.matching(predicate(parse(filter_text), context)) == matching


def test_a_long_list_can_be_asked_for(flow_table: Callable[[list[dict[str, Any]]], Any]) -> None:
    flows = flow_table([WEB, DNS])
    text = " or ".join(f"ip 10.0.{number // 250}.{number % 250}" for number in range(1000))
    assert flows.matching(predicate(parse(text), FilterContext(lambda _address: []))) == [0]
