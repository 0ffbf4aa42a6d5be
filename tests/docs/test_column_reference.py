"""The page about the flow columns says what the table of flow columns says."""

from __future__ import annotations

import runpy
from pathlib import Path

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_is_what_the_table_says() -> None:
    made = runpy.run_path(str(DOCS / "make_column_reference.py"))["render"]()
    written = (DOCS / "reference" / "columns.md").read_text()
    assert written == made, "run: python docs/make_column_reference.py"
