"""`fauxmon model export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fauxmon.cli.connection import asks_a_collector_by_to
from fauxmon.cli.model.files import EXIT_CODES
from fauxmon.cli.tables import printable

if TYPE_CHECKING:
    from fauxmon.client import Client


@click.command(epilog=EXIT_CODES)
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path, allow_dash=True), default="-")
@click.option(
    "--only",
    multiple=True,
    metavar="PATTERN",
    help="Only what has such a name (*, ?), and what that needs; may be repeated.  [default: all]",
)
@asks_a_collector_by_to
def export(client: Client, file: Path, only: tuple[str, ...]) -> None:
    """Write what a collector has to FILE, or to standard output.

    Predefined Profiles and Chapters, and the Profiles of Sources, are left out: every collector has its own. So is what
    shows something that there is no more, with a line on standard error.

    \b
    Try it:
      fauxmon model export pair.yaml --only 'HA pair*'
    """
    from fauxmon.modelling.documents import KINDS
    from fauxmon.modelling.export import exported
    from fauxmon.modelling.inventory import Inventory
    from fauxmon.modelling.problems import RefusedError
    from fauxmon.modelling.words import WORDS
    from fauxmon.modelling.writing import write

    try:
        model, left_out = exported(Inventory.of(client), only or ("*",))
    except RefusedError as error:
        raise click.ClickException(str(error)) from error
    if not any(model[kind] for kind in KINDS):
        click.echo("Nothing that users have made has such a name.", err=True)
    for key, need in left_out:
        click.echo(printable(f"left out: {WORDS[key.kind]} {key}, which needs {need}"), err=True)
    text = write(model)
    if str(file) == "-":
        click.echo(text, nl=False)
        return
    try:
        file.write_text(text)
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
