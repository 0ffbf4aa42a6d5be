"""Shapes of what clients send: JSON schemas read off examples, as tolerant as the transport is (contract 2.1.3, 2.1.5).

An example shows every property. What is absent or null reads as not given, so no property is required: that one is
missing is found by validation, which names it.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from fauxmon_api.schemas import Schema

_TEXT: Schema = {"type": ["string", "number", "null"]}
_INTEGER: Schema = {"anyOf": [{"type": ["integer", "null"]}, {"type": "string", "pattern": "^[+-]?[0-9]{1,18}$"}]}
_NUMBER: Schema = {"anyOf": [{"type": ["number", "null"]}, {"type": "string", "pattern": "^[0-9]{1,9}([.][0-9]+)?$"}]}
_BOOLEAN: Schema = {"enum": [True, False, 1, 0, "1", "0", "true", "false", None]}
_WILDCARD = "*"


class Either(NamedTuple):
    """Two examples of what is of two kinds; the first is the one that is shown."""

    first: Any
    second: Any


def shown(example: Any) -> Any:
    """What is shown as an example."""
    return example.first if isinstance(example, Either) else example


def shape(example: Any) -> Schema:
    """The schema of a value that may stand where `example` stands."""
    if isinstance(example, Either):
        return {"anyOf": [shape(one) for one in example]}
    if isinstance(example, dict):
        return {"type": ["object", "null"], "properties": {name: shape(value) for name, value in example.items()}}
    if isinstance(example, list):
        return {"type": ["array", "null"], "items": shape(example[0])} if example else {"type": ["array", "null"]}
    if example == _WILDCARD:
        return {"anyOf": [{"const": _WILDCARD}, {"type": ["array", "null"], "items": _TEXT}]}
    return _of_one(example)


def _of_one(example: Any) -> Schema:
    for kind, schema in ((bool, _BOOLEAN), (int, _INTEGER), (float, _NUMBER), (str, _TEXT)):
        if isinstance(example, kind):
            return schema
    return {}
