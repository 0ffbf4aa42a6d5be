from __future__ import annotations

import pytest

from fauxmon_model.filter import FilterError, parse, text


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
        ("host 10.0.0.1", "ip 10.0.0.1"),
        ("SRC IP 2001:DB8::1", "src ip 2001:db8::1"),
        ("ip ::ffff:10.0.0.1", "ip 10.0.0.1"),
        ("net 10.0.0.7/8", "net 10.0.0.0/8"),
        ("dst net 10.0.0.0 255.255.0.0", "dst net 10.0.0.0/16"),
        ("net 10.0.0.1/32", "ip 10.0.0.1"),
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


@pytest.mark.parametrize(
    ("written", "line", "column", "message"),
    [
        ("ip", 1, 3, "the filter ends here; expected an IP address, in"),
        ("any any", 1, 5, "'any' cannot stand here; expected and, or, the end"),
        ("any)", 1, 4, "')' cannot stand here; expected and, or, the end"),
        ("(any", 1, 5, "the filter ends here; expected ), and, or"),
        ("any and\n  bytes in [1 ; 2]", 2, 15, "';' cannot stand here; expected ], a comma, a number"),
        ("any and # )\n )", 2, 2, "')' cannot stand here; expected a condition"),
        ("any \u00a7", 1, 5, "'\u00a7' cannot stand here; expected and, or, the end"),
        ("notany", 1, 1, "'notany' cannot stand here; expected a condition"),
        ("in port 5", 1, 4, "'port' cannot stand here; expected bytes, dst mac, if, mac, packets, src mac"),
        ("any and next", 1, 13, "the filter ends here; expected as, ip, net"),
        ("asa event quux", 1, 11, "quux is none of ignore, create, delete, term, deny, alert, update; give a number"),
        ("flowdir", 1, 8, "the filter ends here; expected a comparator, a name, a number, in, quoted text"),
        ("http-host", 1, 10, "the filter ends here; expected =, >, <, quoted text, text"),
        ("http-host != x", 1, 11, "'!' cannot stand here; expected =, >, <, quoted text, text"),
        ("http-host and any", 1, 11, "'and' cannot stand here; expected =, >, <, quoted text, text"),
        ("mac 00:11", 1, 5, "'00' cannot stand here; expected a MAC address, in"),
        ("vlan 1.5", 1, 6, "1.5 is no whole number"),
        ("npm-rtt 0.0001", 1, 9, "0.0001 has too many decimal places"),
        ("npm-rtt > 4294968", 1, 11, "4294968 is too large, 4294967.295 is the most"),
        ("port 65536", 1, 6, "65536 is too large, 65535 is the most"),
        ("tos 256", 1, 5, "256 is too large, 255 is the most"),
        ("proto 256", 1, 7, "256 is too large, 255 is the most"),
        ("bytes > 99999999t", 1, 9, "99999999t is too large, 18446744073709551615 is the most"),
        ("proto quux", 1, 7, "quux is no protocol known here; give its number"),
        ("ip 300.1.1.1", 1, 4, "300.1.1.1 is no IP address or network"),
        ("ip 10.0.0.0/8", 1, 4, "10.0.0.0/8 is a network: say net instead of ip"),
        ("net 10.0.0.1", 1, 5, "10.0.0.1 is no network: a prefix (/24) or a mask is missing"),
        ("net 10.0.0.0/33", 1, 5, "10.0.0.0/33 is no IP address or network"),
        ("net 10.0.0.0/8 255.0.0.0", 1, 5, "10.0.0.0/8/255.0.0.0 is no IP address or network"),
        ("any and\n" + "(" * 51, 2, 51, "more than 50 parentheses within one another"),
    ],
)
def test_says_where_and_what_is_wrong(written: str, line: int, column: int, message: str) -> None:
    with pytest.raises(FilterError) as caught:
        parse(written)
    assert (caught.value.line, caught.value.column, caught.value.message) == (line, column, message)


def test_names_what_was_expected() -> None:
    with pytest.raises(FilterError) as caught:
        parse("port >")
    assert caught.value.expected == ("a number",)


def test_very_long_numbers_are_too_large() -> None:
    with pytest.raises(FilterError, match="is too large, 65535 is the most"):
        parse("port " + "9" * 5000)


def test_parentheses_in_comments_are_not_counted() -> None:
    assert parse("#" + "(" * 60 + "\n" + "(" * 50 + "any" + ")" * 50) == parse("any")


def test_a_long_list_of_terms_is_no_deep_one() -> None:
    long = " or ".join(f"port {number}" for number in range(5000))
    assert text(parse(long)) == long
