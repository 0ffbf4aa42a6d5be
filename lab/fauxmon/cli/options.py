"""What several commands share: addresses and amounts as option values, and errors as exit codes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import click

from fauxmon.runtime.amounts import parse_age, parse_size
from fauxmon.runtime.settings import RETENTION, Address, SettingsError, parse_address, parse_origin
from fauxmon.simulator.speed import Speed, parse_speed
from fauxmon_collector.alerts.webhook_url import WebhookUrl

Command: TypeAlias = Callable[..., Any]

WEBHOOK_VARIABLE = "FAUXMON_ALERT_WEBHOOK"
"""Where a webhook is may be a secret."""
ALERT_STEPS_S = ("10", "30", "60", "300")


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


def read_speed(_ctx: click.Context, _param: click.Parameter, value: str) -> Speed:
    """A callback of an option that takes a speed."""
    try:
        return parse_speed(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


speed_option = click.option(
    "--speed",
    callback=read_speed,
    default="original",
    show_default=True,
    metavar="original|max|Nx",
    help="The captured pace, as fast as it goes, or N times the pace.",
)


class OriginType(click.ParamType[str]):
    """`SCHEME://HOST[:PORT]`, or `*`."""

    name = "ORIGIN"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return parse_origin(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


class AmountType(click.ParamType[int]):
    """A length of time or a size, by the function that reads it."""

    def __init__(self, name: str, parse: Callable[[str], int]) -> None:
        self.name = name
        self._parse = parse

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        try:
            return self._parse(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def retention_options(command: Command) -> Command:
    """What is kept of the flows: gives the command `flow_limit`, `keep_size` and `keep_for`."""
    for option in (
        click.option(
            "--keep-for",
            type=AmountType("AGE", parse_age),
            help="Flows received longer ago go: 90s, 30m, 12h, 7d, 2w.  [default: no limit]",
        ),
        click.option(
            "--keep-size",
            type=AmountType("SIZE", parse_size),
            help="Disk that flows may take: 500MB, 10GB, 2GiB; the oldest go first.  [default: no limit]",
        ),
        click.option(
            "--flow-limit",
            type=click.IntRange(min=1),
            default=RETENTION.rows,
            show_default=True,
            help="Flows to hold, of some 20 to 30 octets each; the oldest go first.",
        ),
    ):
        command = option(command)
    return command


def read_webhook(_ctx: click.Context, _param: click.Parameter, value: str | None) -> WebhookUrl | None:
    """A callback of an option that takes where a webhook is."""
    try:
        return None if value is None else WebhookUrl.of(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def alert_options(command: Command) -> Command:
    """What alerts may do: gives the command `alert_every`, `alert_webhook`, `alert_syslog` and `alert_scripts`."""
    for option in (
        click.option(
            "--alert-scripts",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            help="Run scripts of alerts, out of this directory alone.  [default: none is run]",
        ),
        click.option(
            "--alert-syslog",
            type=ADDRESS,
            help="Send alerts that say so to this syslog server over UDP.  [default: none]",
        ),
        click.option(
            "--alert-webhook",
            callback=read_webhook,
            metavar="URL",
            envvar=WEBHOOK_VARIABLE,
            show_envvar=True,
            help="POST every alert that fires to this URL as JSON.  [default: none]",
        ),
        click.option(
            "--alert-every",
            type=click.Choice(ALERT_STEPS_S),
            default=ALERT_STEPS_S[-1],
            show_default=True,
            metavar="SECONDS",
            help=f"How often alerts are evaluated: {', '.join(ALERT_STEPS_S)}.",
        ),
    ):
        command = option(command)
    return command


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
