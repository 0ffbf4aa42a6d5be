"""Filters over a hundred thousand flows: nfdump, asked the same of the same messages, finds the same flows.

Where nfdump 1.7.1 means something else by the same words, the manual says so (docs/reference/filter.md, "Where nfdump
differs"); the differences are tried here, too, so that they are known to be there.
"""

from __future__ import annotations

import csv
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from fauxmon_model.filter import parse

if TYPE_CHECKING:
    from tests.oracle.conftest import Both

pytestmark = pytest.mark.oracle

SIDES = (
    *("ip 10.2.0.9", "src ip 10.2.0.9", "dst ip 10.2.0.9", "host 10.3.0.3", "src host 10.3.0.3", "dst host 10.3.0.3"),
    *("ip 2001:db8:0:1:0:1:8000:0", "src ip 2001:db8:0:1:0:1:8000:0", "dst ip 2001:db8:0:1:0:1:8000:0"),
    *("net 10.2.0.0/16", "src net 10.2.0.0/16", "dst net 10.2.0.0/16", "net 10.2/16", "dst net 10.4.0.0 255.255.0.0"),
    *("net 10.0.0.0 255.252.0.0", "src net 10.1.0.0/25", "net 10.6.0.13/32", "net 0.0.0.0/0", "src net 10.0.0.0/13"),
    *("net 2001:db8::/32", "src net 2001:db8:0:1::/64", "dst net 2001:db8:0:2::/63", "net 2001:db8:0:3:0:2::/96"),
    *("ip in [10.2.0.9 10.3.0.3]", "src ip in [10.2.0.9,10.3.0.3]", "dst ip in [10.2.0.0/16, 10.3.0.3]"),
    *("ip in [2001:db8:0:1::/64 10.1.0.0/16]", "src ip in [2001:db8:0:1:0:1:8000:0]", "dst ip in [10.2.0.0/15]"),
    *("port 443", "src port 443", "dst port 443", "port = 80", "port == 80", "port eq 80", "port 0x50", "port 0"),
    *("port > 1023", "src port > 1023", "dst port < 500", "port < 50", "src port gt 60000", "dst port lt 100"),
    *("port >= 1024", "src port <= 500", "dst port ge 443", "port le 20", "src port > 1k", "port EQ 443"),
    *("port in [80 443 500]", "port in [80,443]", "src port in [80, 81, 82]", "dst port in [53 443]"),
    *("as 64510", "src as 64510", "dst as 64510", "as > 64700", "src as > 64600", "dst as < 64550", "as 0xfc00"),
    *("as in [64510 64511]", "src as in [64510,64512]", "dst as in [64600 64700 64799]", "src as >= 64790", "as 5"),
    *("mask 24", "src mask 24", "dst mask 10", "vlan 5", "src vlan 5", "dst vlan 5", "vlan 40"),
)
"""Of the ends of a flow."""
HEADERS = (
    *("any", "not any", "ipv4", "ipv6", "inet", "inet6", "IPv4", "not inet6"),
    *("proto tcp", "proto UDP", "proto 6", "proto icmp", "proto icmp6", "proto gre", "proto esp", "proto sctp"),
    *("proto 132", "proto 0x11", "not proto tcp", "proto ospf", "proto rsvp"),
    *("flags S", "flags A", "flags F", "flags R", "flags P", "flags U", "flags SA", "flags AS", "flags FSRPAU"),
    *("flags X", "flags 2", "flags 18", "flags = 18", "flags 0x12", "flags == 0", "flags 63"),
    *("not flags S", "not flags SA", "flags S and not flags AFRPU", "flags S and not flags A", "not not flags SA"),
    *("not (flags S or proto udp)", "not (flags SA and port > 100)", "proto tcp and not flags FR and bytes > 10k"),
    *("icmp-type 0", "icmp-type 3", "icmp-type 8", "icmp-code 0", "icmp-code 4", "icmp-type 3 and icmp-code 1"),
    *("not icmp-type 3", "icmp-type 11 or icmp-type 3", "icmp-type 3 and ipv6"),
    *("tos 32", "src tos 32", "dst tos 8", "tos > 32", "tos < 64", "dst tos >= 16", "tos 0", "tos 224"),
)
"""Of the headers of its packets."""
COUNTERS = (
    *("packets 1", "packets > 100", "in packets > 100", "out packets > 100", "packets < 5", "packets >= 1k"),
    *("out packets 0", "out packets <= 3", "packets = 2", "packets lt 0x10"),
    *("bytes > 1k", "bytes > 1m", "bytes > 1M", "bytes < 1000", "bytes >= 100k", "bytes <= 0x1000", "bytes > 1g"),
    *("in bytes > 1k", "out bytes > 1k", "out bytes 0", "out bytes lt 10K", "bytes > 1t"),
    *("flows 1", "flows > 0", "flows > 1", "flows < 2"),
    *("duration 0", "duration = 0", "duration > 100", "duration >= 10k", "duration < 50", "duration 7"),
    *("pps > 10", "pps 0", "pps < 5", "pps > 1k", "pps = 3", "pps >= 100"),
    *("bps > 1k", "bps > 1m", "bps < 100k", "bps 0", "bps >= 10m", "bps > 1g"),
    *("bpp > 100", "bpp < 64", "bpp 740", "bpp >= 1400", "bpp > 1k", "bpp = 40"),
)
"""Of what was counted, and what follows from it."""
WAYS = (
    *("if 3", "in if 3", "out if 3", "in if 0", "if 29", "in if 3 and out if 4"),
    *("next ip 10.99.0.21", "bgpnext ip 10.99.0.41", "next ip 2001:db8:ffff::15", "bgpnext ip 10.99.0.99"),
    *("router ip 127.0.9.1", "router ip 127.0.9.2", "router ip 127.0.9.3", "not router ip 127.0.9.1"),
    *("sysid 1", "sysid 2", "sysid 3"),
    *("flowdir ingress", "flowdir egress", "flowdir 0", "flowdir 1"),
    *("ingress vrf 2", "egress vrf 3", "observation point id 2", "observation point id 9"),
    *("observation domain id 1", "observation domain id 2"),
    *("mac 00:53:00:00:00:05", "in mac 00:53:00:00:00:05", "out mac 00:53:00:01:00:05", "in mac 00:53:00:01:00:05"),
    *("in src mac 00:53:00:00:00:05", "in dst mac 00:53:00:00:00:05", "src mac 00:53:00:00:00:07"),
    *("out src mac 00:53:00:01:00:05", "out dst mac 00:53:00:01:00:05", "dst mac 0:53:0:1:0:7", "mac 1:2:3:4:5:6"),
    *("mpls label1 20", "mpls label1 > 20", "mpls label2 20", "mpls label3 >= 40", "mpls label3 < 18"),
    *("mpls exp1 0", "mpls exp1 3", "mpls exp2 > 4", "mpls exp3 < 2", "mpls eos 20", "mpls eos > 40", "mpls eos lt 20"),
    *("nat event add", "nat event delete", "nat event 2", "nat event > 1"),
    *("nip 192.0.2.5", "src nip 192.0.2.5", "dst nip 192.0.2.5", "xip 192.0.2.5", "src xip 192.0.2.7"),
    *("nport 1010", "src nport 1010", "dst nport 1199", "nport > 1100", "src nport > 1100", "xport 1010"),
    *("src xport 1020", "dst xport 1020", "xnet 192.0.2.0/26", "src xnet 192.0.2.0/26", "dst xnet 192.0.2.64/28"),
)
"""Of the way that it took, and of who saw it."""
JOINED = (
    *("proto tcp and dst port 443", "proto tcp or proto udp", "not proto tcp and not proto udp", "! proto tcp"),
    *("proto tcp or proto udp and port > 1023", "(proto tcp or proto udp) and port > 1023", "not (proto tcp)"),
    *("not proto tcp or bytes > 1m", "not (proto tcp or bytes > 1m)", "not (proto tcp and bytes > 1m)"),
    *("not (not proto tcp and not ipv6)", "((((proto gre))))", "ANY AND NOT Proto TCP", "proto tcp and proto udp"),
    *("src net 10.2.0.0/16 and not dst net 10.2.0.0/16", "(src port > 1023 and dst port < 500) or ipv6"),
    *("proto tcp # and port 80\nand src port > 1023", "# all\nany", "proto tcp and\n\n dst\n port < 100"),
    *("src vlan 5 and dst vlan 6", "vlan 5 and not src vlan 5", "in if 3 and (src as > 64600 or dst mask 10)"),
    *("ipv4 and not (src ip in [10.2.0.0/16] or dst port in [443])", "not src port in [80 81] and proto sctp"),
    *("duration > 1k and pps > 10 and bps < 10m", "bytes > 10k and packets < 100 and not bpp < 500"),
    "not (((ipv4 or proto icmp6) and not (port > 100)) or not (bytes > 1k and (in if 3 or out if 3)))",
)
"""Several conditions."""
FILTERS = (*SIDES, *HEADERS, *COUNTERS, *WAYS, *JOINED)


class Counted(NamedTuple):
    """The flows of a protocol."""

    protocol: int
    flows: int
    packets: int
    octets: int


def ours(both: Both, text: str) -> list[Counted]:
    rows = both.found("proto", filter=text)
    return sorted(Counted(row.proto or 0, row.flows, row.packets, row.octets) for row in rows)


@pytest.fixture(scope="module")
def countries(both: Both, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """nfdump 1.7.1 takes no filter on AS without a database of places: here is one without any."""
    file = tmp_path_factory.mktemp("countries") / "empty"
    both.nfdump("-w", str(file), "not any")
    return file


def theirs(both: Both, countries: Path, text: str) -> list[Counted]:
    lines = both.nfdump("-G", str(countries), "-s", "proto/bytes", "-n", "0", "-o", "csv", text)
    table = csv.DictReader(line for line in lines if "," in line and "flows" not in line)
    return sorted(Counted(*(int(row[name]) for name in ("pr", "fl", "pkt", "byt"))) for row in table)


def test_there_are_many_filters() -> None:
    assert len(set(FILTERS)) == len(FILTERS)
    assert len({str(parse(text)) for text in FILTERS}) >= 150


@pytest.mark.parametrize("text", FILTERS)
def test_the_same_flows(both: Both, countries: Path, text: str) -> None:
    """Their number, packets and bytes, by protocol."""
    assert ours(both, text) == theirs(both, countries, text)


@pytest.mark.parametrize("text", ["nport 0", "nat event 0", "src nip 0.0.0.0"])
def test_what_a_flow_does_not_tell_is_zero_for_nfdump_only(both: Both, countries: Path, text: str) -> None:
    """Flows of IPv6 tell nothing of NAT here."""
    assert theirs(both, countries, text) == ours(both, "ipv6")
    assert ours(both, text) == []


@pytest.mark.parametrize("text", ["mpls label4 0", "engine-type 0", "engine-id 0", "prev as 0", "next as 0"])
def test_what_no_flow_tells_is_zero_for_nfdump_only(both: Both, countries: Path, text: str) -> None:
    assert theirs(both, countries, text) == ours(both, "any")
    assert ours(both, text) == []


@pytest.mark.parametrize(("text", "of_nfdump"), [("net ::/1", "any"), ("net ::/0", "ipv4")])
def test_networks_of_ipv6_have_addresses_of_ipv4_for_nfdump_only(
    both: Both, countries: Path, text: str, of_nfdump: str
) -> None:
    assert theirs(both, countries, text) == ours(both, of_nfdump)
    assert ours(both, text) == ours(both, "ipv6")


@pytest.mark.parametrize(
    ("text", "of_nfdump"),
    [
        ("ident 127-0-9-1_p2055", "ident 127-0-9-1"),
        ('ident "127.0.9.2"', "ident 127-0-9-2"),
        ("src port != 443", "not src port 443"),
        ("proto != tcp", "not proto tcp"),
        ("proto in [tcp udp]", "proto tcp or proto udp"),
        ("proto ipv6-icmp", "proto icmp6"),
        ("vlan in [5 6]", "vlan 5 or vlan 6"),
        ("in if < 3", "in if 0 or in if 1 or in if 2"),
        ("icmp type 3", "icmp-type 3"),
        ("icmp-code in [1 2]", "icmp-code 1 or icmp-code 2"),
        ("flags =SA", "flags 18"),
        ("bytes > 1.5k", "bytes > 1500"),
        ("nat ip 192.0.2.5", "nip 192.0.2.5"),
        ("src nat net 192.0.2.0 255.255.255.192", "src xnet 192.0.2.0/26"),
        ("dst nat port in [1010 1011]", "dst nport 1010 or dst nport 1011"),
        ("bgp next ip 10.99.0.41", "bgpnext ip 10.99.0.41"),
        ("exporter sysid 2", "sysid 2"),
        ("opid 2", "observation point id 2"),
        ("mac in [0:53:0:0:0:5 0:53:0:1:0:5]", "mac 0:53:0:0:0:5 or mac 0:53:0:1:0:5"),
    ],
)
def test_the_same_flows_in_other_words(both: Both, countries: Path, text: str, of_nfdump: str) -> None:
    found = ours(both, text)
    assert found == theirs(both, countries, of_nfdump)
    assert found


@pytest.mark.parametrize(
    "text",
    [
        *("port != 80", "proto ne tcp", "vlan in [1 2]", "vlan > 5", "in if > 3", "mask < 24", "bytes > 1.5k"),
        *("icmp type 3", "tun ip ::1", "min ttl 3", "first seen > 2023-11-14", "ethertype 0x800"),
        *("npm-rtt > 1", 'http-host "x"'),
    ],
)
def test_what_nfdump_has_no_words_for(both: Both, text: str) -> None:
    """Of this release: some are in 1.7.8, some are Flowmon's."""
    parse(text)
    with pytest.raises(subprocess.CalledProcessError):
        both.nfdump(text)
