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
