"""Top N over a hundred thousand flows: nfdump, asked the same of the same messages, says the same.

Left out is what nfdump 1.7.1 cannot tell of IPFIX: previous and next AS (0 for every flow), and orders of records by
rates (it puts those without a duration first)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from fauxmon_collector.analysis.masks import Mask
from fauxmon_collector.analysis.types import Limit

if TYPE_CHECKING:
    from tests.oracle.conftest import Both, Row

pytestmark = pytest.mark.oracle

PRINTED = (
    *(
        "srcip",
        "dstip",
        "ip",
        "nhip",
        "nhbip",
        "router",
        "srcport",
        "dstport",
        "tos",
        "srctos",
        "dsttos",
        "dir",
        "proto",
    ),
    *("srcas", "dstas", "as", "inif", "outif", "if", "srcmask", "dstmask", "mask", "ivrf", "evrf"),
    *("srcvlan", "dstvlan", "vlan", "insrcmac", "outdstmac", "indstmac", "outsrcmac", "srcmac", "dstmac", "outmac"),
    *("srcip:p", "dstip:p", "ip:p", "srcport:p", "dstport:p", "router:p", "as:p", "vlan:p", "tos:p", "outmac:p"),
)
ABOUT = {
    **dict.fromkeys(("nsrcip", "ndstip", "nsrcport", "ndstport", "xsrcip", "xdstport", "nsrcport:p"), "ipv4"),
    **dict.fromkeys(("port", "port:p"), "not port 0"),
    "srcip": "proto tcp and flags S",
    "dstip": "dst net 10.3.0.0/16",
    "ip": "not ipv4",
    "vlan": "in if 3",
}
"""Statistics of some of the flows."""
ORDERED = ("bytes", "packets", "flows", "bps", "pps", "bpp")
LIMITS = {"-l": "packets", "-L": "bytes"}
BOTH_WAYS = ("any", "proto tcp", "proto udp", "ipv6 and proto icmp6", "proto 132", "src port > 1023")
"""nfdump puts only what goes over TCP and UDP together, and so do we."""


ICMP_APART = "not (proto icmp or proto icmp6)"
"""Of groups by destination port, nfdump 1.7.1 writes type and code of ICMP as 0.0, though it counts by them."""


class Aggregated(NamedTuple):
    """Words of -A, what nfdump writes of a group, what we are asked, and the flows."""

    words: str
    tags: str
    fields: dict[str, Any]
    text: str = "any"


AGGREGATED = (
    Aggregated("srcip", "sa", {"aggregate_by": ["srcip"]}),
    Aggregated("srcip,dstip", "sa da", {"aggregate_by": ["srcip", "dstip"]}),
    Aggregated("proto", "pr", {"aggregate_by": ["proto"]}),
    Aggregated("srcip,dstport,proto", "sa dp pr", {"aggregate_by": ["srcip", "dstport:p", "proto"]}, ICMP_APART),
    Aggregated("srcport,proto", "sp pr", {"aggregate_by": ["srcport", "proto"]}),
    Aggregated("srcas,dstas", "sas das", {"aggregate_by": ["srcas", "dstas"]}, "in if 3"),
    Aggregated("inif,outif,proto", "in out pr", {"aggregate_by": ["inif", "outif", "proto"]}),
    Aggregated("srcvlan,dstvlan", "svln dvln", {"aggregate_by": ["srcvlan", "dstvlan"]}),
    Aggregated("insrcmac", "ismc", {"aggregate_by": ["insrcmac"]}),
    Aggregated("next,bgpnext", "nh nhb", {"aggregate_by": ["nhip", "nhbip"]}),
    Aggregated("srcip4/16", "sa", {"aggregate_by": ["srcip"], "source_masks": [Mask(4, 16)]}, "ipv4"),
    Aggregated("srcip4/27,proto", "sa pr", {"aggregate_by": ["sa", "pr"], "source_masks": [Mask(4, 27)]}, "ipv4"),
    Aggregated("dstip4/30", "da", {"aggregate_by": ["dstip"], "target_masks": [Mask(4, 30)]}, "ipv4"),
    Aggregated("srcip6/64", "sa", {"aggregate_by": ["srcip"], "source_masks": [Mask(6, 64)]}, "ipv6"),
    Aggregated("dstip6/90,dstport", "da dp", {"aggregate_by": ["da", "dp"], "target_masks": [Mask(6, 90)]}, "ipv6"),
)


def compared(both: Both, statistic: str, text: str = "any") -> tuple[list[Row], list[Row]]:
    """All rows, sorted: ours, nfdump's."""
    ours = both.ours(statistic, filter=text)
    assert ours
    return sorted(ours), sorted(both.theirs(f"{statistic}/bytes", text))


@pytest.mark.parametrize("statistic", PRINTED)
def test_a_statistic(both: Both, statistic: str) -> None:
    """Sums, durations and rates of every subject."""
    ours, theirs = compared(both, statistic)
    assert ours == theirs


@pytest.mark.parametrize("statistic", ABOUT)
def test_a_statistic_of_some_flows(both: Both, statistic: str) -> None:
    ours, theirs = compared(both, statistic, ABOUT[statistic])
    assert ours == theirs


@pytest.mark.parametrize("number", [1, 2, 3])
def test_labels(both: Both, number: int) -> None:
    """nfdump 1.7.1 writes every second label 32 bits too far to the left, and 0 for what stands behind it."""
    ours, theirs = compared(both, f"mpls{number}")
    labels = [(int(one.key[0].removesuffix("-0-0")) >> (32 if number == 2 else 0), *one[1:]) for one in theirs]
    assert [(int(one.key[0]), *one[1:]) for one in ours] == sorted(labels)


@pytest.mark.parametrize(("statistic", "text"), [("opid", "any"), ("nevent", "ipv4")])
def test_a_statistic_whose_subjects_nfdump_does_not_write(both: Both, statistic: str, text: str) -> None:
    ours, theirs = compared(both, statistic, text)
    assert sorted(one[1:] for one in ours) == sorted(one[1:] for one in theirs)


def test_any_mac_that_a_flow_came_in_with(both: Both) -> None:
    """nfdump 1.7.1 counts by the source alone, other than its manual says; on the way out it counts by both."""
    assert sorted(both.theirs("inmac/bytes")) == compared(both, "insrcmac")[0]
    assert sum(one.flows for one in both.ours("inmac")) == 2 * both.flows


@pytest.mark.parametrize("order_by", ORDERED)
@pytest.mark.parametrize("statistic", ["ip", "srcip", "dstip", "srcport:p", "inif"])
def test_an_order(both: Both, statistic: str, order_by: str) -> None:
    """The same figures one after the other, and the same subjects before those that tie with the last."""
    ours = both.ours(statistic, order_by, 25)
    theirs = both.theirs(f"{statistic}/{order_by}", limit=25)
    figure = {"bytes": "octets"}.get(order_by, order_by)
    figures = [getattr(one, figure) for one in ours]
    assert figures == [getattr(one, figure) for one in theirs]
    assert figures == sorted(figures, reverse=True)
    assert {one.key for one in ours if getattr(one, figure) > figures[-1]} == {
        one.key for one in theirs if getattr(one, figure) > figures[-1]
    }


@pytest.mark.parametrize("operator", ["<", ">"])
@pytest.mark.parametrize("option", LIMITS)
@pytest.mark.parametrize("statistic", ["srcip", "dstport:p", "vlan"])
def test_a_limit(both: Both, statistic: str, option: str, operator: str) -> None:
    """Beyond the sum of some subject, which itself is left out."""
    every = compared(both, statistic)[0]
    column = LIMITS[option]
    edge = sorted(one.octets if column == "bytes" else one.packets for one in every)[len(every) // 3]
    ours = both.ours(statistic, above=Limit(column, operator, edge))
    words = (option, f"{'+' if operator == '>' else '-'}{edge}")
    assert sorted(ours) == sorted(both.theirs(f"{statistic}/bytes", *words))
    assert 0 < len(ours) < len(every)


@pytest.mark.parametrize("text", ["any", "proto tcp", "src net 10.2.0.0/16 and bytes > 1000", "ipv6", "dst port < 500"])
def test_records(both: Both, text: str) -> None:
    ours = both.our_records(filter=text)
    theirs = both.their_records("-s", "record/bytes", text, tags="sa sp da dp pr")
    assert sorted(ours) == sorted(theirs)
    assert [one.octets for one in ours] == sorted((one.octets for one in theirs), reverse=True)


@pytest.mark.parametrize("text", BOTH_WAYS)
def test_records_of_both_directions(both: Both, text: str) -> None:
    """Which end stands first is nfdump's order of files; ours is the one that began the first flow."""

    def ends(one: Row) -> Row:
        source, target = one.key[0:2], one.key[2:4]
        return one._replace(key=(*min(source, target), *max(source, target), one.key[4]))

    ours = both.our_records(bidirectional=True, filter=text)
    theirs = both.their_records("-b", "-s", "record/bytes", text, tags="sa sp da dp pr")
    assert sorted(map(ends, ours)) == sorted(map(ends, theirs))
    assert ours


@pytest.mark.parametrize("asked", AGGREGATED, ids=lambda asked: asked.words)
def test_records_put_together_otherwise(both: Both, asked: Aggregated) -> None:
    """nfdump 1.7.1 takes one mask at a time, so the families are asked for one by one."""
    ours = both.our_records(filter=asked.text, **asked.fields)
    theirs = both.their_records("-A", asked.words, "-s", "record/bytes", asked.text, tags=asked.tags)
    assert sorted(ours) == sorted(theirs)
    assert len(ours) > 1
