"""`fauxmon alerts`: list and show them, with how they stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.choosing import alert_of
from fauxmon.cli.connection import asks_a_collector
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import Layout, json_option, print_fields, print_rows, takes_layout

if TYPE_CHECKING:
    from fauxmon.client import Alert, Client

COLUMNS = {
    "Name": "name",
    "State": "state",
    "Profile": "profile",
    "Fires when": "conditions",
    "Last fired": "last",
    "Evaluated": "updated",
}
NEVER = "never"
_ABSOLUTE = 1
_SIGNS = {">": "+", "<": "-"}
_MEANS = {"flows": "lastFlows", "packets": "lastPackets", "bytes": "lastBytes"}


@click.group(epilog=EXIT_CODES)
def alerts() -> None:
    """List and show alerts, with how they stand.

    \b
    Try it:
      fauxmon alerts list
      fauxmon alerts show 'Much traffic'
    """


@alerts.command("list", epilog=EXIT_CODES)
@takes_layout
@asks_a_collector
def list_(client: Client, layout: Layout) -> None:
    """List all alerts."""
    found = client.alerts()
    print_rows(layout, "Alerts", COLUMNS, list(map(_row, found)), answer=found)


@alerts.command(epilog=EXIT_CODES)
@click.argument("alert")
@json_option
@asks_a_collector
def show(client: Client, alert: str, as_json: bool) -> None:
    """Show an ALERT, by its name."""
    found = alert_of(client, alert)
    if as_json:
        click.echo(json.dumps(found))
    else:
        print_fields(_fields(found))


def _row(alert: Alert) -> dict[str, str]:
    state, definition = alert["currentState"], alert["definition"]
    last = state["lastTrigger"]
    return {
        "name": alert["name"],
        "state": f"{state['triggerStatus']['name']} {state['triggerInfo']}".strip(),
        "profile": definition["profile"]["name"],
        "conditions": " ".join(map(_condition_text, range(len(definition["conditions"])), definition["conditions"])),
        "last": NEVER if NEVER in last else last,
        "updated": state["updated"] or NEVER,
    }


def _fields(alert: Alert) -> dict[str, Any]:
    """What there is to say in lines; the means of slots are over 5, 10 and 30 minutes, 1, 6, 12 and 24 hours."""
    row, definition, state = _row(alert), alert["definition"], alert["currentState"]
    channels, trigger = definition["channels"], definition["trigger"]
    reactions = [name for name, options in definition["reactions"].items() if int(options["enabled"])]
    return {
        **{name: row[name] for name in ("name", "state", "profile")},
        "channels": channels if isinstance(channels, str) else ", ".join(one["name"] for one in channels),
        "filter": definition["filter"],
        "conditions": row["conditions"],
        "trigger": f"{trigger['frequency']['name']}, after {trigger['activationThreshold']} in a row, "
        f"then blocked for {trigger['blockFor']}",
        "reactions": ", ".join(reactions) or "none",
        "last fired": row["last"],
        "evaluated": row["updated"],
        **{name: ", ".join(state[key]) for name, key in _MEANS.items()},
    }


def _condition_text(place: int, condition: dict[str, Any]) -> str:
    """`and source IP address: number of flows > 1000`; the operator of the first one means nothing."""
    words = [condition["operator"]["name"]] if place else []
    if "subjectOfMeasurement" in condition:
        words.append(f"{condition['subjectOfMeasurement']['name']}:")
    words += [condition["metric"]["name"], condition["comparator"]["name"]]
    span = condition.get("timeSpan", {"id": _ABSOLUTE})
    if span["id"] != _ABSOLUTE:
        words += [span["name"], _SIGNS.get(condition["comparator"]["name"], "±")]
    words.append(f"{condition['number']}{' %' * int(condition.get('isPercentual', 0))}")
    return " ".join(words)
