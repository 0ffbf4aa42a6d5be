"""What is raised for a text that is no filter."""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_model.errors import ModelError


class FilterError(ModelError):
    """Text that is no filter: where (from 1), what was expected there, what may have been meant, and all of it in one
    line as `message`."""

    def __init__(
        self, line: int, column: int, message: str, expected: Sequence[str] = (), meant: Sequence[str] = ()
    ) -> None:
        self.line = line
        self.column = column
        self.expected = tuple(expected)
        self.meant = tuple(meant)
        self.message = f"{message}; did you mean {' or '.join(meant)}?" if meant else message
        super().__init__(f"line {line}, column {column}: {self.message}")

    @classmethod
    def at(
        cls, text: str, position: int, message: str, expected: Sequence[str] = (), meant: Sequence[str] = ()
    ) -> FilterError:
        """At a character of the text, counted from 0."""
        line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
        return cls(line, column, message, expected, meant)
