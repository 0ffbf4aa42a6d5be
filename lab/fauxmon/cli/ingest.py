"""`fauxmon ingest`: captures into a data directory, without a server."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.options import capture_errors, retention_options
from fauxmon.cli.tables import print_table
from fauxmon_collector.store.retention import EXPIRED, Retention

if TYPE_CHECKING:
    from fauxmon.runtime.offline import Offline

COLUMNS = {
    "Exporter": "address",
    "Port": "listening_port",
    "Version": "version",
    "Messages": "messages",
    "Records": "records",
    "Options": "options_records",
    "Lost": "lost",
    "Problems": "problems",
}


@click.command(epilog=EXIT_CODES)
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--data",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The directory to add to; made if it is missing. `fauxmon serve --data` shows it.",
)
@retention_options
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def ingest(
    files: tuple[Path, ...],
    data: Path,
    flow_limit: int,
    keep_size: int | None,
    keep_for: int | None,
    as_json: bool,
) -> None:
    """Read captures (pcap or pcapng) into a data directory.

    Each exporter keeps its address, the listening port is the port that the capture's datagrams went to, and flows
    count as received when they were captured: with --keep-for, those of an old capture go at once.

    \b
    Try it:
      fauxmon ingest lab.pcap --data ./flows
      fauxmon ingest monday.pcap tuesday.pcap --data ./flows --json
    """
    with capture_errors():
        from fauxmon.runtime.offline import Offline

        with Offline(data, Retention(flow_limit, keep_size, keep_for)) as offline:
            for file in files:
                offline.read(file)
            report = _report(offline)
    if as_json:
        click.echo(json.dumps(report))
    else:
        _print(report, data)


def _report(offline: Offline) -> dict[str, Any]:
    counts, store = offline.intake.counts(), offline.keeping.store.stats()
    return {
        "datagrams": counts.processed,
        "unreadable": counts.unreadable,
        "refused": counts.refused,
        "stored": counts.stored,
        "expired": store["expired"],
        **{reason: store[reason] for reason in EXPIRED},
        "template_missing": counts.template_missing,
        "malformed": counts.malformed,
        "problems": offline.intake.problems.codes(),
        "sources": offline.sources(),
    }


def _print(report: dict[str, Any], data: Path) -> None:
    print_table(f"Sources in {data}", COLUMNS, report["sources"])
    click.echo(f"{report['datagrams']} datagrams read, {report['unreadable']} of them no flow messages.")
    click.echo(f"{report['stored']} flows stored.")
    for reason, option in zip(EXPIRED, ("--keep-for", "--keep-size", "--flow-limit"), strict=True):
        if report[reason]:
            click.echo(f"{report[reason]} of the oldest flows are gone: give a larger {option} to keep them.")
    if report["template_missing"]:
        click.echo(f"{report['template_missing']} data sets are left out: their template is not in the capture.")
    for code, count in report["problems"].items():
        click.echo(f"Problem {code}: {count}")
