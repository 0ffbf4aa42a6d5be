"""The page about the command line says what `--help` says."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_what_the_commands_say() -> None:
    made = runpy.run_path(str(DOCS / "make_cli_reference.py"))["render"]()
    written = (DOCS / "reference" / "cli.md").read_text()
    assert written == made, "run: python docs/make_cli_reference.py"
