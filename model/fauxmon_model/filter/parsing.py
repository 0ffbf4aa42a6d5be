"""Reading filter text."""

from __future__ import annotations

import functools

from fauxmon_model.filter import bounds
from fauxmon_model.filter.ast import Expression

_LONGEST_KEPT = 4096


def parse(text: str) -> Expression:
    """The AST of a filter; the empty text is `any`. What was read lately is not read again, if it is no very long
    text. Errors: FilterError."""
    return _kept(text) if len(text) <= _LONGEST_KEPT else _parse(text)


@functools.lru_cache(maxsize=2048)
def _kept(text: str) -> Expression:
    return _parse(text)


def _parse(text: str) -> Expression:
    bounds.check(text)
    # Building the parser costs some tens of milliseconds, which a start of the server should not pay.
    from fauxmon_model.filter.reader import read

    return read(text)
