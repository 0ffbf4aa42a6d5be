"""`fauxmon lab ha-pair up`: a pair that sends until it is told to end."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import signal
import sys
from typing import TYPE_CHECKING

import click

from fauxmon.cli.lab.by_hand import control_errors, name_option, path_of
from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.options import ADDRESS, read_speed
from fauxmon.runtime.settings import Address
from fauxmon.simulator.speed import Speed
from fauxmon.simulator.step import UNITS

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    from fauxmon.cli.lab.views import View
    from fauxmon.simulator.live import Live
    from fauxmon.simulator.scenario import Scenario


@click.command(epilog=EXIT_CODES)
@click.option("--scenario", default="by-hand", show_default=True, help="A ready one by name, or a TOML or YAML file.")
@click.option("--to", type=ADDRESS, default="127.0.0.1:2055", show_default=True, help="The collector, on loopback.")
@click.option(
    "--speed",
    callback=read_speed,
    default="original",
    show_default=True,
    metavar="original|max|Nx",
    help="In real time, as fast as it goes, or N times as fast.",
)
@click.option("--seed", type=click.IntRange(min=0), help="Other traffic.  [default: the scenario's, else 1]")
@click.option("--once", is_flag=True, help="End with the scenario instead of going on until Ctrl-C.")
@name_option
@click.option(
    "--json", "as_json", is_flag=True, help="Print what happens as JSON, a line each, and at last the status."
)
def up(scenario: str, to: Address, speed: Speed, seed: int | None, once: bool, name: str, as_json: bool) -> None:
    """Run a pair of LoadMasters, 127.0.1.123 and 127.0.1.124, that share 127.0.1.100.

    Clients reach virtual services on the shared address; the active unit exports their flows as IPFIX, from its own
    address, or, with Server NAT on, from the shared one. With --speed their clocks run faster, too.

    \b
    Try it:
      fauxmon lab ha-pair up
      fauxmon lab ha-pair up --scenario failover
      fauxmon lab ha-pair up --scenario split-brain --speed max --once --json
      fauxmon lab ha-pair up --scenario mine.toml --to 127.0.0.1:9995 --speed 10x --seed 7
    """
    with control_errors():
        from fauxmon.simulator.scenario import load_scenario

        loaded = load_scenario(scenario)
        if seed is not None:
            loaded = loaded.with_seed(seed)
        if loaded.duration_s is None and (once or math.isinf(speed.factor)):
            raise click.UsageError(f"the scenario {loaded.name} has no end: without --once and --speed max, please")
        if ":" in to.host or not to.loopback:
            raise click.BadParameter("the units have loopback addresses: so must the collector", param_hint="--to")
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_run(loaded, to, speed, once or math.isinf(speed.factor), path_of(name), as_json))


async def _run(scenario: Scenario, to: Address, speed: Speed, once: bool, path: Path, as_json: bool) -> None:
    from fauxmon.simulator.control import listening
    from fauxmon.simulator.live import Live
    from fauxmon.simulator.pair import Pair

    pair = Pair(scenario.settings, scenario.traffic, (to.host, to.port), _start_s(scenario, speed), scenario.steps)
    with Live(pair, speed) as running:
        async with listening(running, path):
            _announce(scenario, to, speed, path, as_json)
            with _view(running, scenario, as_json) as view:
                await _until_done_or_signal(running, scenario.duration_s if once else None, view)
        if as_json:
            click.echo(json.dumps({"status": running.status()}))


def _announce(scenario: Scenario, to: Address, speed: Speed, path: Path, as_json: bool) -> None:
    verify = None if speed.factor == 1 else _verify(scenario)
    if as_json:
        told = {"control": str(path), "scenario": scenario.name, "to": str(to)}
        click.echo(json.dumps(told if verify is None else {**told, "verify": verify}))
        return
    click.echo(f"{scenario.title}. By hand: fauxmon lab ha-pair --help. Ctrl-C ends it.", err=True)
    if verify is not None:
        click.echo(f"Its clocks do not run like ours, so have it judged by them: {verify}", err=True)


def _verify(scenario: Scenario) -> str:
    """The command that judges a failover of it."""
    settings = scenario.settings
    before = settings.preferred or UNITS[0]
    after = next(unit for unit in UNITS if unit != before)
    addresses = f"--before {settings.unit(before).address} --after {settings.unit(after).address}"
    return f"fauxmon verify failover {addresses} --shared {settings.shared} --exporter-clock"


async def _until_done_or_signal(running: Live, until_s: int | None, view: View) -> None:
    task = asyncio.ensure_future(running.run(until_s, view))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        with contextlib.suppress(asyncio.CancelledError):
            await task
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def _view(running: Live, scenario: Scenario, as_json: bool) -> AbstractContextManager[View]:
    from fauxmon.cli.lab.views import json_lines, lines, live_view

    if as_json:
        return contextlib.nullcontext(json_lines)
    return live_view(running, scenario.title) if sys.stdout.isatty() else contextlib.nullcontext(lines)


def _start_s(scenario: Scenario, speed: Speed) -> float:
    """Now, by the clock of the units; faster than real time, so long ago that a scenario does not end in the future."""
    from fauxmon.runtime.clock import now

    return now() - (0 if speed.factor <= 1 else scenario.duration_s or 0)
