"""What is wrong with a model, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class ModellingError(Exception):
    """Base of all below. The text of each is for people."""


class UnknownModelError(ModellingError):
    """There is no such file and no such ready model."""


class RefusedError(ModellingError):
    """A collector has what a model cannot be brought to, or what cannot be told as one."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong with a file, in a line of it, counted from 1."""

    line: int
    message: str


class InvalidModelError(ModellingError):
    """The file breaks rules; carries every one that it breaks, in the order of its lines."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(f"line {problem.line}: {problem.message}" for problem in self.problems))
