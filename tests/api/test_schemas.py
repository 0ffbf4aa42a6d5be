from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

import pytest

from fauxmon_api.schemas import Schemas


class Leaf(TypedDict):
    """A leaf."""

    name: str
    color: NotRequired[Literal["red", "green"]]


class Tree(Leaf):
    """A tree."""

    age: int | None
    branches: list[Tree]
    leaf: Leaf


@pytest.mark.parametrize(
    ("type_", "schema"),
    [
        (Any, {}),
        (str, {"type": "string"}),
        (int, {"type": "integer"}),
        (float, {"type": "number"}),
        (bool, {"type": "boolean"}),
        (list[str], {"type": "array", "items": {"type": "string"}}),
        (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
        (Literal["*"] | None, {"anyOf": [{"enum": ["*"]}, {"type": "null"}]}),
        (
            tuple[int, float],
            {"type": "array", "prefixItems": [{"type": "integer"}, {"type": "number"}], "minItems": 2, "maxItems": 2},
        ),
    ],
    ids=str,
)
def test_what_json_has(type_: Any, schema: dict[str, Any]) -> None:
    schemas = Schemas()
    assert schemas.of(type_) == schema
    assert schemas.named == {}


def test_objects_are_named_and_may_hold_themselves() -> None:
    schemas = Schemas()
    tree = {"$ref": "#/components/schemas/Tree"}
    assert schemas.of(Tree) == tree
    assert schemas.named["Tree"] == {
        "type": "object",
        "description": "A tree.",
        "properties": {
            "name": {"type": "string"},
            "color": {"enum": ["red", "green"]},
            "age": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
            "branches": {"type": "array", "items": tree},
            "leaf": {"$ref": "#/components/schemas/Leaf"},
        },
        "required": ["name", "age", "branches", "leaf"],
        "additionalProperties": False,
    }
    assert list(schemas.named) == ["Tree", "Leaf"]


def test_what_json_has_nothing_for() -> None:
    with pytest.raises(TypeError, match="nothing that JSON has"):
        Schemas().of(set[str])


def test_names_are_not_given_twice() -> None:
    schemas = Schemas()
    schemas.of(Leaf)
    with pytest.raises(TypeError, match="two types are called Leaf"):
        schemas.of(TypedDict("Leaf", {"other": str}))
