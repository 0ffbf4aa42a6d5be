"""Each fault is found by its marks, and no other with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.failover.diagnosis import diagnose_sources
from fauxmon_collector.failover.fixes import FIXES, TITLES
from fauxmon_collector.failover.report import Code, Report

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair


def only(report: Report) -> tuple[Code, str]:
    (finding,) = report.findings
    assert finding.fix == FIXES[finding.code]
    return finding.code, finding.reason


def test_flows_from_the_shared_address_are_server_nat(pair: type[Pair]) -> None:
    shared = pair.node(pair.S, pair.stream(0, 10), pair.stream(13, 23, 40_001, 2))
    report = pair.verdict(before=pair.node(pair.A), after=pair.node(pair.B), shared=shared)
    code, reason = only(report)
    assert code is Code.SERVER_NAT_ON
    assert reason.startswith(f"flows come from the shared address {pair.S}: two Observation Domains")


def test_server_nat_is_known_before_the_switch_and_before_the_time_is_up(pair: type[Pair]) -> None:
    shared = pair.node(pair.S, pair.stream(0, 10))
    report = pair.verdict(before=pair.node(pair.A), after=pair.node(pair.B), shared=shared, over=False)
    assert only(report) == (Code.SERVER_NAT_ON, f"flows come from the shared address {pair.S}")
    assert report.decided


def test_two_exporters_behind_an_address_that_nobody_named_are_server_nat(pair: type[Pair]) -> None:
    other = pair.source(pair.S, pair.stream(0, 10), pair.stream(13, 23, 40_001, 2))
    report = pair.verdict(before=pair.node(pair.A), after=pair.node(pair.B), others=(other,))
    assert only(report)[0] is Code.SERVER_NAT_ON


def test_server_nat_is_known_before_anybody_has_said_which_the_nodes_are(pair: type[Pair]) -> None:
    shared = pair.source(pair.S, pair.stream(0, 10), pair.stream(13, 23, 40_001, 2))
    (finding,) = diagnose_sources([pair.source(pair.ROUTER, pair.stream(0, 60)), shared])
    assert (finding.code, pair.S in finding.reason) == (Code.SERVER_NAT_ON, True)
    assert diagnose_sources([pair.source(pair.A, pair.stream(0, 10))]) == ()


def test_two_exporters_behind_the_first_nodes_address_are_server_nat(pair: type[Pair]) -> None:
    before = pair.node(pair.A, pair.stream(0, 10), pair.stream(13, 23, 40_001, 2))
    assert only(pair.verdict(before=before, after=pair.node(pair.B)))[0] is Code.SERVER_NAT_ON


def test_a_new_address_in_place_of_the_second_nodes_is_a_wrong_interface(pair: type[Pair]) -> None:
    other = pair.source("10.0.0.124", pair.stream(13, 23, 40_001, 2))
    code, reason = only(pair.verdict(after=pair.node(pair.B), others=(other,)))
    assert code is Code.WRONG_INTERFACE_ADDRESS
    assert "10.0.0.124" in reason


def test_a_new_address_in_place_of_the_first_nodes_is_a_wrong_interface(pair: type[Pair]) -> None:
    other = pair.source("10.0.0.123", pair.stream(0, 10))
    assert only(pair.verdict(before=pair.node(pair.A), others=(other,)))[0] is Code.WRONG_INTERFACE_ADDRESS


def test_a_router_that_has_long_been_sending_is_no_wrong_interface(pair: type[Pair]) -> None:
    router = pair.source(pair.ROUTER, pair.stream(-1000, 23))
    report = pair.verdict(after=pair.node(pair.B), others=(router,), since_ms=pair.T0)
    assert only(report)[0] is Code.STANDBY_SILENT


def test_nothing_at_all(pair: type[Pair]) -> None:
    report = pair.verdict(before=pair.node(pair.A), after=pair.node(pair.B), unreadable=3)
    assert only(report) == (
        Code.NOTHING_ARRIVES,
        f"nothing came from {pair.A} on UDP 2055, 3000; 3 datagrams were no flow messages",
    )


def test_nothing_from_the_first_node_alone(pair: type[Pair]) -> None:
    code, reason = only(pair.verdict(before=pair.node(pair.A)))
    assert (code, reason.endswith(f"{pair.B} does send")) == (Code.NOTHING_ARRIVES, True)


def test_nothing_is_wrong_while_there_is_time(pair: type[Pair]) -> None:
    assert pair.verdict(before=pair.node(pair.A), after=pair.node(pair.B), over=False).findings == ()


def test_both_nodes_at_once_are_a_split_brain(pair: type[Pair]) -> None:
    report = pair.verdict(before=pair.node(pair.A, pair.stream(0, 20)))
    assert only(report) == (Code.SPLIT_BRAIN, f"{pair.A} and {pair.B} saw traffic at the same time for 7.0 s")


@pytest.mark.parametrize(("last", "split"), [(14.9, False), (15.1, True)])
def test_what_crosses_at_the_switch_is_no_split_brain(pair: type[Pair], last: float, split: bool) -> None:
    report = pair.verdict(before=pair.node(pair.A, pair.stream(0, last)))
    assert [one.code for one in report.findings] == ([Code.SPLIT_BRAIN] if split else [])


def test_a_standby_that_does_not_take_over(pair: type[Pair]) -> None:
    code, reason = only(pair.verdict(after=pair.node(pair.B)))
    assert (code, reason) == (
        Code.STANDBY_SILENT,
        f"{pair.A} has been silent for 13.0 s, and nothing came from {pair.B}",
    )


def test_a_standby_that_has_not_taken_over_when_the_first_node_is_back(pair: type[Pair]) -> None:
    before = pair.node(pair.A, pair.stream(0, 10), pair.stream(22, 23, 40_002))
    code, reason = only(pair.verdict(before=before, after=pair.node(pair.B)))
    assert (code, "was silent for 12.0 s and began anew" in reason) == (Code.STANDBY_SILENT, True)


@pytest.mark.parametrize("lost", [{"given_up": 2}, {"template_ms": None}])
def test_templates_that_never_come(pair: type[Pair], lost: dict[str, int | None]) -> None:
    stream = pair.stream(13, 23, 40_001, 2, held=7, **lost)
    report = pair.verdict(after=pair.node(pair.B, stream, flows=0))
    assert only(report) == (Code.TEMPLATES_MISSING, f"7 Data Sets of {pair.B} came without their Template")


def test_templates_that_come_late_are_no_fault(pair: type[Pair]) -> None:
    stream = pair.stream(13, 23, 40_001, 2, held=7, recovered=7)
    assert pair.verdict(after=pair.node(pair.B, stream)).findings == ()


def test_lost_records(pair: type[Pair]) -> None:
    report = pair.verdict(after=pair.node(pair.B, pair.stream(13, 23, 40_001, 2, lost=12)))
    assert only(report) == (Code.RECORDS_LOST, f"12 of {pair.B} are missing by their sequence numbers")


@pytest.mark.parametrize(
    ("skew_ms", "told"),
    [
        (5_000, None),
        (5_001, "5 s fast"),
        (-3_600_000, "3600 s slow"),
        (9_000_000, "2.5 h fast"),
        (-388_800_000, "4.5 days slow"),
    ],
)
def test_a_clock_that_is_off(pair: type[Pair], skew_ms: int, told: str | None) -> None:
    report = pair.verdict(before=pair.node(pair.A, pair.stream(0, 10), skew_ms=skew_ms))
    if told is None:
        assert report.findings == ()
    else:
        assert only(report) == (Code.CLOCK_SKEW, f"the clock of {pair.A} is {told}")


@pytest.mark.parametrize(("times", "told"), [(1.25, "1.2"), (9.96, "10.0"), (20.4, "20")])
def test_clocks_that_run_fast_are_told_alone(pair: type[Pair], times: float, told: str) -> None:
    """Whatever else there seems to be follows from them."""
    before = pair.node(pair.A, pair.stream(0, 20, lost=3), skew_ms=600_000)
    report = pair.verdict(before=before, pace=times, over=False)
    reason = f"the exporters' clocks run {told} times as fast as ours, by which this was judged"
    assert only(report) == (Code.CLOCK_PACE, reason)
    assert (report.result, report.decided) == ("fail", True)


def test_records_of_before_that_come_after(pair: type[Pair]) -> None:
    before = pair.seen(pair.node(pair.A, pair.stream(0, 10)), late=3)
    code, reason = only(pair.verdict(before=before))
    assert (code, reason.startswith("3 flows")) == (Code.LATE_RECORDS, True)


def test_what_a_node_sends_that_is_still_active_is_not_late(pair: type[Pair]) -> None:
    before = pair.seen(pair.node(pair.A, pair.stream(0, 20)), late=3)
    assert only(pair.verdict(before=before))[0] is Code.SPLIT_BRAIN


def test_an_exporter_that_starts_anew_without_a_failover(pair: type[Pair]) -> None:
    before = pair.node(pair.A, pair.stream(0, 5), pair.stream(6, 10, 40_002))
    assert only(pair.verdict(before=before))[0] is Code.SEQUENCE_RESET


def test_every_finding_has_a_fix() -> None:
    assert set(FIXES) == set(TITLES) == set(Code)
