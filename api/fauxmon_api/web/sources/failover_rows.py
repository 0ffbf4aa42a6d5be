"""A verdict as text and as rows of tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fauxmon_api.web import format as fmt
from fauxmon_api.web.live_rows import Row
from fauxmon_api.web.tables import Column
from fauxmon_collector.failover.clocks import Clock
from fauxmon_collector.failover.fixes import TITLES
from fauxmon_collector.failover.report import Finding, Report, Severity, Status

OBSERVABLE_COLUMNS = (
    Column("name", "Observable"),
    Column("status", "Status", "state"),
    Column("title", "What is expected", "prose"),
    Column("evidence", "What was seen", "prose"),
)
NODE_COLUMNS = (
    Column("role", "Node"),
    Column("address", "Address", "link"),
    Column("flows", "Flows", "number"),
    Column("octets", "Bytes", "number"),
    Column("first", "First flow", "number"),
    Column("last", "Last flow", "number"),
    Column("lost", "Lost", "harm"),
    Column("templates", "Templates after", "number", narrow=False),
    Column("clock", "Its clock", narrow=False),
)
TONES = {Status.PASS: "ok", Status.FAIL: "bad", Status.NOT_YET: "warn", Status.NOT_APPLICABLE: "muted"}
_ROLES = {"before": "First", "after": "Second", "shared": "Shared"}
_SKEW_MS = 5_000


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


def finding_text(finding: Finding) -> tuple[str, str, str]:
    """What it is in a few words with its code, why we think so, and its tone."""
    reason = f"{finding.reason[:1].upper()}{finding.reason[1:]}."
    return f"{TITLES[finding.code]} · {finding.code}", reason, "bad" if finding.severity is Severity.FAULT else "warn"


def node_rows(report: Report, sources: Sequence[Mapping[str, Any]], now_ms: int) -> list[Row]:
    """The nodes with what came of them; times are by the clock that it was judged by."""
    ids = {source["address"]: source["id"] for source in sources}
    return [
        {
            **node,
            "id": node["role"],
            "role": _ROLES[node["role"]],
            "href": f"/sources/{ids[node['address']]}" if node["address"] in ids else "",
            # To sort by. Sums of what exporters claim can pass 64 bits, where the integers of the page's JSON end.
            "octets": float(node["octets"]),
            "first": node["first_ms"] or 0,
            "last": node["last_ms"] or 0,
            "templates": node["template_delay_ms"] or 0,
            "clock": skew(node["skew_ms"]),
            "streams": len(node["streams"]),
            "text": {
                "flows": fmt.exact(node["flows"]),
                "octets": fmt.octets(node["octets"]),
                "first": fmt.moment(node["first_ms"], now_ms) or "–",
                "last": fmt.moment(node["last_ms"], now_ms) or "–",
                "lost": fmt.exact(node["lost"]),
                "templates": _delay(node["template_delay_ms"]),
            },
        }
        for node in report.facts["nodes"]
    ]


def skew(ms: int) -> str:
    """By how much a node's clock is off, in words."""
    if abs(ms) <= _SKEW_MS:
        return "right"
    return f"{fmt.duration(abs(ms))} {'fast' if ms > 0 else 'slow'}"


def _delay(ms: int | None) -> str:
    return "–" if ms is None else length(ms)


def summary(report: Report) -> str:
    """The switch in one sentence."""
    switch = report.facts["switch"]
    by = ", by the exporters' clocks, which run faster than ours" if report.facts["clock"] == Clock.EXPORTERS else ""
    if switch is None:
        return f"No switch was seen yet{by}."
    if switch["overlap_ms"]:
        return f"Both nodes sent for {length(switch['overlap_ms'])} (overlap){by}."
    return f"Nothing came for {length(switch['gap_ms'])} between the two nodes (gap){by}."


def length(ms: int) -> str:
    """A short time: `14 ms`, `3.0 s`."""
    return f"{ms} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def waiting(sources: Sequence[Mapping[str, Any]], endpoint: str) -> tuple[str, str]:
    """What is missing while no two nodes are known, and what to do next."""
    if len(sources) == 1:
        hint = "As soon as the second node does, both are compared here. To be told what is wrong if it does not, "
        hint += "write its address above, and say that what is missing is a fault."
        return "One node so far", f"{sources[0]['address']} sends. {hint}"
    ways = f"Point a pair of exporters at {endpoint}, or run fauxmon demo or fauxmon lab ha-pair up"
    return "No two Sources on one port yet", f"{ways}: as soon as the second node sends, both are compared here."
