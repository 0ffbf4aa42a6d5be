"""What several commands share: addresses as option values, and errors as exit codes."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import click

from fauxmon.runtime.settings import Address, SettingsError, parse_address


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
    from fauxmon_collector.input.pcap import CaptureError

    from fauxmon.simulator.replay import ReplayError

    with one_line_errors():
        try:
            yield
        except (CaptureError, ReplayError) as error:
            raise click.ClickException(str(error)) from error
