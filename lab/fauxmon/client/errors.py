"""What the client raises. The text of each is one line for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


class ClientError(Exception):
    """Base of all below."""


class UnreachableError(ClientError):
    """Nothing answers, or not in time."""


class CertificateError(UnreachableError):
    """What answers has a certificate that this machine does not trust."""


class LoginError(ClientError):
    """User and password, or the token, are refused."""


class LateError(ClientError):
    """A result was not there by the deadline."""


class StatusError(ClientError):
    """Any other answer than was hoped for; `status` is HTTP's."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing wrong with one field, a dotted path with array indices."""

    field: str
    message: str


class ValidationError(StatusError):
    """405, *validation failed*: what is wrong in which field, and the object as the collector has read it (2.1.6)."""

    def __init__(self, problems: Sequence[FieldProblem], checked: Any) -> None:
        super().__init__(405, "; ".join(f"{one.field}: {one.message}" for one in problems))
        self.problems = tuple(problems)
        self.checked = checked
