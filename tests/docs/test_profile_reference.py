"""The page about Profiles has every rule from R29 to R45, and each has a test that bears its name."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = {f"r{number}" for number in range(29, 46)}


def test_every_rule_stands_on_the_page_with_its_test() -> None:
    page = (ROOT / "docs" / "reference" / "profiles.md").read_text()
    tests = (ROOT / "tests" / "api" / "rules" / "test_profiles.py").read_text()
    assert set(re.findall(r"`test_(r\d+)_", page)) >= RULES
    assert sorted(re.findall(r"^def test_(r\d+)_", tests, re.MULTILINE)) == sorted(RULES)
