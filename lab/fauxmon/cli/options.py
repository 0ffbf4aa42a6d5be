"""What several commands share: addresses as option values, and errors as exit codes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click

from fauxmon.runtime.settings import FLOW_LIMIT, Address, SettingsError, parse_address
from fauxmon.simulator.speed import Speed, parse_speed


class AddressType(click.ParamType[Address]):
    """`HOST:PORT`, `[IPV6]:PORT`."""

    name = "HOST:PORT"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Address:
        if isinstance(value, Address):
            return value
        try:
            return parse_address(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


ADDRESS = AddressType()


def _speed(_ctx: click.Context, _param: click.Parameter, value: str) -> Speed:
    try:
        return parse_speed(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


speed_option = click.option(
    "--speed",
    callback=_speed,
    default="original",
    show_default=True,
    metavar="original|max|Nx",
    help="The captured pace, as fast as it goes, or N times the pace.",
)


flow_limit_option = click.option(
    "--flow-limit",
    type=click.IntRange(min=1),
    default=FLOW_LIMIT,
    show_default=True,
    help="Flows to hold, of some 20 to 30 octets each; the oldest go first.",
)


@contextlib.contextmanager
def one_line_errors() -> Iterator[None]:
    """What cannot be done for a reason that the user can mend: one line on stderr, exit code 1."""
    try:
        yield
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


@contextlib.contextmanager
def capture_errors() -> Iterator[None]:
    """Captures that cannot be read or sent: one line on stderr, exit code 1."""
    from fauxmon.simulator.replay import ReplayError
    from fauxmon_collector.input.pcap import CaptureError

    with one_line_errors():
        try:
            yield
        except (CaptureError, ReplayError) as error:
            raise click.ClickException(str(error)) from error
