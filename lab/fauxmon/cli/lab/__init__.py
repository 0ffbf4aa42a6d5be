"""`fauxmon lab`: exporters to test with."""

from __future__ import annotations

import click

from fauxmon.cli.lab.export import export
from fauxmon.cli.lab.ha_pair import ha_pair
from fauxmon.cli.main import EXIT_CODES


@click.group(epilog=EXIT_CODES)
def lab() -> None:
    """Exporters to test with, without any device.

    \b
    Try it:
      fauxmon lab ha-pair up --scenario failover
      fauxmon lab ha-pair scenarios
      fauxmon lab export flows.csv --to 127.0.0.1:2055
    """


lab.add_command(ha_pair)
lab.add_command(export)
