"""Variables of a file: `${name}` in any of its texts stands for a value; `$${` is a `${` that is none."""

from __future__ import annotations

import re
from collections.abc import Mapping

NAME = "[A-Za-z_][A-Za-z0-9_]*"
_PLACES = re.compile(r"\$\$\{|\$\{([^}]*)\}?")


class UnknownVariableError(LookupError):
    """A text names a variable that the file does not have."""


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with the values in place of their names. Errors: UnknownVariableError."""

    def value(place: re.Match[str]) -> str:
        if place[0] == "$${":
            return "${"
        if place[1] not in values:
            known = f"there are: {', '.join(values)}" if values else "the file has no variables"
            raise UnknownVariableError(f"there is no variable {place[0]}; {known}. A text with ${{ writes it $${{")
        return values[place[1]]

    return _PLACES.sub(value, text)


def escaped(text: str) -> str:
    """A text that `filled` gives back."""
    return text.replace("${", "$${")
