"""What is wrong with a text that does not parse, in the words of the filter language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lark import Lark, UnexpectedInput, UnexpectedToken

from fauxmon_model.filter.error import FilterError
from fauxmon_model.filter.names import PROTOCOLS
from fauxmon_model.filter.suggestions import alike
from fauxmon_model.filter.terminals import spoken, words
from fauxmon_model.filter.vocabulary import FIELD_OF, GAP

_GAP = re.compile(GAP)
_FIRST_WORD = re.compile(r"\w[\w-]*|.", re.DOTALL)
_LONGEST_SHOWN = 40
_MOST_READ = 100
_MOST_SPOKEN = 12


class _Fault(NamedTuple):
    """Where a text goes wrong, what could stand there, and what may have been meant."""

    position: int
    expected: Sequence[str]
    meant: Sequence[str]


def diagnosed(parser: Lark, text: str, error: UnexpectedInput) -> FilterError:
    """lark's error, with what it does not tell."""
    at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    position = len(text) if at_end else error.pos_in_stream or 0
    accepted = accepts(parser, text[:position])
    begins = "_ANY" in accepted
    inside = _inside_field(text, position) if begins and not at_end else None
    known = [word for terminal in sorted(accepted) for word in words(terminal)]
    fault = inside or _Fault(position, spoken(accepted), alike(text[position:], known))
    if begins and (word := _first_word(text, position).lower()) in PROTOCOLS:
        fault = fault._replace(meant=(f"proto {word}",))
    if fault.position == len(text):
        what = "the filter ends here"
    else:
        what = f"{_shown(_first_word(text, fault.position))} cannot stand here"
    expected = "a condition" if begins and inside is None else _listed(fault.expected)
    return FilterError.at(text, fault.position, f"{what}; expected {expected}", fault.expected, fault.meant)


def accepts(parser: Lark, text: str) -> set[str]:
    """The terminals that may stand behind a text which is right so far. What lark reports with an error leaves out
    what could have gone on with the term before."""
    before = parser.parse_interactive(text)
    before.exhaust_lexer()
    return before.accepts()  # type: ignore[no-untyped-call, no-any-return]


def _inside_field(text: str, position: int) -> _Fault | None:
    """Where a field of several words goes wrong after the first one."""
    word = _first_word(text, position)
    fields = [field for field in FIELD_OF if field.partition(" ")[0] == word.lower()]
    rests = {field.partition(" ")[2] for field in fields} - {""}
    if not rests:
        return None
    gap = _GAP.match(text, position + len(word))
    after = position + len(word) if gap is None else gap.end()
    return _Fault(after, sorted(rests), alike(f"{word} {text[after : after + _MOST_READ]}", fields))


def _first_word(text: str, position: int) -> str:
    match = _FIRST_WORD.match(text, position)
    return "" if match is None else match[0]


def _shown(word: str) -> str:
    return repr(word if len(word) <= _LONGEST_SHOWN else f"{word[:_LONGEST_SHOWN]}…")


def _listed(expected: Sequence[str]) -> str:
    return ", ".join(expected[:_MOST_SPOKEN]) + (", …" if len(expected) > _MOST_SPOKEN else "")
