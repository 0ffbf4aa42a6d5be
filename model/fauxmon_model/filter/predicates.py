"""From AST to a condition over the flow table, values as bound parameters only."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fauxmon_model.filter import ast
from fauxmon_model.filter.addresses import in_networks
from fauxmon_model.filter.fields import FIELDS, column
from fauxmon_model.filter.names import TCP
from fauxmon_model.filter.sql import BitAnd, Contains, EndsWith, StartsWith, among
from fauxmon_model.flow_columns import FLOWS

_COMPARE: dict[str, Callable[[Any, Any], sa.ColumnElement[bool]]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    "<": operator.lt,
    ">=": operator.ge,
    "<=": operator.le,
}


@dataclass(frozen=True, slots=True)
class FilterContext:
    """What a filter needs to know besides the flow: the ids of the Sources with an exporter address (`router ip`), and
    of those whose Channel in *All Sources* has an id or a name (`ident`)."""

    sources_by_address: Callable[[str], Sequence[int]]
    sources_by_ident: Callable[[str], Sequence[int]] = lambda _: ()


def predicate(expression: ast.Expression, context: FilterContext) -> sa.ColumnElement[bool]:
    """The condition that a flow meets: true or false, also for values that it does not have. Where a side is left
    open, either side may meet it.

    As in nfdump, `flags SA` says that both are set, and `not flags SA` that neither is: only so do
    `flags S and not flags AFRPU` find the flows with nothing but SYN.
    """
    return _predicate(expression, context, negated=False)


def _predicate(expression: ast.Expression, context: FilterContext, *, negated: bool) -> sa.ColumnElement[bool]:
    """`negated` says that the expression stands under an odd number of nots."""
    match expression:
        case ast.Or(operands):
            return sa.or_(*(_predicate(operand, context, negated=negated) for operand in operands))
        case ast.And(operands):
            return sa.and_(*(_predicate(operand, context, negated=negated) for operand in operands))
        case ast.Not(operand):
            return sa.not_(_predicate(operand, context, negated=not negated))
        case ast.Flags(bits, exact):
            return _flags(bits, exact=exact, any_of_them=negated)
        case ast.Router(address):
            return among(FLOWS.c.source_id, context.sources_by_address(str(address)))
        case ast.Ident(channel):
            return among(FLOWS.c.source_id, context.sources_by_ident(channel))
        case _:
            return _primitive(expression)


def _primitive(expression: ast.Expression) -> sa.ColumnElement[bool]:
    match expression:
        case ast.IpVersion(version):
            return FLOWS.c.ip_version == version
        case ast.Address(field, networks):
            return _any(column(f"{name}_hi").meets(in_networks(name, networks)) for name in FIELDS[field].columns)
        case ast.Number(field, "=", values):
            return _meet(field, lambda value: among(value, values))
        case ast.Number(field, comparator, values):
            return _meet(field, lambda value: _any(_COMPARE[comparator](value, each) for each in values))
        case ast.Mac(field, addresses):
            return _meet(field, lambda value: among(value, addresses))
        case ast.Text(field, comparator, wanted):
            return _meet(field, lambda value: _text(value, comparator, wanted))
        case _:
            return sa.true()


def _meet(field: str, condition: Callable[[sa.ColumnElement[Any]], sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    """Any of the field's values meets the condition."""
    return _any(each.meets(condition(each.value)) for each in FIELDS[field].operands())


def _text(value: sa.ColumnElement[Any], comparator: str, wanted: str) -> sa.ColumnElement[bool]:
    match comparator:
        case "=":
            return value == wanted
        case ">":
            return StartsWith(value, wanted)
        case "<":
            return EndsWith(value, wanted)
        case _:
            return Contains(value, wanted)


def _flags(bits: int, *, exact: bool, any_of_them: bool) -> sa.ColumnElement[bool]:
    seen = FLOWS.c.tcp_flags
    if any_of_them and not exact:
        return sa.and_(FLOWS.c.protocol == TCP, BitAnd(seen, bits) != 0)
    return sa.and_(FLOWS.c.protocol == TCP, (seen if exact else BitAnd(seen, bits)) == bits)


def _any(conditions: Iterable[sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    asked = list(conditions)
    return asked[0] if len(asked) == 1 else sa.or_(sa.false(), *asked)
