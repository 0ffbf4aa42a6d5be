"""Ids in paths that are numbers in the model."""

from __future__ import annotations

from fauxmon_api.transport.received import as_integer
from fauxmon_model.errors import NotFoundError


def numbered(kind: str, text: str) -> int:
    """The number that `text` writes. Errors: NotFoundError, since no `kind` has any other id."""
    number = as_integer(text)
    if number is None:
        raise NotFoundError(kind, text)
    return number


def numbers(kind: str, text: str) -> list[int]:
    """The numbers that `text` writes, with commas between them. Errors: NotFoundError."""
    return [numbered(kind, one) for one in text.split(",")]
