"""Files of models: the argument and options that read one, and the commands that ask no collector."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from fauxmon.cli.tables import printable

EXIT_CODES = """\b
Exit codes:
  0  done, or nothing to do
  1  failed: the message says why; of diff: there are differences
  2  wrong usage, or the file is no valid model; of diff: failed"""


class InvalidFileError(click.ClickException):
    """A file that is no valid model: exit code 2, a line for each thing that is wrong."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        click.echo(self.message, file=file, err=True)


def _settings(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for text in given:
        name, sign, value = text.partition("=")
        if not (name and sign):
            raise click.BadParameter(f"{text!r} is not NAME=VALUE")
        values[name] = value
    return values


file_argument = click.argument("file")
set_option = click.option(
    "--set",
    "values",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_settings,
    help="The value of a variable of the file; may be repeated.",
)


def takes_a_model(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command FILE and --set, which become its argument `wanted`: a valid model."""

    @functools.wraps(command)
    def taking(*args: Any, file: str, values: dict[str, str], **kwargs: Any) -> None:
        command(*args, wanted=read_file(file, values), **kwargs)

    return file_argument(set_option(taking))


def read_file(name: str, values: dict[str, str]) -> dict[str, Any]:
    """The model in a file. Errors: InvalidFileError."""
    from fauxmon.modelling.model_file import read
    from fauxmon.modelling.problems import InvalidModelError, UnknownModelError
    from fauxmon.modelling.ready import text_of

    try:
        return read(text_of(name), values)
    except UnknownModelError as error:
        raise click.UsageError(str(error)) from error
    except InvalidModelError as error:
        lines = [f"{name}:{problem.line}: {problem.message}" for problem in error.problems]
        raise InvalidFileError("\n".join(map(printable, lines))) from error


@click.command(epilog=EXIT_CODES)
@takes_a_model
def validate(wanted: dict[str, Any]) -> None:
    """Hold FILE against the rules, without any collector.

    What is wrong is told with its line: fields that there are not, filters that are none, Channels of another Profile,
    Widgets that do not fit. What only a collector knows, plan tells.
    """
    from fauxmon.modelling.documents import KINDS

    click.echo(f"valid: {', '.join(f'{len(wanted[kind])} {kind}' for kind in KINDS)}")


@click.command(epilog=EXIT_CODES)
@file_argument
def show(file: str) -> None:
    """Print FILE as it is written: a ready model to make your own of."""
    from fauxmon.modelling.problems import UnknownModelError
    from fauxmon.modelling.ready import text_of

    try:
        click.echo(text_of(file), nl=False)
    except UnknownModelError as error:
        raise click.UsageError(str(error)) from error


@click.command("list", epilog=EXIT_CODES)
def list_() -> None:
    """List the ready models."""
    from fauxmon.modelling.ready import PREFIX, ready_names, text_of

    for name in ready_names():
        title = text_of(f"{PREFIX}{name}").splitlines()[0].removeprefix("# ")
        click.echo(f"{PREFIX}{name}  {title}")
