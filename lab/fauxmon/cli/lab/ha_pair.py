"""`fauxmon lab ha-pair`: a pair of LoadMasters in high availability."""

from __future__ import annotations

import click

from fauxmon.cli.lab.by_hand import BY_HAND
from fauxmon.cli.lab.up import up
from fauxmon.cli.main import EXIT_CODES


@click.group("ha-pair", epilog=EXIT_CODES)
def ha_pair() -> None:
    """A pair of LoadMasters in high availability that exports flows, and the operator's hands on it.

    Start it in one terminal, work on it in another: these commands follow the screens of the product.

    \b
    Try it:
      fauxmon lab ha-pair up --to 127.0.0.1:2055     as after a reset: nothing is exported yet
      fauxmon lab ha-pair nat off                    Network Options: Server NAT
      fauxmon lab ha-pair endpoint 127.0.0.1:2055    Network Telemetry: Collector Endpoint
      fauxmon lab ha-pair interfaces 1               Network Telemetry: interfaces
      fauxmon lab ha-pair reboot a                   System Administration > System Reboot
      fauxmon lab ha-pair status
    """


for command in (up, *BY_HAND):
    ha_pair.add_command(command)
