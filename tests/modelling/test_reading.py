"""Files that are no YAML, or none that is taken, and their variables."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from fauxmon.modelling.model_file import read
from fauxmon.modelling.reading import DEEPEST, LONGEST, Reading

Refused = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "profiles: [\n",
            "2: no YAML: expected the node content, but found '<stream end>': the file ends inside a list or mapping",
        ),
        ("a: b: c", "1: no YAML: mapping values are not allowed here: put text with a colon into quotes"),
        ("---\na: 1\n---\nb: 1\n", "3: no YAML: but found another document"),
        ("profiles:\n  - &a {name: x}\n  - *a\n", "3: aliases (*name) are not taken: write it out, or use a variable"),
        ("x: \x07", "1: no YAML: the character U+0007 may not be there"),
        ("", "1: the file is empty; a model is a mapping: profiles, chapters, dashboards …"),
        ("- name: x", "1: a model is a mapping: profiles, chapters, dashboards …"),
        ("[" * (DEEPEST + 1), f"1: more than {DEEPEST} levels"),
        ("#" * (LONGEST + 1), f"1: the file is longer than {LONGEST} characters"),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_no_file(refused: Refused, text: str, told: str) -> None:
    (line,) = refused(text)
    assert line.startswith(told)


def test_a_key_that_comes_twice_is_told_where_it_does(refused: Refused) -> None:
    assert refused("profiles:\n  - name: a\n    name: b\n") == ["3: name is given twice"]
    assert refused("? [a]\n: b\n") == ["1: a key must be text"]


def test_variables_have_values_of_the_file_or_given_ones() -> None:
    text = "variables:\n  node:\n  port: 443\nprofiles:\n  - name: p ${node}\n    description: ${port}\n"
    (profile,) = read(text, {"node": "x"})["profiles"]
    assert (profile["name"], profile["description"]) == ("p x", "443")
    (profile,) = read(text, {"node": "x", "port": "80"})["profiles"]
    assert profile["description"] == "80"


def test_a_variable_without_a_value_is_asked_for(refused: Refused) -> None:
    text = "variables:\n  node:\n  other: 1\n"
    assert refused(text) == ["2: the variable node has no value: give it with --set node=…"]
    assert refused(text, node="x", nod="x") == ["1: the file has no variable nod; it has: node, other"]
    assert refused("profiles:", node="x") == ["1: the file has no variable node; it has none"]


def test_a_name_that_is_none_of_a_variable(refused: Refused) -> None:
    assert refused("variables:\n  no-de: 1\n") == ["2: no-de is no name of a variable: letters, digits and _"]
    assert refused("variables:\n  node: [1]\n") == ["2: node: must be one text, and is a list"]
    assert refused("variables: 3\n") == ["1: must be a mapping"]


def test_no_variables_are_as_good_as_none() -> None:
    assert read("variables:\n")["profiles"] == []


def test_a_place_without_its_variable_is_told_with_its_line(refused: Refused) -> None:
    text = "variables:\n  a: 1\nprofiles:\n  - name: x\n    description: ${b}\n"
    (line,) = refused(text)
    assert line.startswith("5: there is no variable ${b}; there are: a.")


def test_data_of_any_shape_keep_their_kinds() -> None:
    node = yaml.compose("{a: [1, 1.5, true, null, '1', x], 2025-01-01: 2025-01-01}", Loader=yaml.SafeLoader)
    assert Reading().raw(node) == {"a": [1, 1.5, True, None, "1", "x"], "2025-01-01": "2025-01-01"}


@pytest.mark.parametrize("text", ["!!int x", "!!float x", "!!bool maybe"])
def test_a_tag_that_lies_is_told(text: str) -> None:
    reading = Reading()
    assert reading.raw(yaml.compose(text, Loader=yaml.SafeLoader)) is None
    assert len(reading.problems) == 1
