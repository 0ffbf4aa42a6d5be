"""`fauxmon flows`: flows one by one, or put together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import Layout, print_rows, takes_layout
from fauxmon.cli.scope import Asked, filter_option, number_option, takes_scope
from fauxmon.cli.vocabulary import Words, explained

if TYPE_CHECKING:
    from fauxmon.client import Client


def _words(_ctx: click.Context, param: click.Parameter, value: str | None) -> list[str] | None:
    if value is None:
        return None
    words = [word.strip() for word in value.split(",")]
    if not all(words):
        raise click.BadParameter(f"{value!r} is not a list such as srcip,proto", param=param)
    return words


@click.command(epilog=EXIT_CODES)
@takes_scope
@filter_option
@click.option(
    "--aggregate", callback=_words, metavar="ID,ID…", help="Put flows together that agree in these: srcip,proto …"
)
@click.option("--sort", metavar="ID", help="Sort by this: tstart, bytes …  [default: as the collector returns them]")
@click.option("--columns", callback=_words, metavar="ID,ID…", help="Show these columns: ts,td,pr,sa,sp,da,dp,pkt,byt …")
@number_option
@takes_layout
@asks_a_collector
def flows(
    client: Client,
    asked: Asked,
    filter_text: str | None,
    aggregate: list[str] | None,
    sort: str | None,
    columns: list[str] | None,
    number: int,
    layout: Layout,
) -> None:
    """List flows, one by one or put together.

    An unknown column, order or aggregation is answered with all that the collector knows.

    \b
    Try it:
      fauxmon flows
      fauxmon flows --filter 'proto udp and dst port 53' --last 15m -n 100
      fauxmon flows --aggregate srcip,proto --sort bytes --columns srcip,pr,pkt,byt,fl
      fauxmon flows --columns ts,td,sa,da,byt --csv > flows.csv
    """
    question = asked.of(client)
    words = (
        Words("aggregation", "aggregateBy", aggregate or [], "analysis/aggregations"),
        Words("order", "sortBy", [] if sort is None else [sort], "analysis/flows/orderbys"),
        Words("column", "output", columns or [], "analysis/nfcolumns"),
    )
    listing: dict[str, Any] = {"aggregateBy": aggregate or [], **({} if sort is None else {"sortBy": sort})}
    with explained(client, *words):
        rows = client.flows(question.scope(filter_text), listing, number, columns)
    keys = {key: key for key in (rows[0] if rows else ())}
    print_rows(layout, f"Flows of {question}", keys, rows, nothing=f"No flows in {question}.")
