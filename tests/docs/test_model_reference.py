"""The page about model files says what the table of documents says, and what the code allows."""

from __future__ import annotations

import runpy
from pathlib import Path

from fauxmon.modelling.reading import DEEPEST, LONGEST
from fauxmon_model.repository.profiles import LEVELS_LIMIT
from fauxmon_model.widget_place import COLUMNS, MIN_H, MIN_W

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "reference" / "model.md"


def test_the_tables_are_what_the_documents_say() -> None:
    written = PAGE.read_text()
    made = runpy.run_path(str(DOCS / "make_model_reference.py"))["render"](written)
    assert written == made, "run: python docs/make_model_reference.py"


def test_the_bounds_are_those_of_the_code() -> None:
    page = " ".join(PAGE.read_text().split())
    assert f"{LONGEST:,} characters, no aliases, {DEEPEST} levels" in page
    assert f"not more than {LEVELS_LIMIT} levels below All Sources" in page
    assert f"grid of {COLUMNS} columns it is at least {MIN_W} wide and {MIN_H} high" in page
