"""Make docs/reference/cli.md from the help texts of the commands: `python docs/make_cli_reference.py`."""

from __future__ import annotations

from pathlib import Path

import click

from fauxmon.cli.main import COMMANDS, main

PAGE = Path(__file__).parent / "reference" / "cli.md"
WIDTH = 100
INTRODUCTION = """# Command line

Made from the help texts by `docs/make_cli_reference.py`. Every command takes `--help`; results go to standard output, everything
else to standard error.
"""


def render() -> str:
    """The whole page."""
    settings = {**main.context_settings, "terminal_width": WIDTH}
    context = click.Context(main, info_name="fauxmon", **settings)
    parts = [INTRODUCTION, _section("fauxmon", main.get_help(context))]
    for name in COMMANDS:
        command = main.get_command(context, name)
        assert command is not None  # noqa: S101 - the table names real commands
        within = click.Context(command, parent=context, info_name=name, **settings)
        parts.append(_section(f"fauxmon {name}", command.get_help(within)))
    return "\n".join(parts)


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```text\n{text.rstrip()}\n```\n"


if __name__ == "__main__":
    PAGE.write_text(render())
