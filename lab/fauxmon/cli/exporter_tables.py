"""What an exporter has told of itself, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import click

from fauxmon.cli.tables import print_table

_SCOPES = ("domain", "selector", "sequence", "interface", "template")
_TABLES = (
    ("Sampling", "sampling", {"Of": "of", "Rate": "rate", "Algorithm": "algorithm", "Name": "name"}),
    ("Interfaces", "interfaces", {"Number": "number", "Name": "name", "Description": "description"}),
    ("VRFs", "vrfs", {"Number": "number", "Name": "name"}),
    ("Applications", "applications", {"Id": "id", "Name": "name", "Description": "description"}),
    (
        "Statistics",
        "statistics",
        {"Process": "process", "Counter": "counter", "Value": "value", "Received": "received"},
    ),
    (
        "Information Elements",
        "elements",
        {"PEN": "pen", "Id": "id", "Name": "name", "Type": "type", "Semantics": "semantics", "Units": "units"},
    ),
    ("Flow keys", "flow_keys", {"Template": "template", "Fields": "fields"}),
)
"""Title, key of a domain, heading → key of a row."""


def print_exporters(sources: Iterable[Mapping[str, Any]]) -> None:
    """Print answers of `/_fauxmon/sources/{id}`."""
    for source in sources:
        _print_exporter(source)


def _print_exporter(source: Mapping[str, Any]) -> None:
    click.echo(f"Source {source['id']}: {source['address']} to UDP port {source['listening_port']}, {source['state']}")
    click.echo(f"Lost on the way: {source['lost']}. Not sent, as the exporter says: {source['not_sent']} flows.")
    if not source["domains"]:
        click.echo("It has told nothing of itself.")
    for domain in source["domains"]:
        started = "" if domain["started_ms"] is None else f", exporter started {_time(domain['started_ms'])}"
        refused = f", no room for {domain['refused']} things told" if domain["refused"] else ""
        version = f"v{domain['version']}"
        click.echo(f"\nObservation Domain {domain['domain']} ({version}, from port {domain['port']}){started}{refused}")
        for title, key, columns in _TABLES:
            rows = _ROWS.get(key, list)(domain[key])
            if rows:
                print_table(title, columns, rows)


def _sampling(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            **row,
            "of": ", ".join(f"{scope} {row[scope]}" for scope in _SCOPES if scope in row) or "everything",
            "rate": "unknown" if row["rate"] is None else f"1 in {row['rate']:.15g}",
        }
        for row in rows
    ]


def _statistics(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            "process": row["process"] or "exporter",
            "counter": counter,
            "value": value,
            "received": _time(row["received_ms"]),
        }
        for row in rows
        for counter, value in row.items()
        if counter not in ("process", "received_ms")
    ]


def _time(ms: int) -> str:
    try:
        return f"{datetime.fromtimestamp(ms / 1000, UTC):%Y-%m-%d %H:%M:%S} UTC"
    except (ValueError, OverflowError, OSError):  # an exporter may say any time
        return f"{ms} ms"


_ROWS = {"sampling": _sampling, "statistics": _statistics}
