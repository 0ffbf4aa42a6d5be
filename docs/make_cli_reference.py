"""Make docs/reference/cli.md from the help texts of the commands: `python docs/make_cli_reference.py`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from fauxmon.cli.main import COMMANDS

PAGE = Path(__file__).parent / "reference" / "cli.md"
WIDTH = "102"
"""Of the terminal: click keeps two columns free."""
INTRODUCTION = """# Command line

Made from the help texts by `docs/make_cli_reference.py`. Every command takes `--help`; results go to standard output,
everything else to standard error.
"""


def render() -> str:
    """The whole page."""
    sections = [_section(), *(_section(name) for name in COMMANDS)]
    return "\n".join([INTRODUCTION, *sections])


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
