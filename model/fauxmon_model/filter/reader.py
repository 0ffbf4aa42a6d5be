"""The parser, built from grammar.lark once, and what turns its matches into the AST. Imported at the first parse."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from importlib import resources
from typing import Never, TypeAlias

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args

from fauxmon_model.filter import ast
from fauxmon_model.filter.error import FilterError
from fauxmon_model.filter.fields import FIELDS, FieldKind
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.vocabulary import (
    ALL_FLAGS,
    COMPARATORS,
    CONTAINS,
    FIELD_OF,
    FLAGS,
    NETS,
    PROTOCOLS,
    TEXT_COMPARATORS,
    field_of,
    pattern,
)

_SUFFIXES = {"k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_LONGEST_NUMBER = 24
_SPOKEN = {
    "ADDRESS": "an IP address",
    "NUMBER": "a number",
    "WORD": "a name",
    "QUOTED": "quoted text",
    "BARE": "text",
    "MAC": "a MAC address",
    "LETTERS": "flag letters",
    "COMPARATOR": "a comparator",
    "TEXT_COMPARATOR": "=, >, <",
    "$END": "the end",
    "_BANG": "!",
    "_PAREN": "(",
    "_CLOSE": ")",
    "_OPEN": "[",
    "_SHUT": "]",
    "_COMMA": "a comma",
    "EXACT": "=",
    "_IPV4": "ipv4",
    "_IPV6": "ipv6",
}
"""Terminals whose name is not the word itself."""
_FIRST_WORD = re.compile(r"\w[\w-]*|.")
_MOST_SPOKEN = 12


def read(text: str) -> ast.Expression:
    """The AST of filter text. Errors: FilterError."""
    try:
        return _parser().parse(text)  # type: ignore[return-value]  # the transformer makes it an Expression
    except UnexpectedInput as error:
        raise _spoken(text, error) from None


@functools.cache
def _parser() -> Lark:
    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    of_kind = {kind: [name for name, field in FIELDS.items() if field.kind is kind] for kind in FieldKind}
    terminals = {
        "ip": of_kind[FieldKind.ADDRESS],
        "net": list(NETS),
        "number": [name for name in of_kind[FieldKind.NUMBER] if not FIELDS[name].names],
        "named": [name for name in of_kind[FieldKind.NUMBER] if FIELDS[name].names],
        "mac": of_kind[FieldKind.MAC],
        "text": of_kind[FieldKind.TEXT],
    }
    for place, fields in terminals.items():
        grammar = grammar.replace(f"<{place}>", pattern(fields))
    return Lark(grammar, parser="lalr", transformer=_Reader())


_Condition: TypeAlias = tuple[str, tuple[Token, ...]]
"""A comparator and the values of which one has to compare so."""


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

    def addresses(self, field: Token, *tokens: Token) -> ast.Expression:
        name = field_of(field)
        if tokens[0].type == "IN":
            return ast.Address(name, tuple(_network(token, str(token)) for token in tokens[1:]))
        return ast.Address(name, (_address(tokens[0]),))

    def network(self, field: Token, address: Token, mask: Token | None) -> ast.Expression:
        if mask is None and "/" not in address:
            _refuse(address, f"{address} is no network: a prefix (/24) or a mask is missing")
        text = str(address) if mask is None else f"{address}/{mask}"
        return ast.Address(field_of(field), (_network(address, text),))

    def number(self, field: Token, condition: _Condition) -> ast.Expression:
        comparator, tokens = condition
        name = field_of(field)
        return ast.Number(name, comparator, tuple(_value(name, token) for token in tokens))

    def compared(self, comparator: Token | None, value: Token) -> _Condition:
        return "=" if comparator is None else COMPARATORS[comparator.lower()], (value,)

    def listed(self, _in: Token, *values: Token) -> _Condition:
        return "=", values

    def mac(self, field: Token, *tokens: Token) -> ast.Expression:
        addresses = tokens[1:] if tokens[0].type == "IN" else tokens
        return ast.Mac(field_of(field), tuple(map(_mac, addresses)))

    def string(self, field: Token, comparator: Token | None, text: Token) -> ast.Expression:
        wanted = _unquoted(text) if text.type == "QUOTED" else str(text)
        return ast.Text(field_of(field), CONTAINS if comparator is None else TEXT_COMPARATORS[comparator], wanted)

    def flags(self, exact: Token | None, letters: Token) -> ast.Expression:
        bits = 0
        for letter in letters.upper():
            bits |= sum(FLAGS[each] for each in "FSRPAU") if letter == ALL_FLAGS else FLAGS[letter]
        return ast.Flags(bits, exact is not None)

    def router(self, token: Token) -> ast.Expression:
        return ast.Router(_address(token))


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


def _mac(token: Token) -> int:
    return int.from_bytes(int(octet, 16) for octet in re.split("[:-]", token))


def _unquoted(token: Token) -> str:
    return re.sub(r"\\([\"'\\])", r"\1", token[1:-1])


def _value(name: str, token: Token) -> int:
    """A number in the unit of the field's column, or what its name stands for."""
    field = FIELDS[name]
    if token.type == "NUMBER":
        return _number(token, field.largest, field.scale)
    word = (_unquoted(token) if token.type == "QUOTED" else str(token)).lower()
    if (value := field.names.get(word)) is None:
        _refuse(token, f"{token} is none of {', '.join(field.names)}; give a number")
    return value


def _number(token: Token, largest: int, scale: int = 1) -> int:
    digits = token.lower()
    if digits.startswith("0x"):
        digits, factor, base = digits[2:], scale, 16
    else:
        digits, suffix = (digits[:-1], _SUFFIXES[digits[-1]]) if digits[-1] in _SUFFIXES else (digits, 1)
        factor, base = suffix * scale, 10
    # Longer digits than those of a 64-bit number are not even converted: Python refuses very long ones.
    value = Decimal(int(digits, base) if base == 16 else digits) * factor if len(digits) <= _LONGEST_NUMBER else None
    if value is None or value > largest:
        _refuse(token, f"{token} is too large, {Decimal(largest) / scale:f} is the most")
    if value % 1:
        _refuse(token, f"{token} is no whole number" if scale == 1 else f"{token} has too many decimal places")
    return int(value)


def _refuse(token: Token, message: str) -> Never:
    raise FilterError(token.line or 1, token.column or 1, message)


def _spoken(text: str, error: UnexpectedInput) -> FilterError:
    """lark's error in the words of the filter language."""
    at_end = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    position = len(text) if at_end else error.pos_in_stream or 0
    # What lark reports as expected leaves out what could have gone on with the term before.
    before = _parser().parse_interactive(text[:position])
    before.exhaust_lexer()
    accepted = before.accepts()  # type: ignore[no-untyped-call]
    expected = sorted({_SPOKEN.get(name, name.lstrip("_").lower()) for name in accepted})
    begins = "_ANY" in accepted
    if begins and not at_end and (more := _fields_after(text, position)) is not None:
        position, expected, begins = *more, False
        at_end = position == len(text)
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    what = "the filter ends here" if at_end else f"{_FIRST_WORD.findall(text[position:])[0]!r} cannot stand here"
    return FilterError(line, column, f"{what}; expected {'a condition' if begins else _listed(expected)}", expected)


def _fields_after(text: str, position: int) -> tuple[int, list[str]] | None:
    """Where a field of several words goes wrong after the first one, and what could stand there."""
    word = _FIRST_WORD.findall(text[position:])[0]
    rests = {field.partition(" ")[2] for field in FIELD_OF if field.partition(" ")[0] == word.lower()} - {""}
    if not rests:
        return None
    after = position + len(word)
    return after + len(text[after:]) - len(text[after:].lstrip()), sorted(rests)


def _listed(expected: list[str]) -> str:
    return ", ".join(expected[:_MOST_SPOKEN]) + (", …" if len(expected) > _MOST_SPOKEN else "")
