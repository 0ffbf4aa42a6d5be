"""A verdict as table rows, and the two nodes' traffic as a chart with the switch marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon_api.web import chart
from fauxmon_api.web.ranges import RANGES, Window, closed_until
from fauxmon_api.web.tables import Column, Row
from fauxmon_collector.analysis import Chart
from fauxmon_collector.failover.report import Report, Severity, Status

WINDOW = RANGES["15 min"]
OBSERVABLE_COLUMNS = (
    Column("name", "Observable"),
    Column("status", "Status", "state"),
    Column("title", "What is expected", "prose"),
    Column("evidence", "What was seen", "prose"),
)
FINDING_COLUMNS = (
    Column("code", "Finding", "state"),
    Column("reason", "Reason", "prose"),
    Column("fix", "What to do", "prose"),
)
TONES = {Status.PASS: "ok", Status.FAIL: "bad", Status.NOT_YET: "warn", Status.NOT_APPLICABLE: "muted"}


def newest_two(sources: Sequence[Mapping[str, Any]]) -> tuple[str, str] | None:
    """Addresses of the two newest Sources of the port that the newest one of a pair sends to, the older one first."""
    newest = sorted(sources, key=lambda one: (int(one["first_seen_ms"]), int(one["id"])), reverse=True)
    for place, after in enumerate(newest):
        for before in newest[place + 1 :]:
            if before["listening_port"] == after["listening_port"]:
                return str(before["address"]), str(after["address"])
    return None


def observable_rows(report: Report) -> list[Row]:
    """O1 to O17."""
    return [
        {
            "id": one.id,
            "name": one.id,
            "status": str(one.status),
            "tone": TONES[one.status],
            "title": one.title,
            "evidence": one.evidence,
        }
        for one in report.observables
    ]


def finding_rows(report: Report) -> list[Row]:
    """What is wrong, and what to do."""
    return [
        {
            "id": number,
            "code": str(one.code),
            "tone": "bad" if one.severity is Severity.FAULT else "warn",
            "reason": one.reason,
            "fix": one.fix,
        }
        for number, one in enumerate(report.findings)
    ]


def summary(report: Report) -> str:
    """The switch in one sentence."""
    switch = report.facts.get("switch")
    if switch is None:
        return "No switch was seen yet."
    if switch["overlap_ms"]:
        return f"Both nodes sent for {switch['overlap_ms'] / 1000:.1f} s (overlap)."
    return f"Nothing came for {switch['gap_ms'] / 1000:.1f} s between the two nodes (gap)."


def timeline(drawn: Chart, window: Window, now_ms: int, report: Report) -> dict[str, Any]:
    """Options of the chart; the gap or the overlap is shaded, and the second node's first record is a line."""
    lines = [chart.Line(one.name, one.color, one.sign, dict(one.points)) for one in drawn.series]
    closed_ms = closed_until(window, now_ms, drawn.open_slot_ms)
    options = chart.options(lines, window, closed_ms, chart.UNITS["traffic"])
    switch = report.facts.get("switch")
    if switch is not None:
        first_ms, last_ms = switch["first_after_ms"], switch["last_before_ms"]
        options["series"][-1]["markLine"] = {
            "silent": True,
            "symbol": "none",
            "label": {"formatter": "switch", ":color": "fauxmon.color('--fx-text')"},
            "lineStyle": {"type": "dashed", "width": 2, ":color": "fauxmon.color('--fx-bad')"},
            "data": [{"xAxis": first_ms}],
        }
        options["series"][-1]["markArea"]["data"].append(
            [{"xAxis": min(first_ms, last_ms)}, {"xAxis": max(first_ms, last_ms)}]
        )
    return options
