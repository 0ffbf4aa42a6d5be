"""The page about the command line says what `--help` says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"
RENDER = "import runpy, sys; sys.stdout.write(runpy.run_path(sys.argv[1])['render']())"


def test_the_page_is_what_the_commands_say() -> None:
    # In a process of its own: commands keep the help option that they were first asked for, alone or below another.
    command = [sys.executable, "-c", RENDER, DOCS / "make_cli_reference.py"]
    made = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    written = (DOCS / "reference" / "cli.md").read_text()
    assert written == made, "run: python docs/make_cli_reference.py"
