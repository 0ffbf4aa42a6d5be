"""Evidence: what a collector has seen, as the few lines that explain a failed test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

MOST_LINES = 20
"""Of Sources and of the timeline; of a longer timeline the end is shown."""
_NOT_COUNTERS = ("equations", "balanced", "problems")


def evidence(
    sources: Sequence[Mapping[str, Any]], ledger: Mapping[str, Any], events: Sequence[Mapping[str, Any]]
) -> str:
    """Sources, ledger and timeline, as the control plane gives them."""
    return "\n".join([*_sources(sources), *_ledger(ledger), *_timeline(sources, events)])


def wrong(verdict: Mapping[str, Any]) -> str:
    """What a verdict on a failover misses, and what it has found."""
    missed = [one for one in verdict["observables"] if one["status"] in ("fail", "not yet")]
    lines = [f"  {one['id']} {one['status']}: {one['title']}: {one['evidence']}" for one in missed]
    for finding in verdict["findings"]:
        lines += [f"  {finding['code']}: {finding['reason']}.", f"    {finding['fix']}"]
    return "\n".join(lines)


def _sources(sources: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "Sources:" if sources else "Sources: none"
    for source in sources[:MOST_LINES]:
        counted = ", ".join(f"{source[name]} {name}" for name in ("messages", "records", "lost", "problems"))
        yield f"  {source['address']} port {source['listening_port']}, {source['state']}: {counted}"
    if len(sources) > MOST_LINES:
        yield f"  and {len(sources) - MOST_LINES} more"


def _ledger(ledger: Mapping[str, Any]) -> Iterator[str]:
    counters = [f"{name} {value}" for name, value in ledger.items() if name not in _NOT_COUNTERS and value]
    yield f"Ledger, {'balanced' if ledger['balanced'] else 'NOT BALANCED'}: {', '.join(counters) or 'all 0'}"
    for equation in ledger["equations"]:
        if equation["left"] != equation["right"]:
            yield f"  {equation['equation']}: {equation['left']} is not {equation['right']}"
    for code, count in ledger["problems"].items():
        yield f"  Problem {code}: {count}"


def _timeline(sources: Sequence[Mapping[str, Any]], events: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    moments = [(int(event["time_ms"]), str(event["text"])) for event in events]
    for source in sources:
        moments.append((source["first_seen_ms"], f"first message of {source['address']}"))
        moments.append((source["last_seen_ms"], f"last message of {source['address']} so far"))
    moments.sort(key=lambda moment: moment[0])
    if not moments:
        yield "Timeline: nothing has happened"
        return
    began_ms = moments[0][0]
    yield "Timeline:"
    if len(moments) > MOST_LINES:
        yield f"  {len(moments) - MOST_LINES} earlier"
    for at_ms, text in moments[-MOST_LINES:]:
        yield f"  {(at_ms - began_ms) / 1000:+9.3f} s  {text}"
