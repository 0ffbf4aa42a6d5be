"""`fauxmon status`: what a running collector has received."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.exporter_tables import print_exporters
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.tables import print_table
from fauxmon.runtime.settings import Address

if TYPE_CHECKING:
    from fauxmon.client import Client

COLUMNS = {
    "Exporter": "address",
    "Port": "listening_port",
    "State": "state",
    "Version": "version",
    "Messages": "messages",
    "Records": "records",
    "Lost": "lost",
    "Problems": "problems",
}


@click.command(epilog=EXIT_CODES)
@click.option("--source", metavar="ADDRESS", help="Show what the exporter at this address has told of itself.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@asks_a_collector
def status(client: Client, source: str | None, as_json: bool) -> None:
    """Show the Sources, the listening ports and the ledger of a running collector.

    \b
    Try it:
      fauxmon status
      fauxmon status --url http://127.0.0.1:8080      the collector of `fauxmon demo`
      fauxmon status --source 192.168.1.123           its sampling, interfaces, statistics …
      fauxmon status --json
    """
    if source is not None:
        exporters = [
            client.control(f"sources/{one['id']}") for one in client.control("sources") if one["address"] == source
        ]
        if not exporters:
            raise click.ClickException(f"there is no Source {source}")
        click.echo(json.dumps(exporters)) if as_json else print_exporters(exporters)
        return
    report = {name: client.control(name) for name in ("health", "sources", "listeners", "ledger")}
    if as_json:
        click.echo(json.dumps(report))
    else:
        _print(report)


def _print(report: dict[str, Any]) -> None:
    ports = ", ".join(str(Address(listener["host"], listener["port"])) for listener in report["listeners"])
    click.echo(f"Fauxmon {report['health']['version']}, listening on UDP {ports}")
    print_table("Sources", COLUMNS, report["sources"])
    for source in report["sources"]:
        if source["not_sent"]:
            click.echo(f"{source['address']} says that it did not send {source['not_sent']} flows")
    ledger = report["ledger"]
    click.echo(
        f"{ledger['offered']} datagrams: {ledger['framed']} flow messages, {ledger['unreadable']} unreadable, "
        f"{ledger['refused']} refused, {ledger['kernel_dropped'] + ledger['inbox_dropped']} dropped, "
        f"{ledger['inbox_waiting']} waiting"
    )
    click.echo(
        f"{ledger['records']} flow records: {ledger['stored']} stored, {ledger['pending']} pending, "
        f"{ledger['rejected']} rejected"
    )
    for code, count in ledger["problems"].items():
        click.echo(f"Problem {code}: {count}")
    if not ledger["balanced"]:
        click.echo("The ledger does not balance: this is a defect of Fauxmon, please report it.", err=True)
