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
        ("in port 5", 1, 4, "'port' cannot stand here; expected if"),
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
