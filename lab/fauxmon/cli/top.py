"""`fauxmon top`: who has most."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import Layout, print_rows, takes_layout
from fauxmon.cli.scope import Asked, filter_option, number_option, takes_scope
from fauxmon.cli.vocabulary import STATISTICS, Words, explained

if TYPE_CHECKING:
    from fauxmon.client import Client


@click.command(epilog=EXIT_CODES)
@click.argument("statistic")
@click.option("--by", default="bytes", show_default=True, help="What counts: bytes, packets, flows, bps …")
@takes_scope
@filter_option
@number_option
@takes_layout
@asks_a_collector
def top(
    client: Client,
    asked: Asked,
    statistic: str,
    by: str,
    filter_text: str | None,
    number: int,
    layout: Layout,
) -> None:
    """Show the Top N of a STATISTIC: srcip, dstip, portp, proto, …

    An unknown STATISTIC is answered with all that the collector knows, and so is an unknown order.

    \b
    Try it:
      fauxmon top dstip
      fauxmon top dstip --by bytes --last 15m --channel 192.168.1.123 --filter 'proto tcp' -n 5
      fauxmon top portp --by flows --from '2025-03-01 10:00' --to '2025-03-01 10:05'
      fauxmon top record --json | jq -r '.[].byt'
    """
    question = asked.of(client)
    words = (
        Words("statistic", "statistics", [statistic], STATISTICS),
        Words("order", "orderBy", [by], "analysis/statistics/orderbys"),
    )
    with explained(client, *words):
        rows = client.statistics(question.scope(filter_text), statistic, by, number)
    columns = {key: key for key in (rows[0] if rows else ())}
    print_rows(layout, f"Top {statistic} by {by}: {question}", columns, rows, nothing=f"No flows in {question}.")
