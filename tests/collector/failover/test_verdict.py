"""The whole verdict: a clean failover passes, what is not there yet is not judged, and the numbers are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fauxmon_collector.failover.report import Status

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair


def test_a_clean_failover_passes_without_a_finding(pair: type[Pair]) -> None:
    report = pair.verdict(shared=pair.node(pair.S))
    assert report.findings == ()
    assert (report.result, report.decided) == (Status.PASS, True)
    assert report.facts["switch"] == {
        "last_before_ms": pair.T0 + 10_000,
        "first_after_ms": pair.T0 + 13_000,
        "gap_ms": 3000,
        "overlap_ms": 0,
        "both_ms": 0,
    }
    assert report.facts["chapters"] == {"both": ["All"], "all": ["All"]}
    assert report.facts["fail_back"] is None
    assert [node["role"] for node in report.facts["nodes"]] == ["before", "after", "shared"]


def test_before_the_switch_nothing_is_decided(pair: type[Pair]) -> None:
    report = pair.verdict(after=pair.node(pair.B), now_ms=pair.T0 + 10_500, over=False)
    assert (report.result, report.decided, report.findings) == (Status.NOT_YET, False, ())


def test_a_node_that_still_sends_when_the_time_is_up_has_not_failed_over_yet(pair: type[Pair]) -> None:
    report = pair.verdict(after=pair.node(pair.B), now_ms=pair.T0 + 10_500)
    assert (report.result, report.findings) == (Status.NOT_YET, ())


def test_a_warning_does_not_fail_a_verdict(pair: type[Pair]) -> None:
    report = pair.verdict(after=pair.node(pair.B, pair.stream(13, 23, 40_001, 2), skew_ms=-600_000))
    assert (report.result, [one.code for one in report.findings]) == (Status.PASS, ["CLOCK_SKEW"])


def test_the_first_node_comes_back_in_its_old_channel(pair: type[Pair]) -> None:
    before = pair.node(pair.A, pair.stream(0, 10), pair.stream(40, 50, 40_002))
    report = pair.verdict(before=before, after=pair.node(pair.B, pair.stream(13, 36, 40_001, 2)))
    assert (report.result, report.findings) == (Status.PASS, ())
    assert report.facts["fail_back"] == {"at_ms": pair.T0 + 40_000, "channels": before.channels}
    (back,) = [one for one in report.observables if one.id == "O13"]
    assert back.evidence == f"{pair.A} came back after 30.0 s in its old Channel 192-168-1-123_p3000"


def test_what_waited_for_templates_is_told(pair: type[Pair]) -> None:
    stream = pair.stream(13, 23, 40_001, 2, template_ms=pair.T0 + 15_500, held_ms=pair.T0 + 13_000, held=4, recovered=9)
    report = pair.verdict(after=pair.node(pair.B, stream))
    assert (report.result, report.findings) == (Status.PASS, ())
    after = report.facts["nodes"][1]
    assert (after["template_delay_ms"], after["held"], after["recovered"]) == (2500, 4, 9)
