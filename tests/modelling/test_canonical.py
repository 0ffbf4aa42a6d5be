"""What can be written in several ways is one thing."""

from __future__ import annotations

import pytest

from fauxmon.modelling.canonical import color, filter_text, heading, number
from fauxmon.modelling.model_file import read


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("12", "12"),
        ("12.50", "12.5"),
        (12.5, "12.5"),
        ("-0.0", "0"),
        ("1e3", "1000"),
        ("0.000001", "0.000001"),
        ("123456789012345678.000000000000000001", "123456789012345678.000000000000000001"),
        ("1e90", "1E+90"),
    ],
)
def test_a_number_is_what_it_says(value: str | float, text: str) -> None:
    assert number(value) == text
    assert number(text) == text


def test_texts() -> None:
    assert [filter_text(text) for text in (None, "", " \n", "port 1")] == ["any", "any", "any", "port 1"]
    assert (color("#0A0B0c"), color(None)) == ("#0a0b0c", None)
    assert [heading(text) for text in (None, "", " x ", 7)] == [None, None, "x", "7"]


SHORT = """
profiles:
  - {name: P, channels: [{name: a, color: "#0a0b0c"}]}
chapters:
  - {name: C, type: top, profile: P, localization: {name: {cz: x, jp: y}}}
topologies:
  - name: T
    nodes: [{name: a, x: 1.5}, {name: b}]
dashboards:
  - {name: D, widgets: [{name: W, chapter: C, clazz: x}]}
"""
LONG = """
profiles:
  - {name: P, channels: [{name: a, color: "#0A0B0C", filter: ""}]}
chapters:
  - {name: C, type: top, profile: P, filter: " ", specific: {bidirectional: no},
     localization: {description: {cz: ""}, name: {jp: y, cz: x}}}
topologies:
  - name: T
    nodes: [{name: b, y: 0.0}, {name: a, x: "1.50"}]
dashboards:
  - {name: D, widgets: [{name: " W ", chapter: C, clazz: x}]}
"""


def test_files_that_say_the_same_are_the_same() -> None:
    assert read(LONG) == read(SHORT)
