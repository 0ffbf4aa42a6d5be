from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.web.ranges import Window
from fauxmon_api.web.sources import failover_rows as rows
from fauxmon_collector.analysis import Chart
from fauxmon_collector.failover.report import Code, Finding, Observable, Report, Severity, Status

SWITCH = {"first_after_ms": 8_000, "last_before_ms": 5_000, "gap_ms": 3_000, "overlap_ms": 0}


def report(switch: dict[str, int] | None) -> Report:
    seen = Observable("O1", "A Source exists", Status.PASS, "it sent")
    wrong = Finding(Code.SPLIT_BRAIN, Severity.FAULT, "both send", "look at the link")
    return Report(Status.FAIL, True, (seen,), (wrong,), {"switch": switch})


def source(id_: int, address: str, port: int) -> dict[str, Any]:
    return {"id": id_, "address": address, "listening_port": port, "first_seen_ms": id_ * 1000}


def test_the_newest_two_share_a_port() -> None:
    sources = [source(1, "10.0.0.1", 3000), source(2, "10.0.0.2", 3000), source(3, "10.0.0.3", 2055)]
    assert rows.newest_two(sources) == ("10.0.0.1", "10.0.0.2")
    assert rows.newest_two(sources[1:]) is None


@pytest.mark.parametrize(
    ("switch", "told"),
    [(None, "No switch"), (SWITCH, "3.0 s between"), ({**SWITCH, "gap_ms": 0, "overlap_ms": 1500}, "1.5 s (overlap)")],
)
def test_the_switch_in_a_sentence(switch: dict[str, int] | None, told: str) -> None:
    assert told in rows.summary(report(switch))


def test_rows_have_what_their_columns_show() -> None:
    (seen,), (wrong,) = rows.observable_rows(report(None)), rows.finding_rows(report(None))
    assert (seen["name"], seen["tone"], wrong["code"], wrong["tone"]) == ("O1", "ok", "SPLIT_BRAIN", "bad")
    assert set(seen) >= {column.name for column in rows.OBSERVABLE_COLUMNS}
    assert set(wrong) >= {column.name for column in rows.FINDING_COLUMNS}


def test_the_switch_is_marked_and_its_gap_shaded() -> None:
    window = Window(0, 10_000, 1_000)
    drawn = Chart(step_ms=1_000, series=[], open_slot_ms=None, npm=[])
    marks = rows.timeline(drawn, window, 20_000, report(SWITCH))["series"][-1]
    assert marks["markLine"]["data"] == [{"xAxis": 8_000}]
    assert marks["markArea"]["data"][-1] == [{"xAxis": 5_000}, {"xAxis": 8_000}]
    assert "markLine" not in rows.timeline(drawn, window, 20_000, report(None))["series"][-1]
