"""Every filter that the page about filters shows is one, and its tables say what those of the language say."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

from fauxmon_model.filter import bounds, parse

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "reference" / "filter.md"


def test_the_tables_are_what_the_language_says() -> None:
    written = PAGE.read_text()
    made = runpy.run_path(str(DOCS / "make_filter_reference.py"))["render"](written)
    assert written == made, "run: python docs/make_filter_reference.py"


def test_the_bounds_are_those_of_the_language() -> None:
    told = f"{bounds.LONGEST:,} characters, {bounds.MOST_PIECES:,} words and signs, {bounds.LONGEST_WORD:,} characters"
    assert f"{told} a word, and {bounds.DEEPEST} parentheses" in " ".join(PAGE.read_text().split())


def test_the_examples_are_filters() -> None:
    by_hand = PAGE.read_text().partition("\n## ")[0]
    rows = [line.split(" | ")[0] for line in by_hand.splitlines() if line.startswith("| `")]
    examples = [example for row in rows for example in re.findall(r"`([^`]+)`", row) if "\u2026" not in example]
    assert len(examples) > 50
    for example in examples:
        parse(example)
