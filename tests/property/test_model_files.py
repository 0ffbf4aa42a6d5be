"""A model and its file are two forms of one thing, and whatever a file is, it is read or refused in one way only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from fauxmon.modelling.documents import MODEL, PLACE
from fauxmon.modelling.forms import Channels, Decimal, Filter, Flag, Form, ListOf, Number, OneOf, Raw, Some, Text, Words
from fauxmon.modelling.model_file import read
from fauxmon.modelling.problems import InvalidModelError, Problem
from fauxmon.modelling.reading import Reading, composed
from fauxmon.modelling.record import Field, Record
from fauxmon.modelling.words import ALL
from fauxmon.modelling.writing import write, write_plain

texts = st.text(max_size=12) | st.sampled_from(
    ["on", "443", "1e3", "null", "~", "${x}", "$${", "*", "- a", "2025-01-01", "\x85", "a\nb", " a\n\n b\n"]
)
data = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.floats(-1e9, 1e9) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=5,
)


def values(form: Form) -> st.SearchStrategy[Any]:
    """All that a form can read."""
    match form:
        case Channels():
            return st.just(ALL) | st.lists(texts.filter(str.strip), min_size=1, max_size=3)
        case ListOf():
            return st.lists(values(form.of), max_size=min(form.most, 2))
        case Words():
            return st.dictionaries(texts, texts, max_size=3)
        case Raw():
            return data.filter(lambda value: isinstance(value, list | dict))
        case Record():
            return st.fixed_dictionaries({field.name: _of_field(field) for field in form.fields})
    return _scalars(form)


def _scalars(form: Form) -> st.SearchStrategy[Any]:
    match form:
        case Text():
            return texts if form.pattern is None else st.from_regex(form.pattern, fullmatch=True)
        case Filter():
            return st.sampled_from(["any", "", "proto tcp and port 443", "# nothing\nany", 'ident "a b"'])
        case Number():
            return st.integers(form.least, form.most)
        case Decimal():
            return st.decimals(-(10**9), 10**9, places=3).map(str) | st.integers(-(10**17), 10**17).map(str)
        case Flag():
            return st.booleans()
        case OneOf():
            return st.sampled_from(form.values)
        case Some():
            return st.sets(st.sampled_from(form.values)).map(lambda on: [one for one in form.values if one in on])
    raise AssertionError(form)


def _of_field(field: Field) -> st.SearchStrategy[Any]:
    return values(field.form) if field.required else st.just(field.default) | values(field.form)


@settings(max_examples=50)
@given(values(MODEL))
def test_what_was_written_is_read_again(model: dict[str, Any]) -> None:
    reading = Reading()
    assert MODEL.read(composed(write(model)), (), reading) == model
    assert reading.problems == []


@given(values(PLACE), st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_all_that_is_given_has_its_line(place: dict[str, Any], blank: list[int]) -> None:
    text = "".join("\n" * above + f"{name}: {place[name]}\n" for above, name in zip(blank, place, strict=True))
    reading = Reading()
    assert PLACE.read(composed(text), (), reading) == place
    lines = text.splitlines()
    assert {str(path[-1]): lines[line - 1] for path, line in reading.lines.items()} == {
        name: f"{name}: {value}" for name, value in place.items()
    }


@given(st.text(max_size=60) | data.map(lambda value: write_plain({"profiles": value, "dashboards": [value]})))
def test_whatever_a_file_is_it_is_read_or_refused(text: str) -> None:
    lines = [problem.line for problem in problems_of(text)]
    assert all(1 <= line <= text.count("\n") + 2 for line in lines)


def problems_of(text: str) -> Sequence[Problem]:
    try:
        read(text)
    except InvalidModelError as error:
        return error.problems
    return ()
