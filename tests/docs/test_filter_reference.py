"""Every filter that the page about filters shows is one."""

from __future__ import annotations

import re
from pathlib import Path

from fauxmon_model.filter import parse

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "filter.md"


def test_the_examples_are_filters() -> None:
    rows = [line.split(" | ")[0] for line in PAGE.read_text().splitlines() if line.startswith("| `")]
    examples = [example for row in rows for example in re.findall(r"`([^`]+)`", row) if "\u2026" not in example]
    assert len(examples) > 50
    for example in examples:
        parse(example)
