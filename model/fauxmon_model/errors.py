"""What the model raises when a request cannot be met. One small family; the REST layer maps it to status codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class ModelError(Exception):
    """Base of all below."""


class NotFoundError(ModelError):
    """No `kind` (Profile, Chapter, …) has this id."""

    def __init__(self, kind: str, id: object) -> None:  # noqa: A002 (the entity's own word)
        super().__init__(f"{kind} {id} does not exist")
        self.kind = kind
        self.id = id


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing wrong with one field. `field` is a dotted path with array indices, as the product words it."""

    field: str
    message: str
    params: tuple[Any, ...] = ()


class InvalidError(ModelError):
    """The entity breaks rules; carries every one that it breaks."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        super().__init__("; ".join(f"{e.field}: {e.message}" for e in errors))
        self.errors = tuple(errors)


class ForbiddenError(ModelError):
    """This user may not do that, whatever else is right about it. One line."""


class DatabaseRefusedError(ModelError):
    """The database cannot be used: it is not ours, or another version of Fauxmon wrote it. One line."""
