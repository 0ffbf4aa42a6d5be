"""Record: a mapping with the fields of a table, which is read, written and told as a schema by that table."""

from __future__ import annotations

import copy
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from fauxmon.modelling.forms import Form
from fauxmon.modelling.reading import Path, Reading, is_null


@dataclass(frozen=True, slots=True)
class Field:
    """One field. One that is `left` and not given is left to the collector: it is neither compared nor sent."""

    name: str
    form: Form
    text: str
    default: Any = None
    required: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Record(Form):
    """A mapping of these fields. A field that is not given has its default."""

    name: str
    text: str
    fields: tuple[Field, ...]

    def schema(self) -> dict[str, Any]:
        properties = {field.name: _described(field) for field in self.fields}
        required = [field.name for field in self.fields if field.required]
        return {
            "type": "object",
            "description": self.text,
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> dict[str, Any] | None:
        if not isinstance(node, yaml.MappingNode):
            reading.note(node, f"a {self.name} must be a mapping, with {self._first}: …")
            return None
        known = {field.name: field for field in self.fields}
        values: dict[str, Any] = {field.name: copy.deepcopy(field.default) for field in self.fields}
        given = set()
        for name, key, value in reading.pairs(node):
            if name not in known:
                near = difflib.get_close_matches(name, known, 1)
                hint = f"did you mean {near[0]}?" if near else f"it has: {', '.join(known)}"
                reading.note(key, f"a {self.name} has no {name}; {hint}")
            elif not is_null(value):
                given.add(name)
                reading.at((*path, name), value)
                values[name] = known[name].form.read(value, (*path, name), reading)
        for field in self.fields:
            if field.required and field.name not in given:
                reading.note(node, f"a {self.name} needs a {field.name}")
        return values

    @property
    def _first(self) -> str:
        return next(field.name for field in sorted(self.fields, key=lambda field: not field.required))

    def plain(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {
            field.name: field.form.plain(value[field.name])
            for field in self.fields
            if value[field.name] != field.default
        }


def _described(field: Field) -> dict[str, Any]:
    default = {} if field.default is None or field.required else {"default": field.default}
    return {**field.form.schema(), "description": field.text, **default}
