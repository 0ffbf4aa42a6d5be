"""`fauxmon model`: Profiles, Channels, Chapters, Reports, Topologies, Dashboards and Widgets as one file."""

from __future__ import annotations

import click

from fauxmon.cli.model.changing import apply, plan
from fauxmon.cli.model.comparing import diff
from fauxmon.cli.model.exporting import export
from fauxmon.cli.model.files import EXIT_CODES, list_, show, validate


@click.group(epilog=EXIT_CODES)
def model() -> None:
    """The model as code: what a collector is to have, as one readable file.

    The same file goes to a Fauxmon and to a Flowmon Collector, over Flowmon's REST API alone. FILE is a path, - for
    standard input, or a ready model: lab:ha-pair, lab:virtual-service.

    \b
    Try it:
      fauxmon model export pair.yaml
      fauxmon model validate pair.yaml
      fauxmon model plan pair.yaml --to https://flowmon.example
      fauxmon model apply lab:ha-pair --set node_a=192.168.1.123 --set node_b=192.168.1.124
      fauxmon model diff pair.yaml
    """


for command in (export, validate, plan, apply, diff, show, list_):
    model.add_command(command)
