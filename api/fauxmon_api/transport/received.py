"""Received: an object that a client sent, read with the tolerance that clients need (contract 2.1.3, 2.1.5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from fauxmon_model.errors import FieldError, InvalidError

_BOOLEANS = {"0": False, "1": True, "false": False, "true": True}
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_LIMIT = 10**18
"""No number of the contract is larger, and databases hold 64 bits."""

Read = TypeVar("Read")


class Received:
    """A JSON object of a request.

    Every reader gives None for what is absent or null. A value of the wrong kind is noted under its dotted path and
    reads as None, so that one answer lists all that is wrong; `check` raises once everything has been read.
    """

    def __init__(self, value: Any, path: str = "", errors: list[FieldError] | None = None) -> None:
        self.path = path
        self.errors = errors if errors is not None else []
        self.value: dict[str, Any] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self.errors.append(FieldError(path, "Must be an object"))

    def __contains__(self, name: str) -> bool:
        return self.value.get(name) is not None

    def needs(self, *names: str) -> None:
        """Note which of these are not there."""
        for name in names:
            if name not in self:
                self.refuse(name, "Is missing")

    def text(self, name: str) -> str | None:
        """Text; numbers are taken as their digits, since ids travel both ways."""
        return self._read(name, as_text, "Must be text")

    def required(self, name: str) -> str:
        """Text that must be there; "" once its lack is noted."""
        self.needs(name)
        return self.text(name) or ""

    def integer(self, name: str) -> int | None:
        """A whole number, given as one or as its digits."""
        return self._read(name, as_integer, "Must be a whole number")

    def required_integer(self, name: str) -> int:
        """A whole number that must be there; 0 once its lack is noted."""
        self.needs(name)
        return self.integer(name) or 0

    def number(self, name: str) -> float | None:
        """A finite number, given as one or written; whole ones stay whole."""
        return self._read(name, _as_number, "Must be a number")

    def identifier(self, name: str) -> str | None:
        """An id, given alone or as the `id` of an object."""
        value = self.value.get(name)
        if isinstance(value, dict):
            return Received(value, self.at(name), self.errors).required("id")
        return self.text(name)

    def boolean(self, name: str) -> bool | None:
        """Any of 0, 1, true, false, as numbers, booleans or text."""
        return self._read(name, as_boolean, "Must be a boolean")

    def mapping(self, name: str) -> dict[str, Any] | None:
        """An object kept whole."""
        return self._read(name, _as_mapping, "Must be an object")

    def flags(self, name: str) -> dict[str, bool] | None:
        """An object whose values are booleans."""
        below = self.object(name)
        if below is None:
            return None
        return {flag: value for flag in below.value if (value := below.boolean(flag)) is not None}

    def link(self, name: str) -> int | None:
        """The number of something else; an explicit null or "" is 0, nothing."""
        if name in self.value and self.value[name] in (None, ""):
            return 0
        return self.integer(name)

    def localization(self, names: Sequence[str]) -> dict[str, dict[str, str]] | None:
        """Texts by language, of each of these names that is there (contract 2.6.1, 2.8)."""
        localization = self.object("localization")
        if localization is None:
            return None
        return {
            name: {language: texts.text(language) or "" for language in texts.value}
            for name in names
            if (texts := localization.object(name)) is not None
        }

    def texts(self, name: str) -> list[str] | None:
        """A list of texts."""
        return self._read(name, _as_texts, "Must be a list of texts")

    def wildcard_or_texts(self, name: str) -> str | list[str] | None:
        """`"*"`, or a list of texts."""
        if self.value.get(name) == "*":
            return "*"
        return self._read(name, _as_texts, 'Must be "*" or a list of texts')

    def object(self, name: str) -> Received | None:
        """A nested object."""
        return Received(self.value[name], self.at(name), self.errors) if name in self else None

    def required_object(self, name: str) -> Received:
        """A nested object that must be there; an empty one once its lack is noted."""
        self.needs(name)
        return self.object(name) or Received({}, self.at(name), self.errors)

    def objects(self, name: str) -> list[Received] | None:
        """A list of nested objects."""
        members = self._read(name, _as_list, "Must be a list")
        if members is None:
            return None
        return [Received(member, self.at(name, i), self.errors) for i, member in enumerate(members)]

    def read(self, name: str, convert: Callable[[str], Read], message: str) -> Read | None:
        """Text through `convert`; its ValueError is noted as `message`."""
        text = self.text(name)
        if text is None:
            return None
        try:
            return convert(text)
        except ValueError:
            self.refuse(name, message)
            return None

    def refuse(self, name: str, message: str) -> None:
        """Note that a field is wrong."""
        self.errors.append(FieldError(self.at(name), message))

    def check(self) -> None:
        """Errors: InvalidError with everything noted so far, here and in nested objects."""
        if self.errors:
            raise InvalidError(self.errors)

    def at(self, name: str, index: int | None = None) -> str:
        """The dotted path of a field, or of a member of it."""
        below = name if index is None else f"{name}[{index}]"
        return f"{self.path}.{below}" if self.path else below

    def _read(self, name: str, convert: Callable[[Any], Read | None], message: str) -> Read | None:
        value = self.value.get(name)
        if value is None:
            return None
        result = convert(value)
        if result is None:
            self.refuse(name, message)
        return result


def as_text(value: Any) -> str | None:
    """Text or number as text; None for anything else."""
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def as_integer(value: Any) -> int | None:
    """Whole number, its digits, or a boolean as 0 and 1; None for anything else."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int):
        return int(value) if abs(value) < _LIMIT else None
    return int(value) if isinstance(value, str) and _INTEGER.fullmatch(value.strip()) else None


def as_boolean(value: Any) -> bool | None:
    """Any spelling of a boolean; None for anything else."""
    return _BOOLEANS.get(str(value).strip().lower())


def _as_number(value: Any) -> float | None:
    if isinstance(value, bool) or (whole := as_integer(value)) is None:
        try:
            number = float(as_text(value) or "")
        except (ValueError, OverflowError):
            return None
        return number if abs(number) < _LIMIT else None
    return whole


def _as_list(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None


def _as_mapping(value: Any) -> dict[str, Any] | None:
    return value if isinstance(value, dict) else None


def _as_texts(value: Any) -> list[str] | None:
    if not isinstance(value, list):
        return None
    texts = [text for text in map(as_text, value) if text is not None]
    return texts if len(texts) == len(value) else None
