"""Reading filter text."""

from __future__ import annotations

import functools
import re

from fauxmon_model.filter.ast import Expression
from fauxmon_model.filter.error import FilterError

_DEEPEST = 50
_NESTING = r"""#[^\n]*|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[()]"""
"""Parentheses, and what hides them: comments and quoted text."""


@functools.lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """The AST of a filter; the empty text is `any`. Errors: FilterError."""
    _check_depth(text)
    # Building the parser costs some tens of milliseconds, which a start of the server should not pay.
    from fauxmon_model.filter.reader import read

    return read(text)


def _check_depth(text: str) -> None:
    """Parentheses within parentheses become calls within calls, here and in the database."""
    depth = 0
    for match in re.finditer(_NESTING, text):
        depth += {"(": 1, ")": -1}.get(match[0], 0)
        if depth > _DEEPEST:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            raise FilterError(line, column, f"more than {_DEEPEST} parentheses within one another")
