"""A model out of a file: read, and held against its rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.modelling.canonical import canonical
from fauxmon.modelling.documents import MODEL
from fauxmon.modelling.problems import InvalidModelError
from fauxmon.modelling.reading import Reading, composed, taken_variables
from fauxmon.modelling.rules import broken

Model = dict[str, Any]
"""What a file says, by the names of the fields in `documents`."""


def read(text: str, values: Mapping[str, str] | None = None) -> Model:
    """The model that a text is, with these values of its variables. Errors: InvalidModelError."""
    root = composed(text)
    reading = Reading(taken_variables(root, values or {}))
    model = MODEL.read(root, (), reading)
    if model is not None and not reading.problems:
        reading.problems += broken(model, reading.lines)
    if model is None or reading.problems:
        raise InvalidModelError(reading.problems)
    return canonical(model)
