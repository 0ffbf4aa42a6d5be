"""Make docs/reference/cli.md from the help texts of the commands: `python docs/make_cli_reference.py`."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import click

from fauxmon.cli.main import COMMANDS, main

PAGE = Path(__file__).parent / "reference" / "cli.md"
WIDTH = 98
"""Of the texts, in characters: what a user sees whose terminal has room for it."""
INTRODUCTION = """# Command line

Made from the help texts by `docs/make_cli_reference.py`. Every command takes `--help`; results go to standard output,
everything else to standard error.
"""


def render() -> str:
    """The whole page."""
    return "\n".join([INTRODUCTION, *(_section(*command) for command in _commands())])


def _commands() -> Iterator[tuple[str, ...]]:
    """The command itself, its commands and theirs."""
    yield ()
    for name in COMMANDS:
        yield (name,)
        yield from _below(main.get_command(click.Context(main), name), name)


def _below(command: click.Command | None, *path: str) -> Iterator[tuple[str, ...]]:
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield (*path, name)
            yield from _below(below, *path, name)


def _section(*command: str) -> str:
    with contextlib.redirect_stdout(io.StringIO()) as shown:
        main.main([*command, "--help"], prog_name="fauxmon", standalone_mode=False, terminal_width=WIDTH)
    return f"## {' '.join(['fauxmon', *command])}\n\n```text\n{shown.getvalue().rstrip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(render())
