"""Diagnosis: what goes wrong in the field, told by its marks. One fault, one finding: what explains the others is told
alone."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence

from fauxmon_collector.failover.evidence import Evidence, Node
from fauxmon_collector.failover.exporters import why_several
from fauxmon_collector.failover.fixes import FIXES
from fauxmon_collector.failover.limits import GRACE_MS, SILENT_MS, SKEW_MS
from fauxmon_collector.failover.report import Code, Finding, Severity
from fauxmon_collector.failover.restarts import unexplained_restarts
from fauxmon_collector.failover.switch import Switch, overlap_ms
from fauxmon_collector.failover.witnessed import Stream, Witnessed

Reason = str | None


def diagnose(evidence: Evidence, switch: Switch | None) -> tuple[Finding, ...]:
    """All that is wrong, the fault that explains why there was no failover first. Where our clock cannot tell what came
    when, that alone."""
    if evidence.pace is not None:
        return (_finding(Code.CLOCK_PACE, _pace(evidence.pace)),)
    found = list(_why_not_seen(evidence))
    split = None if found else _split_brain(evidence)
    if split is not None:
        found.append(_finding(Code.SPLIT_BRAIN, split))
    others: list[tuple[Code, Callable[[Node], Reason]]] = [
        (Code.RECORDS_LOST, _records_lost),
        (Code.CLOCK_SKEW, _clock_skew),
    ]
    if not found:
        others.append((Code.SEQUENCE_RESET, lambda node: _sequence_reset(node, evidence)))
    for code, look in others:
        reasons = [reason for node in (evidence.before, evidence.after) if (reason := look(node)) is not None]
        if reasons:
            found.append(_finding(code, "; ".join(reasons)))
    if switch is not None and evidence.before.activity.late and split is None:
        found.append(_finding(Code.LATE_RECORDS, _late(evidence)))
    return tuple(found)


def diagnose_sources(sources: Sequence[Witnessed]) -> tuple[Finding, ...]:
    """What is wrong before anybody knows which two are the nodes: both may be one Source."""
    reason = _several_behind([(source.address, source.streams) for source in sources])
    return () if reason is None else (_finding(Code.SERVER_NAT_ON, reason),)


def _pace(times: float) -> str:
    told = f"{times:.{0 if times >= 10 else 1}f} times as fast as ours"
    return f"the exporters' clocks run {told}, by which this was judged"


def _why_not_seen(evidence: Evidence) -> Iterator[Finding]:
    """The one reason why a node was not seen, if there is one."""
    looks: Sequence[tuple[Code, Callable[[Evidence], Reason]]] = (
        (Code.SERVER_NAT_ON, _server_nat),
        (Code.WRONG_INTERFACE_ADDRESS, _wrong_interface),
        (Code.NOTHING_ARRIVES, _nothing_arrives),
        (Code.TEMPLATES_MISSING, _templates_missing),
        (Code.STANDBY_SILENT, _standby_silent),
    )
    for code, look in looks:
        reason = look(evidence)
        if reason is not None:
            yield _finding(code, reason)
            return


def _server_nat(evidence: Evidence) -> Reason:
    if evidence.shared is not None and evidence.shared.heard:
        why = why_several(evidence.shared.streams)
        return f"flows come from the shared address {evidence.shared.address}{f': {why}' if why else ''}"
    if evidence.before.heard and evidence.after.heard:
        return None
    behind = [(node.address, node.streams) for node in (evidence.before, evidence.after)]
    behind += [(source.address, list(source.streams)) for source in new_others(evidence)]
    return _several_behind(behind)


def _several_behind(behind: Iterable[tuple[str, Sequence[Stream]]]) -> Reason:
    for address, streams in behind:
        why = why_several(streams)
        if why is not None:
            return f"two exporters send from one address, {address}: {why}"
    return None


def _wrong_interface(evidence: Evidence) -> Reason:
    if not evidence.over:
        return None
    before, after, grace_ms = evidence.before, evidence.after, GRACE_MS
    missing = before if not before.heard else after
    candidates = [source for source in new_others(evidence) if source.streams]
    if before.heard:
        candidates = [one for one in candidates if one.streams[0].first_ms >= before.last_ms - grace_ms]
        if after.heard:
            return None
    if missing.heard or not candidates:
        return None
    names = ", ".join(one.address for one in candidates)
    when = f"after {before.address} had stopped" if before.heard else "instead"
    return f"nothing came from {missing.address}; {when} flows come from {names}, which was not expected"


def _nothing_arrives(evidence: Evidence) -> Reason:
    if not evidence.over or evidence.before.heard:
        return None
    ports = ", ".join(map(str, evidence.ports))
    besides = f"; {evidence.after.address} does send" if evidence.after.heard else ""
    unreadable = f"; {evidence.unreadable} datagrams were no flow messages" if evidence.unreadable else ""
    return f"nothing came from {evidence.before.address} on UDP {ports}{besides}{unreadable}"


def _templates_missing(evidence: Evidence) -> Reason:
    reasons = []
    for node in (evidence.before, evidence.after):
        waiting = [one for one in node.streams if one.needs_templates and one.held]
        never = [one for one in waiting if one.given_up or (evidence.over and one.template_ms is None)]
        if never:
            held = sum(one.held for one in never)
            reasons.append(f"{held} Data Sets of {node.address} came without their Template")
    return "; ".join(reasons) or None


def _standby_silent(evidence: Evidence) -> Reason:
    before, after = evidence.before, evidence.after
    if not evidence.over or after.heard or not before.heard:
        return None
    silent_ms = max(evidence.now_ms - before.last_ms, evidence.unheard_ms)
    if silent_ms >= SILENT_MS:
        return f"{before.address} has been silent for {silent_ms / 1000:.1f} s, and nothing came from {after.address}"
    streams = before.streams
    for one, other in itertools.pairwise(streams):
        pause_ms = other.first_ms - one.last_ms
        if pause_ms >= SILENT_MS:
            return (
                f"{before.address} was silent for {pause_ms / 1000:.1f} s and began anew, "
                f"and nothing came from {after.address}"
            )
    return None


def _split_brain(evidence: Evidence) -> Reason:
    both_ms = overlap_ms(evidence.before.activity.observed, evidence.after.activity.observed)
    if both_ms <= GRACE_MS:
        return None
    names = f"{evidence.before.address} and {evidence.after.address}"
    return f"{names} saw traffic at the same time for {both_ms / 1000:.1f} s"


def _records_lost(node: Node) -> Reason:
    return f"{node.lost} of {node.address} are missing by their sequence numbers" if node.lost else None


def _clock_skew(node: Node) -> Reason:
    if abs(node.skew_ms) <= SKEW_MS:
        return None
    return f"the clock of {node.address} is {_off(abs(node.skew_ms) / 1000)} {'fast' if node.skew_ms > 0 else 'slow'}"


def _off(seconds: float) -> str:
    """Seconds, unless it is hours or days."""
    for length, unit in ((86_400, "days"), (3_600, "h")):
        if seconds >= 2 * length:
            return f"{seconds / length:.1f} {unit}"
    return f"{seconds:.0f} s"


def _sequence_reset(node: Node, evidence: Evidence) -> Reason:
    other = evidence.after if node is evidence.before else evidence.before
    restarts = unexplained_restarts(node, other)
    return f"{node.address} began its sequence numbers anew {restarts} times while it was active" if restarts else None


def _late(evidence: Evidence) -> str:
    late = evidence.before.activity.late
    return f"{late} flows of {evidence.before.address} had ended before the switch and came long after it"


def new_others(evidence: Evidence) -> list[Witnessed]:
    """The Sources that nobody named and that were first seen in the time asked about: a router that has long been
    sending has nothing to do with it."""
    return [one for one in evidence.others if one.first_seen_ms >= evidence.since_ms]


def _finding(code: Code, reason: str) -> Finding:
    warns = code in (Code.CLOCK_SKEW, Code.LATE_RECORDS, Code.SEQUENCE_RESET)
    return Finding(code, Severity.WARNING if warns else Severity.FAULT, reason, FIXES[code])
