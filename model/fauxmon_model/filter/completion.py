"""Help while somebody writes a filter: what can stand at the cursor, and what stands there already."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lark import Token, UnexpectedInput
from lark.parsers.lalr_interactive_parser import InteractiveParser

from fauxmon_model.filter import bounds
from fauxmon_model.filter.error import FilterError
from fauxmon_model.filter.fields import FIELDS
from fauxmon_model.filter.help import KEYWORDS, Help, help_of
from fauxmon_model.filter.reader import parser
from fauxmon_model.filter.terminals import FIELDS_OF, words
from fauxmon_model.filter.vocabulary import (
    COMPARATOR_NAMES,
    COMPARATORS,
    FLAG_NAMES,
    TEXT_COMPARATOR_NAMES,
    TEXT_COMPARATORS,
    field_of,
    net,
    spellings,
)

_WRITTEN = re.compile(r"[\w-]+$|[=!<>]+$")
_MOST_WORDS = 3


class Completion(NamedTuple):
    """Text that may stand in [start, cursor) instead of what is there, and what it means."""

    text: str
    start: int
    help: str


class Explanation(NamedTuple):
    """The help of the words in [start, end)."""

    start: int
    end: int
    help: Help


def complete(text: str, position: int) -> list[Completion]:
    """What can stand at the cursor, which is before the character `position`, in alphabetical order; nothing where
    the text before it is wrong, or within quotes and comments. Addresses, numbers and texts are not told."""
    head = text[:position]
    if not _is_read(head) or _is_inside(head):
        return []
    found: dict[str, Completion] = {}
    for start in _beginnings(head):
        state = _read(head[:start])
        if state is None:
            continue
        typed = " ".join(head[start:].lower().split()) + (" " if start < len(head) and head[-1].isspace() else "")
        for word, meaning in _possible(state):
            if word.lower().startswith(typed):
                found.setdefault(word, Completion(word, start, meaning))
    return sorted(found.values())


def explain(text: str, position: int) -> Explanation | None:
    """The help of the field or the keyword under the cursor, also of the one whose value is there; None where there
    is neither, and behind what is wrong."""
    if not _is_read(text):
        return None
    told: Explanation | None = None
    for token in _tokens(text):
        start, end = token.start_pos or 0, token.end_pos or 0
        if start > position:
            break
        here = position <= end
        if (meaning := _help(token)) is not None and (here or token.type != "IN"):
            told = Explanation(start, end, meaning)
        if here:
            return told
    return None


def _help(token: Token) -> Help | None:
    if token.type in FIELDS_OF:
        field = field_of(token)
        return help_of(net(field) if token.type == "NET_FIELD" else field)
    return KEYWORDS.get("_NOT" if token.type == "_BANG" else token.type)


def _is_read(text: str) -> bool:
    try:
        bounds.check(text)
    except FilterError:
        return False
    return True


def _is_inside(head: str) -> bool:
    """A comment or a quoted text is not at its end yet."""
    last = ""
    for _, piece in bounds.pieces(head):
        last = piece
    return last.startswith("#") or (last[:1] in {"'", '"'} and (len(last) == 1 or last[-1] != last[0]))


def _beginnings(head: str) -> Iterator[int]:
    """Where that may begin what is being written: at the cursor if no word ends there, and up to three words before."""
    start = len(head)
    if not head or not re.match(r"[\w-]", head[-1]):
        yield start
    for _ in range(_MOST_WORDS):
        start = len(head[:start].rstrip())
        match = _WRITTEN.search(head, 0, start)
        if match is None:
            return
        start = match.start()
        yield start


def _read(head: str) -> InteractiveParser | None:
    """The parser behind this text; None if it is wrong."""
    state = parser().parse_interactive(head)
    try:
        state.exhaust_lexer()
    except (UnexpectedInput, FilterError):
        return None
    return state


def _tokens(text: str) -> Iterator[Token]:
    """Up to the first that is wrong, with that one if it is a word of the language."""
    try:
        yield from parser().parse_interactive(text).iter_parse()
    except (UnexpectedInput, FilterError):
        return


def _possible(state: InteractiveParser) -> Iterator[tuple[str, str]]:
    """Words that can come next, with their meaning."""
    for terminal in sorted(state.accepts()):  # type: ignore[no-untyped-call]
        if terminal in FIELDS_OF:
            for name in FIELDS_OF[terminal]:
                yield from ((spelling, str(help_of(name))) for spelling in spellings(name))
        elif terminal in KEYWORDS:
            yield from ((spelling, str(KEYWORDS[terminal])) for spelling in KEYWORDS[terminal].spellings)
        elif terminal == "WORD":
            yield from ((name, f"{value}") for name, value in _names(state).items())
        elif terminal == "LETTERS":
            yield from FLAG_NAMES.items()
        elif terminal in {"COMPARATOR", "TEXT_COMPARATOR"}:
            yield from _comparators(terminal)
        elif terminal != "_IP":  # which is told with the word before it
            yield from ((word, "") for word in words(terminal))


def _names(state: InteractiveParser) -> dict[str, int]:
    """Those of the field that is being compared."""
    stack = reversed(state.parser_state.value_stack)
    field = next(each for each in stack if isinstance(each, Token) and each.type == "NAMED_FIELD")
    return dict(FIELDS[field_of(field)].names)


def _comparators(terminal: str) -> Iterator[tuple[str, str]]:
    if terminal == "COMPARATOR":
        yield from ((written, COMPARATOR_NAMES[meant]) for written, meant in COMPARATORS.items())
    else:
        yield from ((written, TEXT_COMPARATOR_NAMES[meant]) for written, meant in TEXT_COMPARATORS.items())
