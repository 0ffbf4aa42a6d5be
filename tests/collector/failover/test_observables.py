"""Each observable by itself: what passes it, what fails it, when it does not apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.failover.evidence import ChapterScope, Evidence
from fauxmon_collector.failover.observables import TITLES, observe
from fauxmon_collector.failover.report import Code, Observable, Status
from fauxmon_collector.failover.switch import find_switch

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair

PASS, FAIL, NOT_YET, NOT_APPLICABLE = Status


def look(evidence: Evidence, id_: str, *faults: Code) -> Observable:
    return {one.id: one for one in observe(evidence, find_switch(evidence), faults)}[id_]


def test_all_are_there_in_their_order(pair: type[Pair]) -> None:
    evidence = pair.evidence()
    assert [one.id for one in observe(evidence, find_switch(evidence), ())] == list(TITLES)
    assert list(TITLES) == [f"O{number}" for number in range(1, 18)]


@pytest.mark.parametrize(
    "id_", ["O1", "O2", "O3", "O4", "O5", "O6", "O7", "O8", "O9", "O10", "O11", "O12", "O13", "O16"]
)
def test_a_clean_failover_passes_it(pair: type[Pair], id_: str) -> None:
    assert look(pair.evidence(), id_).status is PASS


@pytest.mark.parametrize("id_", ["O1", "O2", "O3", "O4", "O5", "O9", "O10", "O13"])
def test_it_is_not_there_yet_without_the_first_node(pair: type[Pair], id_: str) -> None:
    evidence = pair.evidence(before=pair.node(pair.A))
    assert look(evidence, id_).status is NOT_YET
    assert look(evidence, id_, Code.NOTHING_ARRIVES).status is FAIL


@pytest.mark.parametrize("id_", ["O5", "O6", "O7", "O8", "O9", "O10", "O12", "O13", "O16"])
def test_it_is_not_there_yet_without_the_second_node(pair: type[Pair], id_: str) -> None:
    evidence = pair.evidence(after=pair.node(pair.B))
    assert look(evidence, id_).status is NOT_YET
    assert look(evidence, id_, Code.STANDBY_SILENT).status is FAIL


def test_o4_fails_when_the_shared_address_sends(pair: type[Pair]) -> None:
    seen = look(pair.evidence(shared=pair.node(pair.S, pair.stream(0, 1))), "O4")
    assert (seen.status, seen.evidence) == (FAIL, f"there is a Source {pair.S}")


def test_o4_fails_when_the_second_node_sends_first(pair: type[Pair]) -> None:
    seen = look(pair.evidence(after=pair.node(pair.B, pair.stream(-3, 23, 40_001, 2))), "O4")
    assert (seen.status, seen.evidence) == (FAIL, f"{pair.B} sent 3.0 s before {pair.A}")


def test_o5_waits_a_moment_before_it_passes(pair: type[Pair]) -> None:
    soon = {"now_ms": pair.T0 + 13_500, "over": False}
    assert look(pair.evidence(**soon), "O5").status is NOT_YET
    assert look(pair.evidence(**{**soon, "now_ms": pair.T0 + 15_000}), "O5").status is PASS


def test_o5_fails_when_both_see_traffic(pair: type[Pair]) -> None:
    assert look(pair.evidence(before=pair.node(pair.A, pair.stream(0, 20))), "O5").status is FAIL


def test_o9_fails_when_the_first_nodes_channel_has_gone(pair: type[Pair]) -> None:
    after = pair.node(pair.B, pair.stream(13, 23, 40_001, 2))
    assert look(pair.evidence(live_channels=tuple(after.channels)), "O9").status is FAIL


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ({"total_flows": 207, "other_flows": 7}, PASS, "207 flows = 100 + 100 + 7 of other Sources"),
        ({"total_flows": 199}, FAIL, "199 flows are not 100 + 100"),
    ],
)
def test_o10_adds_up(pair: type[Pair], more: dict[str, Any], status: Status, told: str) -> None:
    seen = look(pair.evidence(**more), "O10")
    assert (seen.status, seen.evidence.partition(";")[0]) == (status, told)


def test_o10_fails_when_records_are_lost(pair: type[Pair]) -> None:
    seen = look(pair.evidence(before=pair.node(pair.A, pair.stream(0, 10, lost=3))), "O10")
    assert (seen.status, seen.evidence) == (FAIL, "200 flows = 100 + 100; lost by sequence: 3 and 0")


def test_o11_and_o12_need_chapters_to_apply(pair: type[Pair]) -> None:
    assert look(pair.evidence(chapters=[ChapterScope("All", None)]), "O11").status is NOT_APPLICABLE
    assert look(pair.evidence(chapters=[ChapterScope("Some", ("x",))]), "O12").status is NOT_APPLICABLE


def test_o14_and_o15_apply_with_their_fault_alone(pair: type[Pair]) -> None:
    evidence = pair.evidence()
    assert {look(evidence, id_).status for id_ in ("O14", "O15")} == {NOT_APPLICABLE}
    assert look(evidence, "O14", Code.SERVER_NAT_ON).status is PASS
    assert look(evidence, "O15", Code.WRONG_INTERFACE_ADDRESS).status is FAIL


def test_o16_does_not_apply_without_templates(pair: type[Pair]) -> None:
    stream = pair.stream(13, 23)
    v5 = type(stream)(3000, 40_001, 5, 2, stream.first_ms, stream.last_ms, 10)
    assert look(pair.evidence(after=pair.node(pair.B, v5)), "O16").status is NOT_APPLICABLE


def test_o17_applies_where_flows_name_several_interfaces(pair: type[Pair]) -> None:
    assert look(pair.evidence(), "O17").status is NOT_APPLICABLE
    before = pair.seen(pair.node(pair.A, pair.stream(0, 10)), interfaces=2)
    seen = look(pair.evidence(before=before), "O17")
    assert (seen.status, seen.evidence) == (PASS, f"{pair.A}: 2 interfaces, one Source each")
