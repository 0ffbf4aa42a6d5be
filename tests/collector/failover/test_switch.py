"""The switch, from turns by when flows came and by when they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.failover.switch import find_switch, overlap_ms

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair


def test_there_is_none_while_one_node_sends(pair: type[Pair]) -> None:
    assert find_switch(pair.evidence(after=pair.node(pair.B))) is None
    assert find_switch(pair.evidence(before=pair.node(pair.A))) is None


def test_of_several_the_newest_counts(pair: type[Pair]) -> None:
    before = pair.node(pair.A, pair.stream(0, 10), pair.stream(40, 50, 40_002))
    after = pair.node(pair.B, pair.stream(13, 36, 40_001, 2), pair.stream(54, 60, 40_003, 2))
    switch = find_switch(pair.evidence(before=before, after=after))
    assert switch is not None
    assert (switch.last_before_ms, switch.first_after_ms) == (pair.T0 + 50_000, pair.T0 + 54_000)
    assert (switch.gap_ms, switch.overlap_ms, switch.back_ms) == (4000, 0, None)


def test_what_comes_late_is_no_fail_back(pair: type[Pair]) -> None:
    before = pair.seen(pair.node(pair.A, pair.stream(0, 10)), received=pair.turns((0, 10), (20, 20)))
    switch = find_switch(pair.evidence(before=before))
    assert switch is not None
    assert (switch.gap_ms, switch.back_ms) == (3000, None)


def test_an_overlap_has_no_gap(pair: type[Pair]) -> None:
    switch = find_switch(pair.evidence(before=pair.node(pair.A, pair.stream(0, 14))))
    assert switch is not None
    assert (switch.gap_ms, switch.overlap_ms, switch.both_ms) == (0, 1000, 1000)


def test_overlaps_add_up(pair: type[Pair]) -> None:
    assert overlap_ms(pair.turns((0, 10), (20, 30)), pair.turns((5, 22), (29, 40))) == 8000
