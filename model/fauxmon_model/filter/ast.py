"""What filter text means, as immutable values. Two texts that say the same in other words give the same value.

`field` is what is compared, in the words of `vocabulary.FIELDS`: `src port`, `next ip`, `http-host`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from fauxmon_model.filter.networks import Network


@dataclass(frozen=True, slots=True)
class Anything:
    """`any`"""


@dataclass(frozen=True, slots=True)
class IpVersion:
    """`ipv4`, `ipv6`"""

    version: int


@dataclass(frozen=True, slots=True)
class Address:
    """`src ip 10.0.0.1`, `net 10.0.0.0/8`, `ip in [10.0.0.1, 10.1.0.0/16]`: the address is in one of the networks."""

    field: str
    networks: tuple[Network, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """`dst port > 1023`, `proto in [tcp udp]`: the field compares so with one of the values, in the column's unit."""

    field: str
    comparator: str
    values: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Mac:
    """`in src mac 00:53:00:00:00:01`: the MAC address is one of these, of 48 bits."""

    field: str
    addresses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """`http-host "example.com"`: the field contains the text; after `=` it is it, `>` begins and `<` ends with it."""

    field: str
    comparator: str
    text: str


@dataclass(frozen=True, slots=True)
class Flags:
    """`flags SA`: TCP, and all these bits are set (under a not, any of them); `exact`: and no others. Only an exact
    one may have no bits."""

    bits: int
    exact: bool


@dataclass(frozen=True, slots=True)
class Router:
    """`router ip 192.0.2.1`: exported by this address."""

    address: Network


@dataclass(frozen=True, slots=True)
class Ident:
    """`ident "192.0.2.1"`: of the Source whose Channel in *All Sources* has this id or name."""

    channel: str


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


Expression: TypeAlias = Anything | IpVersion | Address | Number | Mac | Text | Flags | Router | Ident | Not | And | Or


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
