from __future__ import annotations

from typing import Any

import yaml

from fauxmon.modelling.forms import ListOf, Number, Text
from fauxmon.modelling.reading import Reading
from fauxmon.modelling.record import Field, Record

RECORD = Record(
    "thing",
    "A thing.",
    (
        Field("name", Text(), "Its name.", required=True),
        Field("size", Number(0, 9), "Its size.", 3),
        Field("parts", ListOf(Text()), "Its parts.", []),
        Field("color", Text(), "Its colour.", left=True),
    ),
)


def read(text: str) -> tuple[Any, list[tuple[int, str]]]:
    reading = Reading()
    value = RECORD.read(yaml.compose(text, Loader=yaml.SafeLoader), (), reading)
    return value, [(problem.line, problem.message) for problem in reading.problems]


def test_what_is_not_given_is_as_by_default_and_shared_with_nobody() -> None:
    first, problems = read("name: a\ncolor:\n")
    assert first == {"name": "a", "size": 3, "parts": [], "color": None}
    assert not problems
    first["parts"].append("x")
    assert read("name: a")[0]["parts"] == []


def test_a_field_that_there_is_not_is_told_with_what_may_be_meant() -> None:
    assert read("name: a\nsiez: 4\n")[1] == [(2, "a thing has no siez; did you mean size?")]
    assert read("name: a\nxyz: 4\n")[1] == [(2, "a thing has no xyz; it has: name, size, parts, color")]


def test_a_field_that_is_needed_is_told() -> None:
    assert read("size: 4\n")[1] == [(1, "a thing needs a name")]
    assert read("name:\n")[1] == [(1, "a thing needs a name")]
    assert read("[]")[1] == [(1, "a thing must be a mapping, with name: …")]


def test_only_what_is_not_as_by_default_is_written() -> None:
    assert RECORD.plain({"name": "a", "size": 3, "parts": [], "color": None}) == {"name": "a"}
    assert RECORD.plain({"name": "a", "size": 4, "parts": ["x"], "color": "red"}) == {
        "name": "a",
        "size": 4,
        "parts": ["x"],
        "color": "red",
    }


def test_the_schema_knows_fields_defaults_and_what_is_needed() -> None:
    schema = RECORD.schema()
    assert schema["required"] == ["name"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["size"]["default"] == 3
    assert schema["properties"]["color"]["description"] == "Its colour."
