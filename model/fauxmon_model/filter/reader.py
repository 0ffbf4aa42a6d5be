"""The parser, built from grammar.lark once, and what turns its matches into the AST. Imported at the first parse."""

from __future__ import annotations

import functools
from importlib import resources
from typing import TypeAlias

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from fauxmon_model.filter import ast, values
from fauxmon_model.filter.diagnosis import diagnosed
from fauxmon_model.filter.terminals import FIELDS_OF
from fauxmon_model.filter.vocabulary import COMPARATORS, CONTAINS, TEXT_COMPARATORS, field_of, pattern


def read(text: str) -> ast.Expression:
    """The AST of filter text. Errors: FilterError."""
    try:
        return parser().parse(text)  # type: ignore[return-value]  # the transformer makes it an Expression
    except UnexpectedInput as error:
        raise diagnosed(parser(), text, error) from None


@functools.cache
def parser() -> Lark:
    """Its callbacks raise FilterError."""
    grammar = resources.files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    for terminal, fields in FIELDS_OF.items():
        grammar = grammar.replace(f"<{terminal.removesuffix('_FIELD').lower()}>", pattern(fields))
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

    def addresses(self, field: Token, *tokens: Token) -> ast.Expression:
        name = field_of(field)
        if tokens[0].type == "IN":
            return ast.Address(name, tuple(values.network(token, str(token)) for token in tokens[1:]))
        return ast.Address(name, (values.address(tokens[0]),))

    def network(self, field: Token, address: Token, mask: Token | None) -> ast.Expression:
        return ast.Address(field_of(field), (values.masked(address, mask),))

    def number(self, field: Token, condition: _Condition) -> ast.Expression:
        comparator, tokens = condition
        name, numbers = values.of_field(field_of(field), comparator, tokens)
        return ast.Number(name, comparator, numbers)

    def compared(self, comparator: Token | None, value: Token) -> _Condition:
        return _comparator(comparator), (value,)

    def listed(self, _in: Token, *tokens: Token) -> _Condition:
        return "=", tokens

    def time(self, field: Token, comparator: Token | None, value: Token) -> ast.Expression:
        return ast.Number(field_of(field), _comparator(comparator), (values.time(value),))

    def mac(self, field: Token, *tokens: Token) -> ast.Expression:
        addresses = tokens[1:] if tokens[0].type == "IN" else tokens
        return ast.Mac(field_of(field), tuple(map(values.mac, addresses)))

    def string(self, field: Token, comparator: Token | None, text: Token) -> ast.Expression:
        compares = CONTAINS if comparator is None else TEXT_COMPARATORS[comparator]
        return ast.Text(field_of(field), compares, values.string(text))

    def flags(self, exact: Token | None, wanted: Token) -> ast.Expression:
        return ast.Flags(values.flags(wanted), exact is not None or wanted.type == "NUMBER")

    def router(self, address: Token) -> ast.Expression:
        return ast.Router(values.address(address))

    def ident(self, _exact: Token | None, channel: Token) -> ast.Expression:
        return ast.Ident(values.string(channel))


def _comparator(token: Token | None) -> str:
    return "=" if token is None else COMPARATORS[token.lower()]
