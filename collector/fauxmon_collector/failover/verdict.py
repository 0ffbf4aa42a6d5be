"""Verdict: whether a failover showed up as it should, with the numbers."""

from __future__ import annotations

from typing import Any

from fauxmon_collector.failover.diagnosis import diagnose
from fauxmon_collector.failover.evidence import ChapterScope, Evidence, Node
from fauxmon_collector.failover.observables import observe
from fauxmon_collector.failover.report import Report, Severity, Status
from fauxmon_collector.failover.switch import Switch, find_switch
from fauxmon_collector.failover.witnessed import Stream


def judge(evidence: Evidence) -> Report:
    """The report on this evidence, and on nothing else."""
    switch = find_switch(evidence)
    findings = diagnose(evidence, switch)
    faults = [finding.code for finding in findings if finding.severity is Severity.FAULT]
    observables = observe(evidence, switch, faults)
    statuses = {one.status for one in observables}
    if faults or Status.FAIL in statuses:
        result = Status.FAIL
    else:
        result = Status.NOT_YET if Status.NOT_YET in statuses else Status.PASS
    return Report(result, result is not Status.NOT_YET, observables, findings, _facts(evidence, switch))


def _facts(evidence: Evidence, switch: Switch | None) -> dict[str, Any]:
    nodes = {"before": evidence.before, "after": evidence.after, "shared": evidence.shared}
    return {
        "switch": None if switch is None else _switch(switch),
        "nodes": [_node(role, node) for role, node in nodes.items() if node is not None],
        "chapters": _chapters(evidence),
        "fail_back": _fail_back(evidence, switch),
        "late_records": evidence.before.activity.late,
        "clock": evidence.clock,
    }


def _switch(switch: Switch) -> dict[str, int]:
    return {
        "last_before_ms": switch.last_before_ms,
        "first_after_ms": switch.first_after_ms,
        "gap_ms": switch.gap_ms,
        "overlap_ms": switch.overlap_ms,
        "both_ms": switch.both_ms,
    }


def _fail_back(evidence: Evidence, switch: Switch | None) -> dict[str, Any] | None:
    if switch is None or switch.back_ms is None:
        return None
    return {"at_ms": switch.back_ms, "channels": evidence.before.channels}


def _chapters(evidence: Evidence) -> dict[str, list[str]]:
    """`both`: those that name a Channel of each node, or all; `all`: those of all Channels, which took the second node
    in by themselves."""
    channels = [set(node.channels) for node in (evidence.before, evidence.after)]

    def has_both(chapter: ChapterScope) -> bool:
        named = chapter.channels
        return all(channels) and (named is None or all(ids & set(named) for ids in channels))

    everything = [one.name for one in evidence.chapters if one.channels is None] if channels[1] else []
    return {"both": [one.name for one in evidence.chapters if has_both(one)], "all": everything}


def _node(role: str, node: Node) -> dict[str, Any]:
    return {
        "role": role,
        "address": node.address,
        "channels": node.channels,
        "flows": node.activity.flows,
        "octets": node.activity.octets,
        "first_ms": node.activity.first_ms,
        "last_ms": node.activity.last_ms,
        "lost": node.lost,
        "template_delay_ms": _template_delay_ms(node),
        "held": sum(one.held for one in node.streams),
        "recovered": sum(one.recovered for one in node.streams),
        "skew_ms": node.skew_ms,
        "streams": [_stream(one) for one in node.streams],
    }


def _template_delay_ms(node: Node) -> int | None:
    """The longest that data had to wait for the first template; None where none came."""
    delays = [
        0 if one.held_ms is None else max(0, one.template_ms - one.held_ms)
        for one in node.streams
        if one.template_ms is not None
    ]
    return max(delays, default=None)


def _stream(stream: Stream) -> dict[str, Any]:
    return {
        "listening_port": stream.listening_port,
        "port": stream.port,
        "version": stream.version,
        "domain": stream.domain,
        "first_ms": stream.first_ms,
        "last_ms": stream.last_ms,
        "messages": stream.messages,
        "lost": stream.lost,
        "restarts": len(stream.restarts_ms),
        "started_ms": stream.booted_ms,
    }
