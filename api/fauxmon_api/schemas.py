"""Schemas: JSON schemas of the types that bodies of answers are declared as."""

from __future__ import annotations

from collections.abc import Mapping
from types import NoneType, UnionType
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

Schema = dict[str, Any]
_PLAIN: Mapping[Any, str] = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}


class Schemas:
    """Schemas of types, made as they are asked for. TypedDicts get into `named` and are referred to from elsewhere;
    besides them there are lists, tuples, dicts by text, literals, unions, and what JSON has of its own."""

    def __init__(self) -> None:
        self.named: dict[str, Schema] = {}
        self._types: dict[str, Any] = {}

    def of(self, type_: Any) -> Schema:
        """The schema of a type. Errors: TypeError for one that JSON has nothing for."""
        if type_ is Any:
            return {}
        if type_ in _PLAIN:
            return {"type": _PLAIN[type_]}
        if is_typeddict(type_):
            return self._named(type_)
        arguments = get_args(type_)
        match get_origin(type_):
            case origin if origin is list:
                return {"type": "array", "items": self.of(arguments[0])}
            case origin if origin is tuple:
                length = len(arguments)
                parts = [self.of(argument) for argument in arguments]
                return {"type": "array", "prefixItems": parts, "minItems": length, "maxItems": length}
            case origin if origin is dict:
                return {"type": "object", "additionalProperties": self.of(arguments[1])}
            case origin if origin is Literal:
                return {"enum": list(arguments)}
            case origin if origin in (Union, UnionType):
                return {"anyOf": [self.of(argument) for argument in arguments]}
        raise TypeError(f"{type_} is nothing that JSON has")

    def _named(self, type_: Any) -> Schema:
        name = type_.__name__
        if self._types.setdefault(name, type_) is not type_:
            raise TypeError(f"two types are called {name}")
        if name not in self.named:
            self.named[name] = {}  # one that holds itself refers to it
            self.named[name] |= self._object(type_)
        return {"$ref": f"#/components/schemas/{name}"}

    def _object(self, type_: Any) -> Schema:
        hints = get_type_hints(type_, include_extras=True)
        optional = {name for name, hint in hints.items() if get_origin(hint) is NotRequired}
        inside = {name: get_args(hint)[0] if name in optional else hint for name, hint in hints.items()}
        return {
            "type": "object",
            "description": type_.__doc__,
            "properties": {name: self.of(hint) for name, hint in inside.items()},
            "required": [name for name in hints if name not in optional],
            "additionalProperties": False,
        }
