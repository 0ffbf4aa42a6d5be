"""What is raised for a text that is no filter."""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_model.errors import ModelError


class FilterError(ModelError):
    """Text that is no filter: where (from 1), what was expected there, and all of it in one line as `message`."""

    def __init__(self, line: int, column: int, message: str, expected: Sequence[str] = ()) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line = line
        self.column = column
        self.expected = tuple(expected)
        self.message = message
