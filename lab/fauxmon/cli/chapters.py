"""`fauxmon chapters`: list, show, create and delete them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.choosing import channels_of, chapter_of, profile_of
from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import Layout, json_option, print_fields, print_rows, takes_layout
from fauxmon.cli.scope import profile_option
from fauxmon.cli.vocabulary import STATISTICS, Words, explained

if TYPE_CHECKING:
    from fauxmon.client import Chapter, Client

COLUMNS = {"Id": "id", "Name": "name", "Type": "type", "Profile": "profile", "Channels": "channels", "Shows": "shows"}


@click.group(epilog=EXIT_CODES)
def chapters() -> None:
    """List, show, create and delete Chapters.

    \b
    Try it:
      fauxmon chapters list
      fauxmon chapters show 'Hosts with Top Data Transfers'
      fauxmon chapters create 'Both nodes' --channel 192.168.1.123 --channel 192.168.1.124
      fauxmon chapters create 'Busiest servers' --top dstip --by bytes -n 20
      fauxmon chapters delete 'Both nodes'
    """


@chapters.command("list", epilog=EXIT_CODES)
@takes_layout
@asks_a_collector
def list_(client: Client, layout: Layout) -> None:
    """List all Chapters."""
    found = client.chapters()
    rows = [{**one, "shows": one["outputColumns"]} for one in found]
    print_rows(layout, "Chapters", COLUMNS, rows, answer=found)


@chapters.command(epilog=EXIT_CODES)
@click.argument("chapter")
@json_option
@asks_a_collector
def show(client: Client, chapter: str, as_json: bool) -> None:
    """Show a CHAPTER, by id or name."""
    _print(chapter_of(client, chapter), as_json)


@chapters.command(epilog=EXIT_CODES)
@click.argument("name")
@profile_option
@click.option(
    "--channel",
    "channels",
    multiple=True,
    help="Id or name of a Channel; may be repeated.  [default: all, later ones too]",
)
@click.option("--top", "statistic", metavar="STATISTIC", help="A Top N of this instead of traffic: srcip, dstip …")
@click.option("--by", default="bytes", show_default=True, help="What counts in a Top N.")
@click.option("-n", "--number", type=click.IntRange(min=1), default=10, show_default=True, help="N.")
@click.option("--filter", "filter_text", help="Only flows that match count in a Top N.")
@json_option
@asks_a_collector
def create(
    client: Client,
    name: str,
    profile: str,
    channels: tuple[str, ...],
    statistic: str | None,
    by: str,
    number: int,
    filter_text: str | None,
    as_json: bool,
) -> None:
    """Create a Chapter called NAME: traffic per Channel, or with --top a Top N.

    \b
    Try it:
      fauxmon chapters create 'Both nodes'
      fauxmon chapters create 'Busiest servers' --top dstip --by bytes -n 20 --filter 'proto tcp'
    """
    if filter_text is not None and statistic is None:
        raise click.UsageError("--filter is for a Top N; traffic takes the filters of its Channels")
    found = profile_of(client, profile)
    entity: dict[str, Any] = {
        "name": name,
        "type": "traffic" if statistic is None else "top",
        "profile": found["id"],
        "channels": [one["id"] for one in channels_of(found, channels)] if channels else "*",
        "status": 1,
    }
    if statistic is not None:
        entity |= {"statsBy": statistic, "orderBy": by, "top": number}
    if filter_text is not None:
        entity["filter"] = filter_text
    words = Words("statistic", "statsBy", [statistic or ""], STATISTICS)
    with explained(client, words):
        chapter = client.create_chapter(entity)
    _print(chapter, as_json)


@chapters.command(epilog=EXIT_CODES)
@click.argument("chapter")
@asks_a_collector
def delete(client: Client, chapter: str) -> None:
    """Delete a CHAPTER, by id or name."""
    found = chapter_of(client, chapter)
    client.delete_chapter(str(found["id"]))
    click.echo(f"Chapter {found['id']} ({found['name']}) deleted")


def _print(chapter: Chapter, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(chapter))
    else:
        print_fields({key: value for key, value in chapter.items() if key != "localization"})
