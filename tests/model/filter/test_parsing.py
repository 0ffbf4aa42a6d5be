from __future__ import annotations

import pytest

from fauxmon_model.filter import parse, text


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("", "any"),
        ("  # nothing but a comment", "any"),
        ("ANY", "any"),
        ("inet", "ipv4"),
        ("IPv6", "ipv6"),
        ("inet6", "ipv6"),
        ("proto TCP", "proto tcp"),
        ("proto 6", "proto tcp"),
        ("proto 254", "proto 254"),
        ("proto ipv6-icmp", "proto icmp6"),
        ("proto != 17", "proto != udp"),
        ("proto in [tcp, 17 sctp]", "proto in [tcp, udp, sctp]"),
        ("PROTO ARP", "ethertype 2054"),
        ("tun-protocol 6", "tun proto tcp"),
        ("host 10.0.0.1", "ip 10.0.0.1"),
        ("SRC IP 2001:DB8::1", "src ip 2001:db8::1"),
        ("ip ::ffff:10.0.0.1", "ip 10.0.0.1"),
        ("net 10.0.0.7/8", "net 10.0.0.0/8"),
        ("dst net 10.0.0.0 255.255.0.0", "dst net 10.0.0.0/16"),
        ("net 10.0.0.1/32", "ip 10.0.0.1"),
        ("net 172.16/12", "net 172.16.0.0/12"),
        ("src net 10.1.2/24", "src net 10.1.2.0/24"),
        ("ip in [10.0.0.1 2001:db8::/32,10.1.0.0/16]", "ip in [10.0.0.1, 2001:db8::/32, 10.1.0.0/16]"),
        ("ip in [10.0.0.1]", "ip 10.0.0.1"),
        ("dst port 53", "dst port 53"),
        ("port == 0x35", "port 53"),
        ("port ge 1024", "port >= 1024"),
        ("src as in [64512, 64513]", "src as in [64512, 64513]"),
        ("bytes > 10k", "bytes > 10000"),
        ("packets lt 2M", "packets < 2000000"),
        ("flows != 1", "flows != 1"),
        ("tos 184", "tos 184"),
        ("in if 3", "in if 3"),
        ("if in [1 2]", "if in [1, 2]"),
        ("out if > 3", "out if > 3"),
        ("flags s", "flags S"),
        ("flags =SA", "flags =SA"),
        ("flags X", "flags FSRPAU"),
        ("flags == SE", "flags =SE"),
        ("flags 18", "flags =SA"),
        ("flags = 0x12", "flags =SA"),
        ("flags 0", "flags =0"),
        ("ident 192-0-2-1_p2055", 'ident "192-0-2-1_p2055"'),
        ('IDENT = "192.0.2.1 (p2055)"', 'ident "192.0.2.1 (p2055)"'),
        ("first seen > 2024-01-31", "first seen > 2024-01-31T00:00:00"),
        ("last seen le '2024-01-31 12:00:00.25+01:00'", "last seen <= 2024-01-31T11:00:00.250"),
        ("first\nseen != 1970-01-01t00:00z", "first seen != 1970-01-01T00:00:00"),
        ("router ip 192.0.2.1", "router ip 192.0.2.1"),
        ("SRC  # the left side\n PORT 5", "src port 5"),
        ("in bytes > 1.5k", "bytes > 1500"),
        ("out packets 0x10", "out packets 16"),
        ("flow 2", "flows 2"),
        ("duration ge 1000", "duration >= 1000"),
        ("src vlan 100", "src vlan 100"),
        ("vlan in [1, 2]", "vlan in [1, 2]"),
        ("mac 0:1:2:3:4:ff", "mac 00:01:02:03:04:ff"),
        ("in src mac 00-01-02-03-04-FF", "in src mac 00:01:02:03:04:ff"),
        ("out mac in [1:2:3:4:5:6 6:5:4:3:2:1]", "out mac in [01:02:03:04:05:06, 06:05:04:03:02:01]"),
        ("mpls label10 > 16", "mpls label10 > 16"),
        ("mpls label1 5", "mpls label1 5"),
        ("mpls exp3 7", "mpls exp3 7"),
        ("mpls eos 3", "mpls eos 3"),
        ("next ip 10.0.0.1", "next ip 10.0.0.1"),
        ("next net 10.0.0.0/8", "next net 10.0.0.0/8"),
        ("bgpnext ip 2001:db8::1", "bgp next ip 2001:db8::1"),
        ("prev as 1", "prev as 1"),
        ("next as in [1 2]", "next as in [1, 2]"),
        ("src nip 10.0.0.1", "src nat ip 10.0.0.1"),
        ("dst xip in [10.0.0.1 10.0.0.2]", "dst nat ip in [10.0.0.1, 10.0.0.2]"),
        ("xnet 10.0.0.0/8", "nat net 10.0.0.0/8"),
        ("src nport > 5", "src nat port > 5"),
        ("nat event add", "nat event add"),
        ("nat event 4", "nat event 4"),
        ("asa event term", "asa event delete"),
        ("asa event denied nosyn", "asa xevent nosyn"),
        ("flowdir EGRESS", "flowdir egress"),
        ("min ttl < 5", "min ttl < 5"),
        ("odid 7", "observation domain id 7"),
        ("exporter id 7", "observation domain id 7"),
        ("exporter sysid 3", "sysid 3"),
        ("engine type 1", "engine-type 1"),
        ("engine id in [1 2]", "engine-id in [1, 2]"),
        ("ip ttl < 5", "ttl < 5"),
        ("src geo CZ", 'src geo "CZ"'),
        ("geo = CZ", 'geo = "CZ"'),
        ("icmp type 3", "icmp-type 3"),
        ("icmp-code in [0 1]", "icmp-code in [0, 1]"),
        ("npm-rtt > 0.25", "npm-rtt > 0.25"),
        ("npm-srt > 2000", "npm-srt > 2000"),
        ("npm-rtr > 0", "npm-retr > 0"),
        ("client latency > 5", "client latency > 5"),
        ('dns-qtype "PTR"', "dns-qtype ptr"),
        ("dns-rcode nxdomain", "dns-rcode nxdomain"),
        ("http-host example.com", 'http-host "example.com"'),
        ("http-url = '/a b'", 'http-url = "/a b"'),
        (r'http-url > "a\"b\\c"', r'http-url > "a\"b\\c"'),
        ("tls-sni < .example", 'tls-sni < ".example"'),
        ('http-url "#(("', 'http-url "#(("'),
        ("! proto udp", "not proto udp"),
        ("not not any", "any"),
        ("any and (ipv4 and ipv6)", "any and ipv4 and ipv6"),
        ("any or ipv4 and not ipv6", "any or ipv4 and not ipv6"),
        ("(any or ipv4) and ipv6", "(any or ipv4) and ipv6"),
        ("not (any or ipv4)", "not (any or ipv4)"),
        ("ipv4 # one\nand # two\nport 80", "ipv4 and port 80"),
    ],
)
def test_reads(written: str, canonical: str) -> None:
    assert text(parse(written)) == canonical


@pytest.mark.parametrize(
    "seen_on_the_wire",
    [
        "proto TCP and dst port 80 and dst net 192.0.0.0/16",
        "(dst port 443 or dst port 80) and dst net 2001:db8::/48",
        "src net 192.0.2.0/24 and not dst net 192.0.2.0/24",
        "(ip 10.0.0.7 and port 443) and ((ip 10.1.0.1) or (ip 10.1.0.2))",
        "(any) and (ip 10.0.0.7 and port 443)",
        "proto tcp and flags S and not flags ARFPU",
        'dns-qtype "PTR"',
        "proto tcp and npm-rtt > 1 and npm-rtt < 50",
        "port 80 and npm-srt > 2000",
    ],
)
def test_reads_the_filters_of_known_clients(seen_on_the_wire: str) -> None:
    assert parse(text(parse(seen_on_the_wire))) == parse(seen_on_the_wire)


def test_not_binds_closer_than_and_and_closer_than_or() -> None:
    assert parse("not ipv4 and port 1 or port 2 and port 3") == parse("((not ipv4) and port 1) or (port 2 and port 3)")
    assert parse("not (ipv4 and port 1)") != parse("not ipv4 and port 1")


def test_a_long_list_of_terms_is_no_deep_one() -> None:
    long = " or ".join(f"port {number}" for number in range(5000))
    assert text(parse(long)) == long
