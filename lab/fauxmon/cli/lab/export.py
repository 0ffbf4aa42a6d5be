"""`fauxmon lab export`: flows of a file, from as many devices as wanted."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fauxmon.cli.main import EXIT_CODES
from fauxmon.cli.options import ADDRESS, capture_errors
from fauxmon.runtime.settings import Address

VERSIONS = {"v5": 5, "v9": 9, "ipfix": 10}


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", type=ADDRESS, required=True, help="The collector.")
@click.option("--version", type=click.Choice(list(VERSIONS)), default="ipfix", show_default=True, help="What to send.")
@click.option("--exporters", type=click.IntRange(1, 254), default=1, show_default=True, help="Devices that take turns.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), help="Flows a second.  [default: as fast as it goes]")
@click.option("--loop", type=click.IntRange(min=1), default=1, show_default=True, help="Send the flows so many times.")
@click.option("--json", "as_json", is_flag=True, help="Print what was sent as JSON.")
def export(file: Path, to: Address, version: str, exporters: int, rate: float | None, loop: int, as_json: bool) -> None:
    """Send the flows of a FILE to a collector as NetFlow v5, NetFlow v9 or IPFIX.

    The file is CSV with a heading, JSON lines (.json, .jsonl, .ndjson) or a capture of the traffic itself (.pcap,
    .pcapng, .cap), whose packets are put together to flows. Names are those of flow columns, such as src and octets,
    or of Information Elements, such as npnRoundTripTime. To a collector on loopback the devices send from 127.0.2.1 on.

    \b
    Try it:
      fauxmon lab export flows.csv --to 127.0.0.1:2055
      fauxmon lab export flows.jsonl --to 127.0.0.1:2055 --version v9 --exporters 50 --rate 5000 --loop 10
      fauxmon lab export traffic.pcap --to 127.0.0.1:2055 --version v5
    """
    from fauxmon.runtime.clock import now
    from fauxmon.simulator.flows.device import RowError
    from fauxmon.simulator.flows.export import Export
    from fauxmon.simulator.flows.rows import FlowFileError, read_rows

    with capture_errors():
        try:
            rows = read_rows(file)
            with Export(to, VERSIONS[version], exporters, rate, now) as sending:  # type: ignore[arg-type]
                for _ in range(loop):
                    sending.run(rows)
        except (FlowFileError, RowError) as error:
            raise click.ClickException(str(error)) from error
    sent = sending.sent
    if as_json:
        amounts = {"flows": sending.flows, "datagrams": sent.datagrams, "octets": sent.octets}
        click.echo(json.dumps({**amounts, "exporters": sent.per_exporter}))
        return
    click.echo(
        f"Sent {sending.flows} flows in {sent.datagrams} datagrams from {len(sent.per_exporter)} exporters to {to}"
    )
