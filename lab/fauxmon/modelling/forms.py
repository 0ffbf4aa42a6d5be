"""Forms: what the value of a field may be, for whoever reads it from YAML, writes it, or makes a JSON Schema of it."""

from __future__ import annotations

import difflib
import re
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from fauxmon.modelling.reading import Path, Reading, field_of
from fauxmon.modelling.variables import escaped
from fauxmon.modelling.words import ALL
from fauxmon_model.filter import FilterError, parse

_INTEGER = re.compile("[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{0,30})?([eE][+-]?[0-9]{1,2})?")
_BOOLEANS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_MOST_TOLD = 12
VARIABLE = {"type": "string", "pattern": r"\$\{"}
"""In a schema, what a variable may stand for."""


class Form(ABC):
    """A kind of value."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """As JSON Schema (2020-12)."""

    @abstractmethod
    def read(self, node: yaml.Node, path: Path, reading: Reading) -> Any:
        """The value of a node; None once it is noted that it is none."""

    def plain(self, value: Any) -> Any:
        """The value as YAML has it, as short as it can be."""
        return value


@dataclass(frozen=True, slots=True)
class Text(Form):
    """Any text. `pattern` says what it must match, `what` that in words."""

    what: str = "text"
    pattern: str | None = None
    most: int = 65_536
    examples: Sequence[str] = ()

    def schema(self) -> dict[str, Any]:
        # Editors read `name: 443` as a number, which is as good a text where digits are.
        digits = self.pattern is None or re.fullmatch(self.pattern, "443")
        shape: dict[str, Any] = {"type": ["string", "number", "boolean"] if digits else "string"}
        if self.pattern is not None:
            shape = {"anyOf": [{**shape, "pattern": f"^(?:{self.pattern})$"}, VARIABLE]}
        return {**shape, **({"examples": list(self.examples)} if self.examples else {})}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> str | None:
        text = reading.text(node, field_of(path))
        if text is None:
            return None
        if self.pattern is not None and not re.fullmatch(self.pattern, text):
            reading.note(node, f"{field_of(path)}: {text!r} is no {self.what}")
            return None
        if len(text) > self.most:
            reading.note(node, f"{field_of(path)}: must not be longer than {self.most} characters")
            return None
        return text

    def plain(self, value: Any) -> Any:
        return escaped(value)


NAME = Text("name with something to see", r"[\s\S]*\S[\s\S]*")


@dataclass(frozen=True, slots=True)
class Filter(Form):
    """Filter text, which must be one."""

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "examples": ["any", "proto tcp and port 443", "router ip 192.0.2.1"]}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> str | None:
        text = reading.text(node, field_of(path))
        if text is None:
            return None
        try:
            parse(text)
        except FilterError as error:
            reading.note(
                node, f"{field_of(path)}: column {error.column} of {_line(text, error.line)!r}: {error.message}"
            )
            return None
        return text

    def plain(self, value: Any) -> Any:
        return escaped(value)


def _line(text: str, number: int) -> str:
    lines = text.splitlines() or [""]
    return lines[min(number, len(lines)) - 1]


@dataclass(frozen=True, slots=True)
class Number(Form):
    """A whole number within bounds."""

    least: int
    most: int

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "integer", "minimum": self.least, "maximum": self.most}, VARIABLE]}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> int | None:
        text = reading.text(node, field_of(path))
        if text is None:
            return None
        if not _INTEGER.fullmatch(text) or not self.least <= int(text) <= self.most:
            reading.note(node, f"{field_of(path)}: {text!r} is no whole number{self._bounds}")
            return None
        return int(text)

    @property
    def _bounds(self) -> str:
        return f" from {self.least} to {self.most}" if self.least < self.most else f" that is {self.least}"


@dataclass(frozen=True, slots=True)
class Decimal(Form):
    """A decimal number, as text that says it exactly."""

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_DECIMAL.pattern}$"}, VARIABLE]}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> str | None:
        text = reading.text(node, field_of(path))
        if text is not None and not _DECIMAL.fullmatch(text):
            reading.note(node, f"{field_of(path)}: {text!r} is no decimal number")
            return None
        return text

    def plain(self, value: Any) -> Any:
        return next((number for number in (int, float) if _says(number, value)), str)(value)


def _says(number: type[int | float], text: str) -> bool:
    try:
        return str(number(text)) == text
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Flag(Form):
    """True or false."""

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> bool | None:
        text = reading.text(node, field_of(path))
        if text is None:
            return None
        value = _BOOLEANS.get(text.lower())
        if value is None:
            reading.note(node, f"{field_of(path)}: {text!r} is neither true nor false")
        return value


@dataclass(frozen=True, slots=True)
class OneOf(Form):
    """One of these texts."""

    values: Sequence[str]

    def schema(self) -> dict[str, Any]:
        return {"enum": list(self.values)}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> str | None:
        text = reading.text(node, field_of(path))
        if text is not None and text not in self.values:
            reading.note(node, f"{field_of(path)}: {text!r} is none of {self._known(text)}")
            return None
        return text

    def _known(self, text: str) -> str:
        near = difflib.get_close_matches(text, self.values, 1)
        more = ", …" if len(self.values) > _MOST_TOLD else ""
        hint = f"; did you mean {near[0]}?" if near else ""
        return f"{', '.join(self.values[:_MOST_TOLD])}{more}{hint}"


@dataclass(frozen=True, slots=True)
class Some(Form):
    """Those of these texts that are switched on, in the order of the table."""

    values: Sequence[str]

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"enum": list(self.values)}, "uniqueItems": True}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> list[str] | None:
        found = ListOf(OneOf(self.values)).read(node, path, reading)
        return None if found is None else [value for value in self.values if value in found]


@dataclass(frozen=True, slots=True)
class ListOf(Form):
    """Values of one form, at most so many and at least so many."""

    of: Form
    most: int = 10_000
    least: int = 0

    def schema(self) -> dict[str, Any]:
        bounds = {name: bound for name, bound in (("minItems", self.least), ("maxItems", self.most)) if bound}
        return {"type": "array", "items": self.of.schema(), **bounds}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> list[Any] | None:
        if not isinstance(node, yaml.SequenceNode):
            reading.note(node, f"{field_of(path)}: must be a list")
            return None
        if not self.least <= len(node.value) <= self.most:
            reading.note(
                node, f"{field_of(path)}: must have {self.least} to {self.most} entries, and has {len(node.value)}"
            )
            return None
        values = []
        for index, each in enumerate(node.value):
            reading.at((*path, index), each)
            values.append(self.of.read(each, (*path, index), reading))
        return values

    def plain(self, value: Any) -> Any:
        return [self.of.plain(each) for each in value]


@dataclass(frozen=True, slots=True)
class Channels(Form):
    """`*`, or names of Channels, at least one."""

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [{"const": ALL}, ListOf(NAME, least=1).schema()]}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> str | list[str] | None:
        if isinstance(node, yaml.ScalarNode):
            if node.value != ALL:
                reading.note(node, f'{field_of(path)}: must be "{ALL}" or a list of names')
                return None
            return ALL
        return ListOf(NAME, least=1).read(node, path, reading)

    def plain(self, value: Any) -> Any:
        return value if value == ALL else [escaped(name) for name in value]


@dataclass(frozen=True, slots=True)
class Words(Form):
    """A text for each of some keys."""

    def schema(self) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": {"type": "string"}}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> dict[str, str]:
        found = {key: reading.text(value, key) for key, _, value in reading.pairs(node)}
        return {key: text for key, text in found.items() if text is not None}

    def plain(self, value: Any) -> Any:
        return {key: escaped(text) for key, text in value.items()}


@dataclass(frozen=True, slots=True)
class Raw(Form):
    """An object or a list of the product's, kept as it is."""

    def schema(self) -> dict[str, Any]:
        return {"type": ["object", "array"]}

    def read(self, node: yaml.Node, path: Path, reading: Reading) -> Any:
        if isinstance(node, yaml.ScalarNode):
            reading.note(node, f"{field_of(path)}: must be a mapping or a list")
            return None
        return reading.raw(node)

    def plain(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.plain(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.plain(each) for each in value]
        return escaped(value) if isinstance(value, str) else value
