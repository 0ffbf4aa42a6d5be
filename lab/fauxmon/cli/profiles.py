"""`fauxmon profiles`: list, show, create and delete them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.choosing import chosen, listed, profile_of
from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import Layout, json_option, print_fields, print_rows, takes_layout
from fauxmon.cli.times import Moment, moment_text

if TYPE_CHECKING:
    from fauxmon.client import Client, Profile

COLUMNS = {
    "Id": "id",
    "Name": "name",
    "Parent": "parent",
    "Type": "type",
    "Status": "status",
    "Start": "start",
    "Channels": "channels",
}
CHANNEL_COLUMNS = {"Id": "id", "Name": "name", "Sign": "sign", "Color": "color", "Parent": "parent", "Filter": "filter"}


@click.group(epilog=EXIT_CODES)
def profiles() -> None:
    """List, show, create and delete Profiles.

    \b
    Try it:
      fauxmon profiles list
      fauxmon profiles show live
      fauxmon profiles create WebShop --channel 'web=port 80 or port 443' --channel 'mail=port 25'
      fauxmon profiles delete WebShop
    """


@profiles.command("list", epilog=EXIT_CODES)
@takes_layout
@asks_a_collector
def list_(client: Client, layout: Layout) -> None:
    """List all Profiles."""
    found = client.profiles()
    rows = [{"parent": "", **one, "channels": len(one["channels"])} for one in found]
    print_rows(layout, "Profiles", COLUMNS, rows, answer=found)


@profiles.command(epilog=EXIT_CODES)
@click.argument("profile")
@json_option
@asks_a_collector
def show(client: Client, profile: str, as_json: bool) -> None:
    """Show a PROFILE, by id or name, and its Channels."""
    _print(profile_of(client, profile), as_json)


def _channel(_ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> list[dict[str, str]]:
    channels = []
    for value in values:
        name, equals, filter_text = value.partition("=")
        if not name.strip() or not equals:
            raise click.BadParameter(f"{value!r} is not NAME=FILTER, such as 'web=port 443'", param=param)
        channels.append({"name": name.strip(), "sign": "+", "parent": "*", "filter": filter_text.strip()})
    return channels


@profiles.command(epilog=EXIT_CODES)
@click.argument("name")
@click.option(
    "--channel",
    "channels",
    callback=_channel,
    multiple=True,
    metavar="NAME=FILTER",
    help="With this Channel over all Channels of the parent; may be repeated.",
)
@click.option("--parent", default="live", show_default=True, help="Id or name of the Profile that it is a part of.")
@click.option("--group", help="Put it into this group; its id then begins with it.")
@click.option("--description", help="What it is for.")
@click.option("--start", type=Moment(), help="Look back to this time, in UTC.  [default: now]")
@click.option(
    "--maxsize",
    type=click.IntRange(min=1),
    metavar="MB",
    help="Make a real Profile that keeps its data, up to so many megabytes, instead of a shadow one.",
)
@json_option
@asks_a_collector
def create(
    client: Client,
    name: str,
    channels: list[dict[str, str]],
    parent: str,
    group: str | None,
    description: str | None,
    start: int | None,
    maxsize: int | None,
    as_json: bool,
) -> None:
    """Create a Profile called NAME.

    \b
    Try it:
      fauxmon profiles create WebShop --channel 'web=port 80 or port 443' --group Applications
    """
    entity = {
        "name": name,
        "type": "shadow" if maxsize is None else "real",
        "parent": profile_of(client, parent)["id"],
        "channels": channels,
        "group": group,
        "description": description,
        "start": None if start is None else moment_text(start)[:-3],
        "maxsize": maxsize,
    }
    _print(client.create_profile({key: value for key, value in entity.items() if value is not None}), as_json)


@profiles.command(epilog=EXIT_CODES)
@click.argument("profile")
@click.option("--cascade", is_flag=True, help="Also if other Profiles, Chapters or alerts are deleted with it.")
@asks_a_collector
def delete(client: Client, profile: str, cascade: bool) -> None:
    """Delete a PROFILE, by id or name.

    Refused if that would delete anything else, unless --cascade is given.
    """
    found = chosen("Profile", profile, client.profiles())
    going = [one for one in client.dependants_of_profile(found["id"]) if one["action"] == "delete" and one["items"]]
    if going and not cascade:
        what = "; ".join(f"{one['type']} {listed(one['items'])}" for one in going)
        raise click.ClickException(f"with {found['name']} would go: {what}. Give --cascade to delete them too")
    client.delete_profile(found["id"])
    click.echo(f"Profile {found['id']} ({found['name']}) deleted")


def _print(profile: Profile, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(profile))
        return
    fields: dict[str, Any] = {key: value for key, value in profile.items() if key != "channels"}
    print_fields(fields)
    print_rows("table", "Channels", CHANNEL_COLUMNS, profile["channels"], nothing="It has no Channels.")
