"""From AST to a condition over the flow table, values as bound parameters only."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fauxmon_model.filter import ast
from fauxmon_model.filter.networks import Network
from fauxmon_model.filter.vocabulary import NUMBER_FIELDS, TCP
from fauxmon_model.flow_columns import FLOWS

_HALF = 64
_LOW = (1 << _HALF) - 1
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
    """What a filter needs to know besides the flow: the ids of the Sources with an exporter address (`router ip`)."""

    sources_by_address: Callable[[str], Sequence[int]]


def predicate(expression: ast.Expression, context: FilterContext) -> sa.ColumnElement[bool]:
    """The condition that a flow meets. Where a side is left open, either side may meet it.

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
            return _any(FLOWS.c.source_id == each for each in context.sources_by_address(str(address)))
        case _:
            return _primitive(expression)


def _primitive(expression: ast.Expression) -> sa.ColumnElement[bool]:
    match expression:
        case ast.IpVersion(version):
            return FLOWS.c.ip_version == version
        case ast.Protocol(number):
            return FLOWS.c.protocol == number
        case ast.Address(side, networks):
            return _any(_in_network(end, each) for end in _chosen(side, ("src", "dst")) for each in networks)
        case ast.Number(field, side, comparator, values):
            columns = _chosen(side, NUMBER_FIELDS[field].columns)
            return _any(_COMPARE[comparator](FLOWS.c[column], each) for column in columns for each in values)
        case _:
            return sa.true()


def _flags(bits: int, *, exact: bool, any_of_them: bool) -> sa.ColumnElement[bool]:
    seen = FLOWS.c.tcp_flags
    if any_of_them and not exact:
        return sa.and_(FLOWS.c.protocol == TCP, seen.bitwise_and(bits) != 0)
    return sa.and_(FLOWS.c.protocol == TCP, (seen if exact else seen.bitwise_and(bits)) == bits)


def _chosen(side: ast.Side, columns: tuple[str, ...]) -> tuple[str, ...]:
    return {ast.Side.EITHER: columns, ast.Side.SOURCE: columns[:1], ast.Side.DESTINATION: columns[1:]}[side]


def _any(conditions: Iterable[sa.ColumnElement[bool]]) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *conditions)


def _in_network(end: str, network: Network) -> sa.ColumnElement[bool]:
    high, low = FLOWS.c[f"{end}_hi"], FLOWS.c[f"{end}_lo"]
    first, last = network.first, network.last
    if network.prefix > _HALF:
        return sa.and_(high == first >> _HALF, _between(low, first & _LOW, last & _LOW))
    condition = _between(high, first >> _HALF, last >> _HALF)
    return sa.and_(FLOWS.c.ip_version == 6, condition) if network.holds_ipv4 else condition


def _between(column: sa.ColumnElement[int], first: int, last: int) -> sa.ColumnElement[bool]:
    return column == first if first == last else sa.and_(column >= first, column <= last)
