"""A verdict for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import click

from fauxmon.cli.tables import print_table, printable
from fauxmon.cli.times import moment_text

Verdict = Mapping[str, Any]
COLUMNS = {"": "id", "Status": "status", "Observable": "title", "Seen": "evidence"}
NODES = {
    "Node": "address",
    "Flows": "flows",
    "Bytes": "octets",
    "First": "first",
    "Last": "last",
    "Lost": "lost",
    "Templates after": "delay",
    "Recovered": "recovered",
}


def print_verdict(verdict: Verdict) -> None:
    """Tables of observables and nodes, the switch in a line, what is wrong and what to do."""
    print_table(f"Failover {verdict['before']} to {verdict['after']}", COLUMNS, verdict["observables"])
    print_table("Nodes", NODES, [_node(node) for node in verdict["nodes"]])
    for line in _lines(verdict):
        click.echo(printable(line))
    for finding in verdict["findings"]:
        click.echo(printable(f"{finding['code']} ({finding['severity']}): {finding['reason']}."))
        click.echo(printable(f"  {finding['fix']}"))
    click.echo(f"Verdict: {verdict['result']}")


def waiting_line(verdict: Verdict) -> str:
    """How far it is, and what is waited for."""
    statuses = [one["status"] for one in verdict["observables"]]
    first = next((one for one in verdict["observables"] if one["status"] == "not yet"), None)
    waits = f", waiting for {first['id']}: {first['evidence']}" if first else ""
    return printable(f"{statuses.count('pass')} of {len(statuses) - statuses.count('not applicable')} seen{waits}")


def _lines(verdict: Verdict) -> Iterator[str]:
    switch, back = verdict["switch"], verdict["fail_back"]
    if switch is not None:
        yield (
            f"Last record before {_time(switch['last_before_ms'])}, first after {_time(switch['first_after_ms'])}: "
            f"gap {switch['gap_ms']} ms, overlap {switch['overlap_ms']} ms"
        )
    if back is not None:
        yield f"Fail-back {_time(back['at_ms'])} in Channel {', '.join(back['channels'])}"
    if verdict["chapters"]["both"]:
        yield f"Chapters with both nodes: {', '.join(verdict['chapters']['both'])}"


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    delay_ms = node["template_delay_ms"]
    return {
        **node,
        "first": _time(node["first_ms"]),
        "last": _time(node["last_ms"]),
        "delay": "" if delay_ms is None else f"{delay_ms} ms",
    }


def _time(ms: int | None) -> str:
    return "" if ms is None else f"{moment_text(ms // 1000)[11:]}.{ms % 1000:03d}"
