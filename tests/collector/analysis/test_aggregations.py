"""What flows can be put together by."""

from __future__ import annotations

import pytest

from fauxmon_collector.analysis import methods
from fauxmon_collector.analysis.aggregations import AGGREGATIONS, find
from fauxmon_collector.analysis.outputs import OUTPUTS


@pytest.mark.parametrize(
    ("id_", "same"),
    [
        ("sa", "srcip"),
        ("sp", "srcport"),
        ("srcport:p", "srcport"),
        ("dstport:p", "dstport"),
        ("pr", "proto"),
        ("next", "nhip"),
        ("next_hop", "nhip"),
        ("bgpnext", "nhbip"),
        ("srctos", "tos"),
        ("xsrcip", "nsrcip"),
        ("flg", "flags"),
        ("src_vlan", "srcvlan"),
    ],
)
def test_other_names(id_: str, same: str) -> None:
    assert find(id_).output is AGGREGATIONS[same].output
    assert [value.column for value in find(id_).method.sides[0]] == [
        value.column for value in AGGREGATIONS[same].method.sides[0]
    ]


def test_every_statistic_of_one_subject_and_every_column_that_aggregates_is_one() -> None:
    assert AGGREGATIONS.keys() >= methods.SINGLE.keys()
    for id_, column in OUTPUTS.items():
        if column.aggregates:
            assert find(id_).output is column


def test_each_column_is_offered_once() -> None:
    """But the addresses, which networks show, too."""
    shown = [one.output.id for id_, one in AGGREGATIONS.items() if id_ not in ("srcnet", "dstnet")]
    assert len(shown) == len(set(shown))


@pytest.mark.parametrize("id_", ["ip", "byt", "ts", "td", "record", "nix", ""])
def test_what_is_none(id_: str) -> None:
    with pytest.raises(KeyError):
        find(id_)
