"""`fauxmon channels`: those of a Profile. A Channel is made, changed and deleted by writing its Profile."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.choosing import channels_of, chosen, profile_of
from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import Layout, json_option, print_fields, print_rows, takes_layout
from fauxmon.cli.profiles import CHANNEL_COLUMNS
from fauxmon.cli.scope import profile_option

if TYPE_CHECKING:
    from fauxmon.client import Channel, Client, Profile


@click.group(epilog=EXIT_CODES)
def channels() -> None:
    """List, show, create and delete Channels of a Profile.

    Channels of live come and go with their Sources; those of any other Profile are yours.

    \b
    Try it:
      fauxmon channels list
      fauxmon channels show 192.168.1.123
      fauxmon channels create dns --profile WebShop --filter 'port 53' --parent 192.168.1.123
      fauxmon channels delete dns --profile WebShop
    """


@channels.command("list", epilog=EXIT_CODES)
@profile_option
@takes_layout
@asks_a_collector
def list_(client: Client, profile: str, layout: Layout) -> None:
    """List the Channels of a Profile."""
    found = profile_of(client, profile)
    nothing = f"{found['name']} has no Channels."
    print_rows(layout, f"Channels of {found['name']}", CHANNEL_COLUMNS, found["channels"], nothing=nothing)


@channels.command(epilog=EXIT_CODES)
@click.argument("channel")
@profile_option
@json_option
@asks_a_collector
def show(client: Client, channel: str, profile: str, as_json: bool) -> None:
    """Show a CHANNEL, by id or name."""
    (found,) = channels_of(profile_of(client, profile), [channel])
    _print(found, as_json)


@channels.command(epilog=EXIT_CODES)
@click.argument("name")
@click.option("--profile", required=True, help="Id or name of the Profile.")
@click.option("--filter", "filter_text", default="any", show_default=True, help="The flows that it takes.")
@click.option(
    "--parent",
    "parents",
    multiple=True,
    help="Id or name of a Channel of the parent Profile; may be repeated.  [default: all, later ones too]",
)
@click.option("--sign", type=click.Choice(["+", "-"]), default="+", show_default=True, help="Above or below the axis.")
@click.option("--color", metavar="#RRGGBB", help="Of its area in charts.")
@json_option
@asks_a_collector
def create(
    client: Client,
    name: str,
    profile: str,
    filter_text: str,
    parents: tuple[str, ...],
    sign: str,
    color: str | None,
    as_json: bool,
) -> None:
    """Create a Channel called NAME in a Profile.

    \b
    Try it:
      fauxmon channels create https --profile WebShop --filter 'proto tcp and port 443' --color '#0000cc'
    """
    found = profile_of(client, profile)
    new: dict[str, Any] = {"name": name, "sign": sign, "filter": filter_text, "parent": "*"}
    if parents:
        parent = profile_of(client, found.get("parent", "live"))
        new["parent"] = [one["id"] for one in channels_of(parent, parents)]
    if color is not None:
        new["color"] = color
    written = client.update_profile({**found, "channels": _with(found["channels"], new)})
    _print(chosen("Channel", name, written["channels"]), as_json)


@channels.command(epilog=EXIT_CODES)
@click.argument("channel")
@click.option("--profile", required=True, help="Id or name of the Profile.")
@asks_a_collector
def delete(client: Client, channel: str, profile: str) -> None:
    """Delete a CHANNEL, by id or name, from a Profile."""
    found = profile_of(client, profile)
    going = chosen("Channel", channel, found["channels"])
    client.update_profile(_without(found, going))
    click.echo(f"Channel {going['id']} ({going['name']}) deleted from {found['name']}")


def _with(there: list[Channel], new: dict[str, Any]) -> list[Any]:
    """The list with one more: all `+` Channels precede all `-` ones (contract 2.3.2)."""
    place = len(there)
    if new["sign"] == "+":
        place = next((index for index, one in enumerate(there) if one["sign"] == "-"), place)
    return [*there[:place], new, *there[place:]]


def _without(profile: Profile, going: Channel) -> dict[str, Any]:
    return {**profile, "channels": [one for one in profile["channels"] if one["id"] != going["id"]]}


def _print(channel: Channel, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(channel))
    else:
        print_fields(channel)
