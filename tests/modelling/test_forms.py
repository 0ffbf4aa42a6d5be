"""Forms: what each takes, what it says of the rest."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from fauxmon.modelling.forms import (
    NAME,
    Channels,
    Decimal,
    Filter,
    Flag,
    Form,
    ListOf,
    Number,
    OneOf,
    Raw,
    Some,
    Text,
    Words,
)
from fauxmon.modelling.reading import Reading

COLOR = Text("colour", "#[0-9a-f]{6}")


def read(form: Form, text: str) -> tuple[Any, list[str]]:
    reading = Reading()
    value = form.read(yaml.compose(text, Loader=yaml.SafeLoader), ("field",), reading)
    return value, [problem.message for problem in reading.problems]


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        (Text(), "on", "on"),
        (Text(), "443", "443"),
        (Text(), "''", ""),
        (COLOR, "'#1a2b3c'", "#1a2b3c"),
        (NAME, "node A", "node A"),
        (Filter(), "proto tcp", "proto tcp"),
        (Number(0, 10), "10", 10),
        (Number(0, 10), "'7'", 7),
        (Decimal(), "-1.50", "-1.50"),
        (Decimal(), "1e3", "1e3"),
        (Flag(), "yes", True),
        (Flag(), "False", False),
        (OneOf(("+", "-")), "+", "+"),
        (Some(("a", "b", "c")), "[c, a]", ["a", "c"]),
        (ListOf(Number(0, 9)), "[1, 2]", [1, 2]),
        (Channels(), "'*'", "*"),
        (Channels(), "[a, 2]", ["a", "2"]),
        (Words(), "{cz: ahoj, jp: 1}", {"cz": "ahoj", "jp": "1"}),
        (Raw(), "[{a: 1}]", [{"a": 1}]),
    ],
)
def test_values(form: Form, text: str, value: Any) -> None:
    assert read(form, text) == (value, [])


@pytest.mark.parametrize(
    ("form", "text", "told"),
    [
        (Text(), "[a]", "field: must be one text, and is a list"),
        (Text(most=3), "abcd", "field: must not be longer than 3 characters"),
        (COLOR, "red", "field: 'red' is no colour"),
        (NAME, "' '", "field: ' ' is no name with something to see"),
        (Filter(), "prt 1", "field: column 1 of 'prt 1': 'prt' cannot stand here"),
        (Filter(), "'any or\n\n  prt 1'", "field: column 1 of 'prt 1': 'prt' cannot stand here"),
        (Number(0, 10), "11", "field: '11' is no whole number from 0 to 10"),
        (Number(0, 10), "1.0", "field: '1.0' is no whole number"),
        (Number(0, 10), "1" * 30, "is no whole number"),
        (Flag(), "maybe", "field: 'maybe' is neither true nor false"),
        (OneOf(("+", "-")), "x", "field: 'x' is none of +, -"),
        (OneOf(("bytes", "packets")), "bites", "field: 'bites' is none of bytes, packets; did you mean bytes?"),
        (OneOf([str(number) for number in range(99)]), "x", "none of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …"),
        (Number(1, 1), "2", "field: '2' is no whole number that is 1"),
        (Decimal(), "left", "field: 'left' is no decimal number"),
        (Some(("a",)), "[x]", "field: 'x' is none of a"),
        (ListOf(Flag()), "x", "field: must be a list"),
        (ListOf(Flag(), most=1), "[true, true]", "field: must have 0 to 1 entries, and has 2"),
        (Channels(), "node", 'field: must be "*" or a list of names'),
        (Channels(), "[]", "field: must have 1 to 10000 entries, and has 0"),
        (Words(), "x", "must be a mapping"),
        (Raw(), "x", "field: must be a mapping or a list"),
    ],
)
def test_what_is_none(form: Form, text: str, told: str) -> None:
    _, problems = read(form, text)
    assert len(problems) == 1
    assert told in problems[0]


def test_what_is_written_has_no_variables() -> None:
    assert Text().plain("${a}") == Filter().plain("${a}") == "$${a}"
    assert Channels().plain(["${a}"]) == ListOf(Text()).plain(["${a}"]) == ["$${a}"]
    assert Channels().plain("*") == "*"
    assert [Decimal().plain(text) for text in ("640", "0.5", "1.50", "1e3")] == [640, 0.5, "1.50", "1e3"]
    assert Words().plain({"cz": "${a}"}) == {"cz": "$${a}"}
    assert Raw().plain({"a": ["${a}", 1]}) == {"a": ["$${a}", 1]}
