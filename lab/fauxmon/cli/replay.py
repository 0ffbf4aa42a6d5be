"""`fauxmon replay`: send a capture again."""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.options import ADDRESS, capture_errors, speed_option
from fauxmon.runtime.settings import Address
from fauxmon.simulator.speed import Speed

if TYPE_CHECKING:
    from fauxmon.simulator.replay import Replay
    from fauxmon_collector.input.pcap import Datagram

PROGRESS_FROM_S = 2.0
"""A replay that takes longer than this shows how far it is, on a terminal."""


def _map(_ctx: click.Context, _param: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    mapped = {}
    for value in values:
        original, _, address = value.partition("=")
        try:
            mapped[str(ipaddress.ip_address(original))] = str(ipaddress.ip_address(address))
        except ValueError:
            raise click.BadParameter(f"{value!r} is not ORIGINAL=ADDRESS, such as 192.168.1.123=127.0.1.123") from None
    return mapped


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", type=ADDRESS, required=True, help="The collector.")
@speed_option
@click.option(
    "--map",
    "mapped",
    callback=_map,
    multiple=True,
    metavar="ORIGINAL=ADDRESS",
    help="Send what this exporter sent from this address of the machine; may be repeated.",
)
@click.option(
    "--loop", type=click.IntRange(min=1), default=1, show_default=True, help="Send the capture so many times."
)
@click.option("--json", "as_json", is_flag=True, help="Print what was sent as JSON.")
def replay(file: Path, to: Address, speed: Speed, mapped: dict[str, str], loop: int, as_json: bool) -> None:
    """Send the UDP payloads of a capture (pcap or pcapng) to a collector.

    Each exporter of the capture keeps its source port where that is free. To a collector on 127.0.0.0/8 it gets an
    address of its own, 127.0 and its last two octets (192.168.1.123 sends from 127.0.1.123); --map overrides that.

    \b
    Try it:
      fauxmon replay lab.pcap --to 127.0.0.1:2055
      fauxmon replay lab.pcap --to 127.0.0.1:2055 --speed max --json
      fauxmon replay lab.pcap --to 127.0.0.1:3000 --map 10.1.2.3=127.0.7.1
    """
    with capture_errors():
        from fauxmon.simulator.addresses import SourceAddresses
        from fauxmon.simulator.replay import Replay
        from fauxmon_collector.input.pcap import read_datagrams

        datagrams = list(read_datagrams(file))
        lasts = speed.after(datagrams[-1].time - datagrams[0].time) * loop if datagrams else 0.0
        with Replay(to, SourceAddresses(to.host, mapped)) as running, _progress(len(datagrams) * loop, lasts) as step:
            asyncio.run(_play(running, datagrams, speed, loop, step))
    _report(running, as_json)


async def _play(
    running: Replay, datagrams: Sequence[Datagram], speed: Speed, loop: int, step: Callable[[], None] | None
) -> None:
    for _ in range(loop):
        await running.play(datagrams, speed, step)


@contextlib.contextmanager
def _progress(total: int, lasts_s: float) -> Iterator[Callable[[], None] | None]:
    if lasts_s < PROGRESS_FROM_S or not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=total, label="Sending", file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def _report(running: Replay, as_json: bool) -> None:
    addresses = running.addresses.used()
    exporters = [
        {"exporter": exporter, "sent_from": addresses.get(exporter), "datagrams": datagrams}
        for exporter, datagrams in running.sent.per_exporter.items()
    ]
    if as_json:
        report = {"datagrams": running.sent.datagrams, "octets": running.sent.octets, "exporters": exporters}
        click.echo(json.dumps(report))
        return
    for row in exporters:
        click.echo(
            f"{row['exporter']} from {row['sent_from'] or 'the address of the route'}: {row['datagrams']} datagrams"
        )
    click.echo(
        f"Sent {running.sent.datagrams} datagrams, {running.sent.octets} octets, to {Address(*running.collector)}"
    )
