"""What filter text means, as immutable values. Two texts that say the same in other words give the same value."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TypeAlias

from fauxmon_model.filter.networks import Network


class Side(enum.Enum):
    """Which end of the flow is looked at. Of interfaces, source is the one it came in by."""

    EITHER = "either"
    SOURCE = "source"
    DESTINATION = "destination"


@dataclass(frozen=True, slots=True)
class Anything:
    """`any`"""


@dataclass(frozen=True, slots=True)
class IpVersion:
    """`ipv4`, `ipv6`"""

    version: int


@dataclass(frozen=True, slots=True)
class Protocol:
    """`proto tcp`"""

    number: int


@dataclass(frozen=True, slots=True)
class Address:
    """`src ip 10.0.0.1`, `net 10.0.0.0/8`, `ip in [10.0.0.1, 10.1.0.0/16]`: the address is in one of the networks."""

    side: Side
    networks: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """`dst port > 1023`, `port in [80 443]`: the field compares so with one of the values. `field` is its keyword."""

    field: str
    side: Side
    comparator: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Flags:
    """`flags SA`: TCP, and all these bits are set (under a not, any of them); `exact`: and no others."""

    bits: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Router:
    """`router ip 192.0.2.1`: exported by this address."""

    address: Network


@dataclass(frozen=True, slots=True)
class Not:
    """`not …`"""

    operand: Expression


@dataclass(frozen=True, slots=True)
class And:
    """`… and … and …`; at least two, none of them an And."""

    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """`… or … or …`; at least two, none of them an Or."""

    operands: tuple[Expression, ...]


Expression: TypeAlias = Anything | IpVersion | Protocol | Address | Number | Flags | Router | Not | And | Or


def negation(operand: Expression) -> Expression:
    """`not operand`; twice not is nothing."""
    return operand.operand if isinstance(operand, Not) else Not(operand)


def conjunction(*operands: Expression) -> Expression:
    """`and` over one or more, flat: a list of a thousand terms is not a thousand levels deep."""
    flat = [inner for operand in operands for inner in (operand.operands if isinstance(operand, And) else (operand,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def disjunction(*operands: Expression) -> Expression:
    """`or` over one or more, flat."""
    flat = [inner for operand in operands for inner in (operand.operands if isinstance(operand, Or) else (operand,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))
