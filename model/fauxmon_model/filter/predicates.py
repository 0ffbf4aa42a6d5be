"""From AST to a condition over the flow table, values as bound parameters only."""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fauxmon_model.filter import ast
from fauxmon_model.filter.fields import FIELDS, column
from fauxmon_model.filter.names import TCP
from fauxmon_model.filter.networks import MAPPED, Network
from fauxmon_model.filter.sql import BitAnd, Contains, EndsWith, StartsWith
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
_ENDS = ("src", "dst")
"""The addresses that `ip_version` tells of."""


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
            return _one_of(FLOWS.c.source_id, context.sources_by_address(str(address)))
        case ast.Ident(channel):
            return _one_of(FLOWS.c.source_id, context.sources_by_ident(channel))
        case _:
            return _primitive(expression)


def _primitive(expression: ast.Expression) -> sa.ColumnElement[bool]:
    match expression:
        case ast.IpVersion(version):
            return FLOWS.c.ip_version == version
        case ast.Address(field, networks):
            return _any(_in_networks(name, networks) for name in FIELDS[field].columns)
        case ast.Number(field, "=", values):
            return _meet(field, lambda value: _one_of(value, values))
        case ast.Number(field, comparator, values):
            return _meet(field, lambda value: _any(_COMPARE[comparator](value, each) for each in values))
        case ast.Mac(field, addresses):
            return _meet(field, lambda value: _one_of(value, addresses))
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


def _one_of(value: sa.ColumnElement[Any], values: Sequence[int]) -> sa.ColumnElement[bool]:
    """A list of any length is one condition: a thousand of them would each be tried."""
    if not values:
        return sa.false()
    return value == values[0] if len(values) == 1 else value.in_(values)


def _in_networks(name: str, networks: Iterable[Network]) -> sa.ColumnElement[bool]:
    """Single addresses by their first half, networks one by one."""
    high, low = column(f"{name}_hi"), column(f"{name}_lo")
    lows: defaultdict[int, list[int]] = defaultdict(list)
    conditions = []
    for network in networks:
        if network.is_address:
            lows[network.first >> _HALF].append(network.first & _LOW)
        else:
            conditions.append(_address_in(name, high.value, low.value, network))
    conditions += [sa.and_(high.value == half, _one_of(low.value, each)) for half, each in lows.items()]
    return high.meets(_any(conditions))


def _address_in(
    name: str, high: sa.ColumnElement[Any], low: sa.ColumnElement[Any], network: Network
) -> sa.ColumnElement[bool]:
    first, last = network.first, network.last
    if network.prefix > _HALF:
        return sa.and_(high == first >> _HALF, _between(low, first & _LOW, last & _LOW))
    condition = _between(high, first >> _HALF, last >> _HALF)
    if not network.holds_ipv4:
        return condition
    if name in _ENDS:
        return sa.and_(FLOWS.c.ip_version == 6, condition)
    return sa.and_(condition, sa.not_(_address_in(name, high, low, MAPPED)))


def _between(value: sa.ColumnElement[Any], first: int, last: int) -> sa.ColumnElement[bool]:
    return value == first if first == last else sa.and_(value >= first, value <= last)
