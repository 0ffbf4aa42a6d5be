"""Reading filter text."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from fauxmon_model.errors import ModelError
from fauxmon_model.filter.ast import Expression

_DEEPEST = 50


class FilterError(ModelError):
    """Text that is no filter: where (from 1), what was expected there, and all of it in one line as `message`."""

    def __init__(self, line: int, column: int, message: str, expected: Sequence[str] = ()) -> None:
        super().__init__(f"line {line}, column {column}: {message}")
        self.line = line
        self.column = column
        self.expected = tuple(expected)
        self.message = message


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The AST of a filter; the empty text is `any`. Errors: FilterError."""
    _check_depth(text)
    # Building the parser costs some ten milliseconds, which a start of the server should not pay.
    from fauxmon_model.filter.reader import read

    return read(text)


def _check_depth(text: str) -> None:
    """Parentheses within parentheses become calls within calls, here and in the database."""
    depth = 0
    for match in re.finditer(r"#[^\n]*|[()]", text):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth > _DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            raise FilterError(line, column, f"more than {_DEEPEST} parentheses within one another")
