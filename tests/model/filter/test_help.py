from __future__ import annotations

import pytest

from fauxmon_model.filter import ast, parse, text
from fauxmon_model.filter.fields import FIELDS
from fauxmon_model.filter.help import KEYWORDS, help_of
from fauxmon_model.filter.vocabulary import NETS


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_has_help_with_an_example_about_it(field: str) -> None:
    meaning = help_of(field)
    assert meaning.spellings[0] == field
    assert meaning.title
    assert meaning.compares
    assert getattr(parse(meaning.example), "field", None) == field


@pytest.mark.parametrize("words", NETS)
def test_networks_have_help_too(words: str) -> None:
    meaning = help_of(words)
    assert meaning.spellings[0] == words
    assert isinstance(parse(meaning.example), ast.Address)
    assert text(parse(meaning.example)) == meaning.example


@pytest.mark.parametrize("terminal", KEYWORDS)
def test_examples_of_keywords_are_filters_with_them(terminal: str) -> None:
    meaning = KEYWORDS[terminal]
    parse(meaning.example)
    assert meaning.spellings[0] in meaning.example


def test_tells_units_as_they_are_written() -> None:
    assert str(help_of("npm-rtt")) == (
        "Round trip time (ms); compares with a number up to 4294967.295, or a list of them"
    )
    assert str(KEYWORDS["_ANY"]) == "Every flow"
