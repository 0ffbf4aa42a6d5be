"""The parser, built from grammar.lark once, and what turns its matches into the AST. Imported at the first parse."""

from __future__ import annotations

import functools
import re
from importlib import resources
from typing import Never, TypeAlias

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args

from fauxmon_model.filter import ast
from fauxmon_model.filter.error import FilterError
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.vocabulary import ALL_FLAGS, COMPARATORS, FLAGS, NUMBER_FIELDS, PROTOCOLS

_SIDES = {
    "src": ast.Side.SOURCE,
    "in": ast.Side.SOURCE,
    "dst": ast.Side.DESTINATION,
    "out": ast.Side.DESTINATION,
}
_SUFFIXES = {"k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_SPOKEN = {
    "ADDRESS": "an IP address",
    "NUMBER": "a number",
    "WORD": "a protocol name",
    "LETTERS": "flag letters",
    "COMPARATOR": "a comparator",
    "$END": "the end",
    "_BANG": "!",
    "_PAREN": "(",
    "_CLOSE": ")",
    "_OPEN": "[",
    "_SHUT": "]",
    "_COMMA": "a comma",
    "EXACT": "=",
    "SIDE": "src, dst",
    "SIDED": "port, as",
    "PLAIN": "packets, bytes, flows, tos",
    "_IPV4": "ipv4",
    "_IPV6": "ipv6",
}
"""Terminals whose name is not the word itself."""
_FIRST_WORD = re.compile(r"\w+|.")


def read(text: str) -> ast.Expression:
    """The AST of filter text. Errors: FilterError."""
    try:
        return _parser().parse(text)  # type: ignore[return-value]  # the transformer makes it an Expression
    except UnexpectedInput as error:
        raise _spoken(text, error) from None


@functools.cache
def _parser() -> Lark:
    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", transformer=_Reader())


_Condition: TypeAlias = tuple[str, tuple[Token, ...]]
"""A comparator and the numbers of which one has to compare so."""


@v_args(inline=True)
class _Reader(Transformer[Token, ast.Expression]):
    """One method a rule of the grammar, called from the leaves up."""

    def start(self, expression: ast.Expression | None = None) -> ast.Expression:
        return ast.Anything() if expression is None else expression

    def disjunction(self, *operands: ast.Expression) -> ast.Expression:
        return ast.disjunction(*operands)

    def conjunction(self, *operands: ast.Expression) -> ast.Expression:
        return ast.conjunction(*operands)

    def negated(self, operand: ast.Expression) -> ast.Expression:
        return ast.negation(operand)

    def anything(self) -> ast.Expression:
        return ast.Anything()

    def ipv4(self) -> ast.Expression:
        return ast.IpVersion(4)

    def ipv6(self) -> ast.Expression:
        return ast.IpVersion(6)

    def protocol(self, token: Token) -> ast.Expression:
        if token.type == "NUMBER":
            return ast.Protocol(_number(token, 255))
        if (number := PROTOCOLS.get(token.lower())) is None:
            _refuse(token, f"{token} is no protocol known here; give its number")
        return ast.Protocol(number)

    def addresses(self, side: Token | None, *tokens: Token) -> ast.Expression:
        if tokens[0].type == "IN":
            return ast.Address(_side(side), tuple(_network(token, str(token)) for token in tokens[1:]))
        return ast.Address(_side(side), (_address(tokens[0]),))

    def network(self, side: Token | None, address: Token, mask: Token | None) -> ast.Expression:
        if mask is None and "/" not in address:
            _refuse(address, f"{address} is no network: a prefix (/24) or a mask is missing")
        text = str(address) if mask is None else f"{address}/{mask}"
        return ast.Address(_side(side), (_network(address, text),))

    def number(self, side: Token | None, field: Token, condition: _Condition) -> ast.Expression:
        comparator, tokens = condition
        keyword = field.lower()
        values = tuple(_number(token, NUMBER_FIELDS[keyword].largest) for token in tokens)
        return ast.Number(keyword, _side(side), comparator, values)

    def sideless(self, field: Token, condition: _Condition) -> ast.Expression:
        return self.number(None, field, condition)

    def compared(self, comparator: Token | None, number: Token) -> _Condition:
        return "=" if comparator is None else COMPARATORS[comparator.lower()], (number,)

    def listed(self, _in: Token, *numbers: Token) -> _Condition:
        return "=", numbers

    def flags(self, exact: Token | None, letters: Token) -> ast.Expression:
        bits = 0
        for letter in letters.upper():
            bits |= sum(FLAGS[each] for each in "FSRPAU") if letter == ALL_FLAGS else FLAGS[letter]
        return ast.Flags(bits, exact is not None)

    def router(self, token: Token) -> ast.Expression:
        return ast.Router(_address(token))


def _side(token: Token | None) -> ast.Side:
    return ast.Side.EITHER if token is None else _SIDES[token.lower()]


def _address(token: Token) -> Network:
    network = _network(token, str(token))
    if "/" in token:
        _refuse(token, f"{token} is a network: say net instead of ip")
    return network


def _network(token: Token, text: str) -> Network:
    try:
        return Network.of(text)
    except ValueError:
        _refuse(token, f"{text} is no IP address or network")


def _number(token: Token, largest: int) -> int:
    digits = token.lower()
    digits, factor = (digits[:-1], _SUFFIXES[digits[-1]]) if digits[-1] in _SUFFIXES else (digits, 1)
    # Longer digits than those of a 64-bit number are not even converted: Python refuses very long ones.
    if len(digits) > 20 or (value := int(digits, 16 if digits.startswith("0x") else 10) * factor) > largest:
        _refuse(token, f"{token} is too large, {largest} is the most")
    return value


def _refuse(token: Token, message: str) -> Never:
    raise FilterError(token.line or 1, token.column or 1, message)


def _spoken(text: str, error: UnexpectedInput) -> FilterError:
    """lark's error in the words of the filter language."""
    at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    position = len(text) if at_end else error.pos_in_stream or 0
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    what = "the filter ends here" if at_end else f"{_FIRST_WORD.findall(text[position:])[0]!r} cannot stand here"
    # What lark reports as expected leaves out what could have gone on with the term before.
    before = _parser().parse_interactive(text[:position])
    before.exhaust_lexer()
    accepted = before.accepts()  # type: ignore[no-untyped-call]
    expected = sorted({_SPOKEN.get(name, name.lstrip("_").lower()) for name in accepted})
    begins = "_ANY" in accepted
    return FilterError(line, column, f"{what}; expected {'a condition' if begins else ', '.join(expected)}", expected)
