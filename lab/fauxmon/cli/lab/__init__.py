"""`fauxmon lab`: exporters to test with."""

from __future__ import annotations

import click

from fauxmon.cli.lab.ha_pair import ha_pair
from fauxmon.cli.main import EXIT_CODES


@click.group(epilog=EXIT_CODES)
def lab() -> None:
    """Exporters to test with, without any device."""


lab.add_command(ha_pair)
