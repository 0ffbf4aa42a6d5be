"""`fauxmon model plan` and `apply`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.connection import asks_a_collector_by_to
from fauxmon.cli.model.files import EXIT_CODES, takes_a_model
from fauxmon.cli.model.plan_text import change_lines, plan_lines, plan_object, summary, unmet_lines

if TYPE_CHECKING:
    from fauxmon.client import Client

prune_option = click.option(
    "--prune", is_flag=True, help="Delete what the file owns and has not. Without it, nothing is ever deleted."
)


@click.command(epilog=EXIT_CODES)
@takes_a_model
@prune_option
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
@asks_a_collector_by_to
def plan(client: Client, wanted: dict[str, Any], prune: bool, as_json: bool) -> None:
    """Show what apply would do to a collector, and do nothing.

    \b
      +  is created
      ~  is changed, with each field's value there → in the file
      -  is deleted, with --prune
      ?  waits for what the collector does not have yet, as the Channel of a Source that has not been seen
      !  cannot be: the reason is told
    """
    from fauxmon.modelling.inventory import Inventory
    from fauxmon.modelling.plan import plan as planned

    made = planned(wanted, Inventory.of(client), prune=prune)
    click.echo(json.dumps(plan_object(made)) if as_json else "\n".join(plan_lines(made)))


@click.command(epilog=EXIT_CODES)
@takes_a_model
@prune_option
@asks_a_collector_by_to
def apply(client: Client, wanted: dict[str, Any], prune: bool) -> None:
    """Bring a collector to FILE: create what it lacks, change what differs. Done again, it does nothing.

    What waits for something that the collector does not have yet is told, and is exit code 1: apply again later.

    \b
    Try it:
      fauxmon model apply lab:ha-pair --set node_a=192.168.1.123 --set node_b=192.168.1.124
    """
    from fauxmon.modelling.apply import apply as applied
    from fauxmon.modelling.inventory import Inventory
    from fauxmon.modelling.plan import plan as planned
    from fauxmon.modelling.problems import RefusedError

    inventory = Inventory.of(client)
    made = planned(wanted, inventory, prune=prune)
    try:
        applied(client, inventory, made, lambda change: click.echo("\n".join(change_lines(change))))
    except RefusedError as error:
        raise click.ClickException(f"nothing is done. {error}") from error
    for line in (*unmet_lines(made), summary(made, done=True)):
        click.echo(line)
    if made.waiting:
        raise click.exceptions.Exit(1)
