"""How much a filter may be. Whoever sends one makes others wait while it is read, so it is refused before that."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fauxmon_model.filter.error import FilterError

LONGEST = 1 << 18
"""Characters of the whole text."""
MOST_PIECES = 20_000
"""Words, values and signs."""
LONGEST_WORD = 1_000
"""Characters of a word or a quoted text."""
DEEPEST = 50
"""Parentheses within one another, and `not`s in a row: they become calls within calls, here and in the database."""

_PIECES = re.compile(
    r"""\s*+(\#[^\n]*+|"(?:\\.|[^"\\])*+"?|'(?:\\.|[^'\\])*+'?|[^\s"'()\[\],!\#]++|\S|\Z)""", re.DOTALL
)
"""Comments, texts with or without their second quote, words, signs, the end. No character is looked at twice."""


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """Where each piece of a text begins, and the piece: comments and quoted texts are one, white space is none."""
    return ((match.start(1), match[1]) for match in _PIECES.finditer(text) if match[1])


def check(text: str) -> None:
    """Errors: FilterError."""
    if len(text) > LONGEST:
        raise FilterError.at(text, LONGEST, f"the filter is longer than {LONGEST} characters")
    count = depth = nots = 0
    for start, piece in pieces(text):
        if piece[0] == "#":
            continue
        count += 1
        nots = nots + 1 if piece == "!" or piece.lower() == "not" else 0
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth -= 1
        if depth > DEEPEST or nots > DEEPEST or count > MOST_PIECES or len(piece) > LONGEST_WORD:
            raise FilterError.at(text, start, _problem(depth, nots, count))


def _problem(depth: int, nots: int, count: int) -> str:
    if depth > DEEPEST:
        return f"more than {DEEPEST} parentheses within one another"
    if nots > DEEPEST:
        return f"more than {DEEPEST} nots in a row"
    if count > MOST_PIECES:
        return f"more than {MOST_PIECES} words and signs"
    return f"a word of more than {LONGEST_WORD} characters"
