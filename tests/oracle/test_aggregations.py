"""Flow listings over a hundred thousand flows: nfdump, asked the same of the same messages, lists the same.

nfdump 1.7.1 takes one mask at a time. It sorts by one direction of a biflow, and shows rates of that one: so both are
compared of flows that have one. It does not sort by rates (what it lists first has none of the highest)."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from fauxmon_collector.analysis import ListingQuery
from fauxmon_collector.analysis.masks import Mask
from fauxmon_collector.analysis.questions import MAX_ROWS
from fauxmon_collector.analysis.texts import written

if TYPE_CHECKING:
    from tests.oracle.conftest import Both

pytestmark = pytest.mark.oracle

ONE_WAY = "out packets 0"
ICMP_APART = "not (proto icmp or proto icmp6)"
"""Of groups by destination port, nfdump 1.7.1 writes type and code of ICMP as 0.0, though it counts by them."""
TAGS = {
    **{name: name for name in ("pr", "sa", "da", "sp", "dp", "flg", "sas", "das", "mpls1", "mpls3")},
    **{name: name for name in ("ts", "te", "td", "fl", "pps", "bps", "bpp")},
    "tos": "stos",
    "dst_tos": "dtos",
    "inif": "in",
    "outif": "out",
    "src_mask": "smk",
    "dst_mask": "dmk",
    "src_vlan": "svln",
    "dst_vlan": "dvln",
    "next_hop": "nh",
    "bgp_next_hop": "nhb",
    "router": "ra",
    "in_src_mac": "ismc",
    "out_dst_mac": "odmc",
    "in_dst_mac": "idmc",
    "out_src_mac": "osmc",
    "nat_src": "xsa",
    "nat_dst": "xda",
    "nat_src_port": "xsp",
}
"""Our columns → what nfdump calls them."""
SUMS = ("fl", "pkt", "byt", "ts", "te", "td")


class Aggregated(NamedTuple):
    """Words of -A, the columns that show what flows are put together by, the flows, what else we are asked."""

    words: str
    columns: str
    text: str = "any"
    fields: dict[str, Any] = {}  # noqa: RUF012 - never changed
    by: tuple[str, ...] = ()


AGGREGATED = (
    Aggregated("proto", "pr"),
    Aggregated("srcip,proto", "sa pr"),
    Aggregated("dstip,dstport,proto", "da dp pr", "proto udp or proto tcp"),
    Aggregated("srcip,dstip", "sa da", "proto tcp and flags S"),
    Aggregated("srcport", "sp", "not port 0"),
    Aggregated("dstport,proto", "dp pr", "proto tcp"),
    Aggregated("srcip,dstip,srcport,dstport,proto", "sa da sp dp pr", f"src port < 300 and {ICMP_APART}"),
    Aggregated("srcnet", "sa", "ipv4"),
    Aggregated("dstnet", "da", "ipv6"),
    Aggregated("srcnet,dstnet,proto", "sa da pr", "src mask 20 and dst mask 17"),
    Aggregated("srcnet,srcmask", "sa src_mask", "ipv6"),
    Aggregated("srcmask,dstmask", "src_mask dst_mask"),
    Aggregated("srcas", "sas"),
    Aggregated("dstas,proto", "das pr", "bytes > 10000"),
    Aggregated("inif", "inif"),
    Aggregated("outif,router", "outif router"),
    Aggregated("router", "router"),
    Aggregated("router,proto", "router pr", "router ip 127.0.9.1 or proto icmp"),
    Aggregated("srcvlan", "src_vlan"),
    Aggregated("dstvlan,srcvlan", "dst_vlan src_vlan", "vlan 10"),
    Aggregated("next", "next_hop", "ipv4"),
    Aggregated("bgpnext,proto", "bgp_next_hop pr"),
    Aggregated("insrcmac,indstmac", "in_src_mac in_dst_mac", "in if 5"),
    Aggregated("outsrcmac", "out_src_mac"),
    Aggregated("outdstmac,proto", "out_dst_mac pr"),
    Aggregated("tos", "tos"),
    Aggregated("srctos,dsttos", "tos dst_tos"),
    Aggregated("dsttos,dstip", "dst_tos da", "dst net 10.3.0.0/16"),
    Aggregated("xsrcip", "nat_src", "ipv4"),
    Aggregated("xdstip,xsrcport", "nat_dst nat_src_port", "ipv4 and proto 47"),
    Aggregated("mpls1", "mpls1"),
    Aggregated("mpls3,proto", "mpls3 pr", "mpls label1 20"),
    Aggregated("srcip4/15", "sa", "ipv4", {"source_masks": [Mask(4, 15)]}, ("srcip",)),
    Aggregated("srcip4/20,proto", "sa pr", "ipv4", {"source_masks": [Mask(4, 20)]}, ("srcip", "proto")),
    Aggregated("dstip4/31", "da", "ipv4", {"target_masks": [Mask(4, 31)]}, ("dstip",)),
    Aggregated("srcip6/63", "sa", "ipv6", {"source_masks": [Mask(6, 63)]}, ("srcip",)),
    Aggregated("dstip6/94,srcport", "da sp", "ipv6", {"target_masks": [Mask(6, 94)]}, ("dstip", "srcport")),
    Aggregated("srcip4/16,dstip", "sa da", "ipv4", {"source_masks": [Mask(4, 16)]}, ("srcip", "dstip")),
)
ORDERED = ("bytes", "packets", "flows", "tstart", "tend", "duration")
FIGURES = {"bytes": "byt", "packets": "pkt", "flows": "fl", "tstart": "ts", "tend": "te", "duration": "td"}
FILTERS = (
    *("proto tcp and flags S and not flags ARFPU and bytes > 100000", "src net 10.2.0.0/16 and dst port < 50"),
    *("ipv6 and proto icmp6 and packets > 100", "router ip 127.0.9.2 and out packets > 3000", "in if 3 and vlan 7"),
    *("duration > 15000", "out if 4 and not proto tcp", "dst net 2001:db8:0:2::/64 and packets > 1000"),
    *("src mac 00:53:00:00:00:01 and tos 32", "nat event 1 and bps > 100m", "flowdir 1 and mpls label1 20"),
)
SINGLE = (
    *("ts", "te", "td", "pr", "sa", "sp", "da", "dp", "flg", "tos", "pkt", "byt", "fl", "inif", "outif"),
    *("sas", "das", "src_vlan", "in_src_mac", "router", "mpls1", "mpls3"),
)


def ours(both: Both, columns: Sequence[str], text: str, **fields: Any) -> list[tuple[str, ...]]:
    """Rows as text, protocols and sums as whole numbers."""
    query = ListingQuery("live", 0, 2**52, columns, filter=text, **{"limit": MAX_ROWS, **fields})
    listing = both.analysis.listing(query)
    assert [column.id for column in listing.columns] == list(columns)
    plain = [column.id in ("pr", "fl", "pkt", "byt", "pps", "bps", "bpp") for column in listing.columns]
    return [
        tuple(
            str(int(value)) if number else written(column.form, value)
            for value, number, column in zip(row, plain, listing.columns, strict=True)
        )
        for row in listing.rows
    ]


def theirs(both: Both, columns: Sequence[str], *words: str) -> list[tuple[str, ...]]:
    """The same of nfdump, with sums of both directions."""
    tags = [
        "".join(f"%{way}{column[:3]}+" for way in "io") if column in ("pkt", "byt") else f"%{TAGS[column]}"
        for column in columns
    ]
    lines = nfdump(both, "-N", "-o", "fmt:" + "|".join(tags), *words)
    return [tuple(map(_word, columns, line)) for line in lines]


def nfdump(both: Both, *words: str) -> list[list[str]]:
    """The words of its rows."""
    command = ["nfdump", "-R", str(both.nfcapd), "-q", "-6", "-n", "0", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "TZ": "UTC"})
    return [line.split("|") for line in done.stdout.splitlines() if "|" in line]


def _word(column: str, word: str) -> str:
    word = word.strip()
    if column in ("pkt", "byt"):
        return str(sum(int(part) for part in word.split("+") if part.strip()))
    if column == "dp" and "." in word:
        type_, code = word.split(".")
        return str(int(type_) * 256 + int(code))
    return word.partition("-")[0] if column.startswith("mpls") else word


@pytest.mark.parametrize("asked", AGGREGATED, ids=lambda asked: asked.words)
def test_groups(both: Both, asked: Aggregated) -> None:
    """Every group with its sums, and when it began and ended."""
    columns = (*asked.columns.split(), *SUMS)
    by = asked.by or asked.words.split(",")
    found = ours(both, columns, asked.text, aggregate_by=by, **asked.fields)
    assert sorted(found) == sorted(theirs(both, columns, "-A", asked.words, asked.text))
    assert 1 < len(found) < MAX_ROWS


def test_masks_of_both_families_at_once(both: Both) -> None:
    masks = {"source_masks": [Mask(4, 24), Mask(6, 62)]}
    found = ours(both, ("sa", *SUMS), "any", aggregate_by=["srcip"], **masks)
    one_by_one = [
        row
        for words, text in (("srcip4/24", "ipv4"), ("srcip6/62", "ipv6"))
        for row in theirs(both, ("sa", *SUMS), "-A", words, text)
    ]
    assert sorted(found) == sorted(one_by_one)


@pytest.mark.parametrize("order_by", ORDERED)
@pytest.mark.parametrize("words", ["srcip", "dstport,proto"])
def test_groups_in_order(both: Both, words: str, order_by: str) -> None:
    """The same figures one after the other, and the same groups before those that tie with the last."""
    columns = ({"srcip": ("sa",)}.get(words, ("dp", "pr"))) + SUMS
    text = f"{ONE_WAY} and {ICMP_APART}" if "dstport" in words else ONE_WAY
    found = ours(both, columns, text, aggregate_by=words.split(","), sort_by=order_by, limit=30)
    judged = theirs(both, columns, "-A", words, "-O", order_by, text)
    _same_in_order(found, judged, columns.index(FIGURES[order_by]), 30)


@pytest.mark.parametrize("order_by", [*ORDERED, "bpp"])
def test_flows_in_order(both: Both, order_by: str) -> None:
    columns = ("sa", "da", *SUMS, "bpp")
    found = ours(both, columns, ONE_WAY, sort_by=order_by, limit=200)
    judged = theirs(both, columns, "-O", order_by, ONE_WAY)
    _same_in_order(found, judged, columns.index(FIGURES.get(order_by, order_by)), 200)


def _same_in_order(found: list[tuple[str, ...]], judged: list[tuple[str, ...]], figure: int, limit: int) -> None:
    figures = [row[figure] for row in found]
    assert figures == [row[figure] for row in judged[:limit]]
    assert len(found) == limit
    assert {row for row in found if row[figure] != figures[-1]} == {
        row for row in judged[:limit] if row[figure] != figures[-1]
    }
    assert set(found) <= set(judged)


@pytest.mark.parametrize("text", FILTERS)
def test_single_flows(both: Both, text: str) -> None:
    """All that a flow shows, of every flow that the filter selects."""
    found = ours(both, SINGLE, text)
    assert sorted(found) == sorted(theirs(both, SINGLE, text))
    assert 0 < len(found) < MAX_ROWS


@pytest.mark.parametrize(
    "text", ["out packets 0 and packets > 4500", "out packets 0 and duration > 1000 and proto udp"]
)
def test_counters_as_nfdump_writes_them(both: Both, text: str) -> None:
    """Beyond a million they are scaled."""
    found, judged = texts(both, ("ts", "sa", "sp", "pkt", "byt", "bpp", "fl"), text)
    assert found == judged
    assert any(word.endswith(" M") for row in found for word in row)


@pytest.mark.parametrize("order_by", ["pps", "bps"])
def test_rates(both: Both, order_by: str) -> None:
    """nfdump computes them in fractions of seconds: what comes out whole, it may cut to one less."""
    found, judged = texts(
        both, ("ts", "sa", "sp", "pkt", "byt", order_by), f"{ONE_WAY} and packets > 1000 and packets < 1500", order_by
    )
    assert [row[:-1] for row in found] == [row[:-1] for row in judged]
    differing = [(mine[-1], other[-1]) for mine, other in zip(found, judged, strict=True) if mine != other]
    assert all(int(mine) - int(other) == 1 for mine, other in differing)
    assert len(differing) < len(found) / 100


def test_the_highest_rates_come_first(both: Both) -> None:
    for order_by in ("pps", "bps"):
        figures = [int(rate) for (rate,) in ours(both, (order_by,), ONE_WAY, sort_by=order_by, limit=500)]
        assert figures == sorted(figures, reverse=True)
        assert len(figures) == 500


def texts(both: Both, columns: Sequence[str], text: str, sort_by: str | None = None) -> tuple[list[Any], list[Any]]:
    """Rows as they are written for people, sorted: ours, nfdump's."""
    query = ListingQuery("live", 0, 2**52, columns, filter=text, limit=MAX_ROWS, sort_by=sort_by)
    listing = both.analysis.listing(query)
    found = [tuple(written(c.form, v) for c, v in zip(listing.columns, row, strict=True)) for row in listing.rows]
    lines = nfdump(both, "-o", "fmt:" + "|".join(f"%{name}" for name in columns), text)
    return sorted(found), sorted(tuple(word.strip() for word in line) for line in lines)
