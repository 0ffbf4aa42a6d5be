from __future__ import annotations

import pytest

from fauxmon_model.filter import FilterError, parse


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
        ("x" * 900, 1, 1, f"'{'x' * 40}\u2026' cannot stand here; expected a condition"),
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
        ("proto != arp", 1, 10, "arp is no IP protocol and stands alone: proto arp, or ethertype 0x0806"),
        ("proto in [tcp arp]", 1, 11, "arp is no IP protocol and stands alone: proto arp, or ethertype 0x0806"),
        ("first seen > 2024-02-30", 1, 14, "2024-02-30 is no time like 2024-01-31T12:00:00"),
        ("first seen > 1969-12-31", 1, 14, "1969-12-31 is not between the years 1970 and 9999"),
        ("first seen 1970-01-01T00:00:00.0001", 1, 12, "1970-01-01T00:00:00.0001 has too many decimal places"),
        ("flags 256", 1, 7, "256 is too large, 255 is the most"),
        ("flags QX", 1, 7, "'QX' cannot stand here; expected =, a number, flag letters of ASFRPUXEC"),
        ("ident and", 1, 7, "'and' cannot stand here; expected =, quoted text, text"),
        ("ip 300.1.1.1", 1, 4, "300.1.1.1 is no IP address or network"),
        ("ip 10.0.0.0/8", 1, 4, "10.0.0.0/8 is a network: say net instead of ip"),
        ("net 10.0.0.1", 1, 5, "10.0.0.1 is no network: a prefix (/24) or a mask is missing"),
        ("net 10.0.0.0/33", 1, 5, "10.0.0.0/33 is no IP address or network"),
        ("net 10.0.0.0/8 255.0.0.0", 1, 5, "10.0.0.0/8/255.0.0.0 is no IP address or network"),
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


@pytest.mark.parametrize(
    ("written", "column", "meant"),
    [
        ("prot tcp", 1, ("port", "proto")),
        ("porto 6", 1, ("proto", "port")),
        ("protocol tcp", 1, ("proto",)),
        ("scr port 80", 1, ("src port",)),
        ("SRC PROT 80", 5, ("src port",)),
        ("dts ip 10.0.0.1", 1, ("dst ip",)),
        ("dst # a comment\n prot 80", 2, ("dst port",)),
        ("any and dst prot 80", 13, ("dst port",)),
        ("npm-rt > 5", 1, ("npm-rtt", "npm-srt")),
        ("npm-jiter > 5", 1, ("npm-jitter",)),
        ("http-hots x", 1, ("http-host", "http-os")),
        ("observation domian id 3", 13, ("observation domain id",)),
        ("next pi 10.0.0.1", 6, ("next ip",)),
        ("byte > 5", 1, ("bytes",)),
        ("ipv5", 1, ("ipv4", "ipv6")),
        ("inet4", 1, ("inet",)),
        ("flag S", 1, ("flags",)),
        ("any adn any", 5, ("and",)),
        ("ip 10.0.0.1 an port 80", 13, ("and",)),
        ("nto ipv4", 1, ("not",)),
        ("tcp and port 80", 1, ("proto tcp",)),
        ("port 53 and udp", 13, ("proto udp",)),
        ("icmp", 5, ("proto icmp",)),
        ("proto tpc", 7, ("tcp",)),
        ("proto in [tcp, icpm]", 16, ("icmp",)),
        ("dns-qtype PRT", 11, ("ptr",)),
        ("flowdir ingres", 9, ("ingress",)),
        ('nat event "delet"', 11, ("delete",)),
        ("quux 5", 1, ()),
        ("any and", 8, ()),
        ("dns-qtype quux", 11, ()),
    ],
)
def test_says_what_may_have_been_meant(written: str, column: int, meant: tuple[str, ...]) -> None:
    with pytest.raises(FilterError) as caught:
        parse(written)
    assert (caught.value.column, caught.value.meant) == (column, meant)
    asked = f"; did you mean {' or '.join(meant)}?"
    assert caught.value.message.endswith(asked) if meant else "did you mean" not in caught.value.message


def test_all_of_it_is_in_one_line() -> None:
    with pytest.raises(FilterError) as caught:
        parse("any and\n scr port 80")
    assert str(caught.value) == (
        "line 2, column 2: 'scr' cannot stand here; expected a condition; did you mean src port?"
    )
