"""`fauxmon demo`: a collector, two exporters, and a failover to watch."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.options import ADDRESS, capture_errors, speed_option
from fauxmon.runtime.settings import Address, Settings
from fauxmon.simulator.speed import Speed

if TYPE_CHECKING:
    from fauxmon.runtime.server import Server


@click.command(epilog=EXIT_CODES)
@click.option("--http", type=ADDRESS, default="127.0.0.1:8080", show_default=True, help="Serve REST and pages here.")
@click.option("--udp", type=ADDRESS, default="127.0.0.1:3000", show_default=True, help="The exporters send here.")
@speed_option
@click.option("--once", is_flag=True, help="End after one failover instead of going on until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="Print where it listens as JSON, as `serve --json` does.")
def demo(http: Address, udp: Address, speed: Speed, once: bool, as_json: bool) -> None:
    """Run a collector and two exporters, 127.0.1.123 and 127.0.1.124.

    They are a high-availability pair: only one exports, and when it stops, after half a minute, the other one starts.

    What they send was recorded from real exporters and is sent in real time. Until Ctrl-C; nothing is kept.

    \b
    Try it:
      fauxmon demo
      fauxmon demo --http 127.0.0.1:9000 --udp 127.0.0.1:9995
    """
    with capture_errors():
        from fauxmon.runtime import server
        from fauxmon.simulator.failover import Failover

        failover = Failover.recorded(speed)
        settings = Settings(udp=(udp,), http=http, tls=False)
        server.log_to_stderr()
        server.run(
            server.serve(
                settings,
                on_ready=lambda running: _announce(running, as_json),
                beside=lambda running: failover.run(running.udp[0], once),
            )
        )


def _announce(running: Server, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(running.ready()))
        return
    click.echo(f"Fauxmon demo: open {running.url}")
    click.echo(
        f"Two exporters take turns on UDP {running.udp[0]}, 127.0.1.123 first. Watch the graph of All Sources:\n"
        "after about half a minute the first one stops, a second channel appears by itself and goes on.\n"
        "The first channel and its history stay. Ctrl-C ends the demo."
    )
