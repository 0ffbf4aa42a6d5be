"""What can be done by hand to a pair that is up."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, TypeVar

import click

from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.output import print_rows
from fauxmon.cli.tables import print_table

if TYPE_CHECKING:
    from pathlib import Path

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
UNIT = click.Choice(["a", "b"])
COLUMNS = {
    "Unit": "name",
    "State": "state",
    "Sends from": "sends_from",
    "Port": "source_port",
    "Endpoint": "endpoint",
    "Interfaces": "interfaces",
    "NAT": "server_nat",
    "Flows/s": "flows_last_second",
    "Flows": "flows",
}


def name_option(command: Decorated) -> Decorated:
    """Gives the command `name`."""
    return click.option("--name", default="ha-pair", show_default=True, help="Which pair, if several are up.")(command)


unit_option = click.option("--unit", type=UNIT, help="On this unit alone, instead of on the shared address.")


@contextlib.contextmanager
def control_errors() -> Iterator[None]:
    """What keeps a pair from being started or steered: one line on stderr, exit code 1."""
    from fauxmon.simulator.control import ControlError
    from fauxmon.simulator.scenario import ScenarioError
    from fauxmon.simulator.sender import SendError

    try:
        yield
    except (ControlError, ScenarioError, SendError) as error:
        raise click.ClickException(str(error)) from error


def path_of(name: str) -> Path:
    """The socket file of a pair. Errors: ControlError."""
    from fauxmon.simulator.control import socket_path

    return socket_path(name, os.environ)


def _ask(name: str, **request: object) -> dict[str, Any]:
    from fauxmon.simulator.control import ask

    with control_errors():
        return ask(path_of(name), request)


def _do(name: str, do: str, unit: str | None, value: object = None) -> None:
    at_s = _ask(name, do=do, unit=unit, value=value)["at_s"]
    click.echo(f"{do}: done at second {at_s}", err=True)


@click.command(epilog=EXIT_CODES)
@name_option
@click.option("--json", "as_json", is_flag=True, help="Print all of it as JSON.")
def status(name: str, as_json: bool) -> None:
    """Show who is active, how both units are set up, and what they have sent."""
    found = _ask(name, do="status")["status"]
    if as_json:
        click.echo(json.dumps(found))
        return
    print_table(f"Second {found['now_s']}, shared address {found['shared']}", COLUMNS, found["units"])


@click.command(epilog=EXIT_CODES)
@click.argument("address", metavar="HOST:PORT|off")
@unit_option
@name_option
def endpoint(address: str, unit: str | None, name: str) -> None:
    """Set the Collector Endpoint, or empty it.

    \b
    Try it:
      fauxmon lab ha-pair endpoint 127.0.0.1:2055
      fauxmon lab ha-pair endpoint off
    """
    _do(name, "endpoint", unit, False if address == "off" else address)


@click.command(epilog=EXIT_CODES)
@click.argument("numbers", nargs=-1, type=click.IntRange(1, 2), metavar="[1] [2]")
@unit_option
@name_option
def interfaces(numbers: tuple[int, ...], unit: str | None, name: str) -> None:
    """Tick the interfaces whose flows are exported: 1 is the clients' side, 2 the real servers'. Without any: none."""
    _do(name, "interfaces", unit, numbers)


@click.command(epilog=EXIT_CODES)
@click.argument("switch", type=click.Choice(["on", "off"]))
@unit_option
@name_option
def nat(switch: str, unit: str | None, name: str) -> None:
    """Switch Server NAT. On, as in a new LoadMaster, both units send from the shared address."""
    _do(name, "nat", unit, switch == "on")


@click.command(epilog=EXIT_CODES)
@click.argument("unit", type=UNIT)
@name_option
def reboot(unit: str, name: str) -> None:
    """Reboot a UNIT: it flushes its flows, and is back after a while."""
    _do(name, "reboot", unit)


@click.command(epilog=EXIT_CODES)
@click.argument("unit", type=UNIT)
@name_option
def kill(unit: str, name: str) -> None:
    """Take the power from a UNIT: what is in its flow cache is gone."""
    _do(name, "kill", unit)


@click.command(epilog=EXIT_CODES)
@click.argument("unit", type=UNIT)
@name_option
def start(unit: str, name: str) -> None:
    """Switch a UNIT on again."""
    _do(name, "start", unit)


# A negative number is a value.
@click.command(epilog=EXIT_CODES, context_settings={"ignore_unknown_options": True})
@click.argument("step")
@click.argument("value", required=False)
@unit_option
@name_option
def do(step: str, value: str | None, unit: str | None, name: str) -> None:
    """Do any STEP that a scenario can do; VALUE is JSON. `fauxmon lab ha-pair steps` lists them.

    \b
    Try it:
      fauxmon lab ha-pair do split true
      fauxmon lab ha-pair do skew -600 --unit b
      fauxmon lab ha-pair do route '"127.0.2.124"' --unit b
    """
    try:
        read = None if value is None else json.loads(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is not JSON: true, 20, [1, 2] or '\"text\"'", param_hint="VALUE") from None
    _do(name, step, unit, read)


@click.command(epilog=EXIT_CODES)
def steps() -> None:
    """List what can be done to a pair, by a scenario or by hand."""
    from fauxmon.simulator.step import KINDS

    rows = [{"step": name, "help": kind.help} for name, kind in KINDS.items()]
    print_rows("table", "Steps", {"Step": "step", "What it does": "help"}, rows)


@click.command(epilog=EXIT_CODES)
def scenarios() -> None:
    """List the scenarios that are ready."""
    from fauxmon.simulator.scenario import load_scenario, ready_names

    found = [load_scenario(name) for name in ready_names()]
    rows = [{"name": one.name, "title": one.title, "seconds": one.duration_s or ""} for one in found]
    print_rows("table", "Scenarios", {"Name": "name", "Seconds": "seconds", "What happens": "title"}, rows)


BY_HAND = (status, endpoint, interfaces, nat, reboot, kill, start, do, steps, scenarios)
