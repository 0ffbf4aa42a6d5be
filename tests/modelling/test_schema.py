"""The JSON Schema that editors use: it is what the table of documents says, and takes what reading takes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from fauxmon.modelling.ready import ready_names, text_of
from fauxmon.modelling.schema import schema

WRITTEN = Path(__file__).resolve().parents[2] / "docs" / "reference" / "model.schema.json"
SCHEMA = schema()
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
TELLS_NOTHING = {"$schema", "title", "description", "default", "examples"}


def _is(value: Any, name: str) -> bool:
    return isinstance(value, TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number"))


def _inside(value: Any, shape: dict[str, Any]) -> bool:
    if not isinstance(value, dict):
        return True
    known, others = shape.get("properties", {}), shape.get("additionalProperties", True)
    names = shape.get("propertyNames")
    return all(
        (names is None or takes(names, key))
        and (takes(known[key], each) if key in known else takes(others, each) if isinstance(others, dict) else others)
        for key, each in value.items()
    )


KEYWORDS: dict[str, Callable[[Any, Any, dict[str, Any]], bool]] = {
    "type": lambda want, value, _: any(_is(value, name) for name in ([want] if isinstance(want, str) else want)),
    "enum": lambda want, value, _: value in want,
    "const": lambda want, value, _: value == want,
    "anyOf": lambda want, value, _: any(takes(each, value) for each in want),
    "pattern": lambda want, value, _: not isinstance(value, str) or re.search(want, value) is not None,
    "minimum": lambda want, value, _: value >= want,
    "maximum": lambda want, value, _: value <= want,
    "items": lambda want, value, _: not isinstance(value, list) or all(takes(want, each) for each in value),
    "minItems": lambda want, value, _: not isinstance(value, list) or len(value) >= want,
    "maxItems": lambda want, value, _: not isinstance(value, list) or len(value) <= want,
    "uniqueItems": lambda _want, value, _: len({json.dumps(each) for each in value}) == len(value),
    "required": lambda want, value, _: not isinstance(value, dict) or set(want) <= set(value),
    "properties": lambda _want, value, shape: _inside(value, shape),
    "additionalProperties": lambda _want, value, shape: _inside(value, shape),
    "propertyNames": lambda _want, value, shape: _inside(value, shape),
}
"""As much of JSON Schema as ours is made of; there is no library for it here."""


def takes(shape: dict[str, Any], value: Any) -> bool:
    return all(KEYWORDS[name](want, value, shape) for name, want in shape.items() if name not in TELLS_NOTHING)


def test_what_is_written_is_what_the_table_says() -> None:
    made = json.dumps(SCHEMA, indent=2) + "\n"
    assert WRITTEN.read_text() == made, "run: python -m fauxmon.modelling.schema > docs/reference/model.schema.json"


@pytest.mark.parametrize("name", ready_names())
def test_ready_models_are_taken(name: str) -> None:
    assert takes(SCHEMA, yaml.safe_load(text_of(f"lab:{name}")))


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("profiles: [{name: P, channels: [{name: 443, parent: [a], sign: '-', mode: []}]}]", True),
        ("profiles: [{name: P, channels: [{name: a, color: '${color}'}]}]", True),
        ("dashboards: [{name: D, displayed: '${tab}', widgets: [{clazz: x, layouts: {}}]}]", True),
        ("profiles: [{}]", False),
        ("profiles: [{name: P, nmae: Q}]", False),
        ("profiles: [{name: P, type: shade}]", False),
        ("profiles: [{name: P, group: a/b}]", False),
        ("profiles: [{name: P, channels: [{name: a, color: red}]}]", False),
        ("profiles: [{name: P, channels: [{name: a, parent: b}]}]", False),
        ("chapters: [{name: C, channels: []}]", False),
        ("chapters: [{name: C, top: 0}]", False),
        ("chapters: [{name: C, performance: [rtt, rtt]}]", False),
        ("chapters: [{name: C, status: 1}]", False),
        ("dashboards: [{name: D, widgets: [{clazz: x, place: {x: 0, y: 0, w: 1, h: 7}}]}]", False),
        ("variables: {no-de: 1}", False),
        ("version: 2", False),
    ],
)
def test_it_takes_what_is_a_model(text: str, taken: bool) -> None:
    assert takes(SCHEMA, yaml.safe_load(text)) is taken
