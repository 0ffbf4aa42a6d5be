"""`fauxmon reports`: list them, and send them by e-mail at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from fauxmon.cli.choosing import email_report_of
from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import Layout, json_option, print_rows, takes_layout
from fauxmon.cli.times import Length, Span

if TYPE_CHECKING:
    from fauxmon.client import Client, EmailReport

COLUMNS = {"Id": "id", "Name": "name", "Owner": "owner", "Chapters": "chapters", "Sent by": "sent"}


@click.group(epilog=EXIT_CODES)
def reports() -> None:
    """List Reports, and send them by e-mail at once.

    \b
    Try it:
      fauxmon reports list
      fauxmon reports send 'Every morning'
      fauxmon reports send 'Every morning' --last 1h
    """


@reports.command("list", epilog=EXIT_CODES)
@takes_layout
@asks_a_collector
def list_(client: Client, layout: Layout) -> None:
    """List all Reports, and the e-mail reports that send them."""
    found, sending = client.reports(), client.email_reports()
    rows = [
        {
            **report,
            "chapters": len(report["chapters"]),
            "sent": ", ".join(_described(one) for one in sending if str(one["report"]) == str(report["id"])),
        }
        for report in found
    ]
    print_rows(layout, "Reports", COLUMNS, rows, answer=found, nothing="There are no Reports.")


@reports.command(epilog=EXIT_CODES)
@click.argument("email_report")
@click.option("--last", type=Length(), help="About this time until now.  [default: as long as it is about]")
@json_option
@asks_a_collector
def send(client: Client, email_report: str, last: int | None, as_json: bool) -> None:
    """Send an EMAIL_REPORT, by id or name, at once. What is due is sent all the same. Only a Fauxmon can do that."""
    found = email_report_of(client, email_report)
    sent = client.control.send_email_report(found["id"], last)
    if as_json:
        click.echo(json.dumps(sent))
    else:
        span = Span(sent["from_ms"] // 1000, sent["to_ms"] // 1000)
        click.echo(f"{found['name']}, {span}, {sent['octets']} octets: {sent['to']}")


def _described(one: EmailReport) -> str:
    return f"{one['name']} ({one['period']['id'] if one['active'] else 'off'})"
