"""Make docs/reference/cli.md from the help texts of the commands: `python docs/make_cli_reference.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from fauxmon.cli.main import COMMANDS, main

PAGE = Path(__file__).parent / "reference" / "cli.md"
WIDTH = "102"
"""Of the terminal: click keeps two columns free."""
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
    # In a process of its own, as a user sees it: click keeps what earlier calls in a process left behind.
    shown = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "fauxmon", *command, "--help"],
        env={**os.environ, "COLUMNS": WIDTH},
        capture_output=True,
        text=True,
        check=True,
    )
    return f"## {' '.join(['fauxmon', *command])}\n\n```text\n{shown.stdout.rstrip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(render())
