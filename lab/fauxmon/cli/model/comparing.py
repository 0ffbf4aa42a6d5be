"""`fauxmon model diff`."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from fauxmon.cli.connection import asks_a_collector_by_to
from fauxmon.cli.model.files import EXIT_CODES, takes_a_model
from fauxmon.cli.tables import printable

if TYPE_CHECKING:
    from fauxmon.client import Client


class _FailedError(click.ClickException):
    exit_code = 2


def _trouble_is_two(command: Callable[..., None]) -> Callable[..., None]:
    """As with diff(1): 1 says that there are differences, so no failure may."""

    @functools.wraps(command)
    def telling(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except click.UsageError:
            raise
        except click.ClickException as error:
            raise _FailedError(error.message) from error

    return telling


@click.command(epilog=EXIT_CODES)
@_trouble_is_two
@takes_a_model
@asks_a_collector_by_to
def diff(client: Client, wanted: dict[str, Any]) -> None:
    """Show how a collector differs from FILE, line by line: - is there, + is in the file.

    Held side by side are the things that the file has, and all Widgets of its Dashboards.
    """
    from fauxmon.modelling.comparison import compared
    from fauxmon.modelling.inventory import Inventory

    there, here = compared(wanted, Inventory.of(client))
    lines = list(difflib.unified_diff(there.splitlines(), here.splitlines(), client.target.url, "file", lineterm=""))
    for line in lines:
        click.echo(printable(line))
    if lines:
        raise click.exceptions.Exit(1)
