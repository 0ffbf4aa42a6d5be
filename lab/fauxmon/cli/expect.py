"""`fauxmon expect`: wait until a collector has seen something, and fail if it does not."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.addresses import IP_ADDRESS
from fauxmon.cli.amount import AMOUNT, COMPARISONS
from fauxmon.cli.choosing import chapter_of
from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.expecting import Seen, keep, wait
from fauxmon.cli.times import DEFAULT_LAST, SECONDS, Length
from fauxmon.cli.verify import EXIT_CODES

if TYPE_CHECKING:
    from fauxmon.client import Client

SLOT_S = 300
MEASURES = ("flows", "packets", "bytes")

within_option = click.option("--within", type=SECONDS, default="0s", help="Wait so long for it.  [default: look once]")
last_option = click.option("--last", type=Length(), default=DEFAULT_LAST, show_default=True, help="The time until now.")
comparison_argument = click.argument("comparison", type=click.Choice(list(COMPARISONS)))


def _said(command: Callable[..., Seen]) -> Callable[..., None]:
    """The line that says what was seen, and the exit code."""

    @functools.wraps(command)
    def saying(*args: Any, **kwargs: Any) -> None:
        seen = command(*args, **kwargs)
        click.echo(f"{'pass' if seen.met else 'fail'}: {seen.text}")
        if not seen.met:
            raise click.exceptions.Exit(1)

    return saying


@click.group(epilog=EXIT_CODES)
def expect() -> None:
    """Wait until a collector has seen something; fail if it does not in time.

    \b
    Try it:
      fauxmon expect source 192.168.1.123 --within 30s
      fauxmon expect no-source 192.168.1.124 --for 5s
      fauxmon expect channel 192.168.1.123 bytes '>' 1MB --last 1m --within 30s
      fauxmon expect chapter 'Structure of Overall Traffic' rows '>=' 2
      fauxmon expect no-loss
    """


@expect.command(epilog=EXIT_CODES)
@click.argument("address", metavar="IP", type=IP_ADDRESS)
@within_option
@asks_a_collector
@_said
def source(client: Client, address: str, within: float) -> Seen:
    """Expect a Source named IP."""
    return wait(client, lambda: _source(client, address), within)


@expect.command("no-source", epilog=EXIT_CODES)
@click.argument("address", metavar="IP", type=IP_ADDRESS)
@click.option("--for", "for_s", type=SECONDS, default="0s", help="For so long from now on.  [default: look once]")
@asks_a_collector
@_said
def no_source(client: Client, address: str, for_s: float) -> Seen:
    """Expect that there is no Source named IP, and that none appears."""

    def look() -> Seen:
        found = _source(client, address)
        return Seen(not found.met, found.text)

    return keep(client, look, for_s)


@expect.command(epilog=EXIT_CODES)
@click.argument("channel", metavar="CHANNEL")
@click.argument("measure", type=click.Choice(MEASURES))
@comparison_argument
@click.argument("amount", type=AMOUNT)
@click.option("--profile", default="live", show_default=True, help="Id of the Profile; live is All Sources.")
@last_option
@within_option
@asks_a_collector
@_said
def channel(
    client: Client, channel: str, measure: str, comparison: str, amount: float, profile: str, last: int, within: float
) -> Seen:
    """Expect that a CHANNEL, by id or name, has so much."""

    def look() -> Seen:
        now_ms = client.control.now_ms()
        query = {"profile": profile, "from": now_ms - last * 1000, "to": now_ms}
        rows = client.control.get("totals", **query) or []
        found = [row for row in rows if channel in (row["channel_id"], row["name"])]
        if not found:
            return Seen(False, f"there is no Channel {channel}")
        value = sum(row[measure] for row in found)
        return Seen(COMPARISONS[comparison](value, amount), f"Channel {channel} has {value} {measure} in {last} s")

    return wait(client, look, within)


@expect.command(epilog=EXIT_CODES)
@click.argument("chapter")
@click.argument("what", type=click.Choice(["rows"]))
@comparison_argument
@click.argument("number", type=click.IntRange(min=0))
@last_option
@within_option
@asks_a_collector
@_said
def chapter(client: Client, chapter: str, what: str, comparison: str, number: int, last: int, within: float) -> Seen:
    """Expect that a CHAPTER, by id or name, has so many rows."""
    chapter_id = str(chapter_of(client, chapter)["id"])

    def look() -> Seen:
        now_s = client.control.now_ms() // 1000
        to_s = (now_s // SLOT_S + 1) * SLOT_S  # the collector rounds down, and what has just come is to be in
        rows = client.chapter_rows(chapter_id, now_s - last, to_s)
        return Seen(COMPARISONS[comparison](len(rows), number), f"Chapter {chapter} has {len(rows)} {what}")

    return wait(client, look, within)


@expect.command("no-loss", epilog=EXIT_CODES)
@click.argument("address", metavar="[IP]", type=IP_ADDRESS, required=False)
@asks_a_collector
@_said
def no_loss(client: Client, address: str | None) -> Seen:
    """Expect that nothing is missing by sequence numbers, and that nothing was dropped here."""
    sources = [one for one in client.control.get("sources") if address in (None, one["address"])]
    if address is not None and not sources:
        return Seen(False, f"there is no Source {address}")
    ledger = client.control.get("ledger")
    lost = {one["address"]: one["lost"] for one in sources if one["lost"]}
    dropped = {name: ledger[name] for name in ("kernel_dropped", "inbox_dropped", "template_missing") if ledger[name]}
    if not lost and not dropped:
        return Seen(True, f"nothing is lost of {sum(one['records'] for one in sources)} records")
    told = [f"{count} lost of {name}" for name, count in lost.items()]
    return Seen(False, ", ".join(told + [f"{name} {count}" for name, count in dropped.items()]))


def _source(client: Client, address: str) -> Seen:
    found = [one for one in client.control.get("sources") if one["address"] == address]
    if not found:
        return Seen(False, f"there is no Source {address}")
    records = sum(one["records"] for one in found)
    return Seen(True, f"Source {address} has sent {records} records")
