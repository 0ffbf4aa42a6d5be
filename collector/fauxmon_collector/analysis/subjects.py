"""Subjects: what a Top N statistic counts by. The statistics that there are stand in `methods`."""

from __future__ import annotations

import dataclasses
import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis import protocols
from fauxmon_collector.analysis.masks import Mask, masked
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_model.filter.printing import mac_text
from fauxmon_model.filter.vocabulary import FLAGS
from fauxmon_model.flow_columns import FLOW_COLUMNS, FLOWS

Key = tuple[Any, ...]
"""The values of a subject: numbers and texts."""


class Value(NamedTuple):
    """One value of a flow: a physical column, and what of it counts."""

    column: str
    expression: sa.ColumnElement[Any]

    @classmethod
    def of(cls, column: str) -> Value:
        """The column itself."""
        return cls(column, FLOWS.c[column])


Side = tuple[Value, ...]
"""The values that make up a subject in one direction of the flow."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a subject that is made of several: what rows call it, how many values it takes, how it is written."""

    name: str
    values: int
    text: Callable[[Key], str]


@dataclass(frozen=True, slots=True)
class Method:
    """A statistic. With several `sides` a flow counts for the subject of each, and once where they are the same; a side
    that it does not tell of does not count.

    `proto` is the place of the protocol number in the subject, if it has one. `parts` are those of a subject that is
    told apart by several things. `turned` tells of a flow whether its subject is told from the other end, so that both
    directions are one subject; `turn` tells a subject from the other end, and `kept` the way that the flows tell it.
    """

    title: str
    group: str
    sides: tuple[Side, ...]
    text: Callable[[Key], str]
    proto: int | None = None
    parts: tuple[Part, ...] = ()
    turned: Predicate | None = None
    turn: Callable[[Key], Key] | None = None
    kept: Callable[[Key], Key] | None = None

    @property
    def shows_protocol(self) -> bool:
        """Whether the protocol is a part of the subject that its text does not tell."""
        return self.proto is not None and len(self.sides[0]) > 1

    def by_protocol(self) -> Method:
        """The same statistic of each protocol by itself."""
        return dataclasses.replace(
            self,
            title=f"{self.title} by protocol",
            sides=tuple((*side, Value.of("protocol")) for side in self.sides),
            text=lambda key: self.text(key[:-1]),
            proto=len(self.sides[0]),
        )

    def under(self, source_masks: Sequence[Mask], target_masks: Sequence[Mask]) -> Method:
        """The same statistic of networks in place of addresses."""
        if not (source_masks or target_masks):
            return self
        halves = {
            f"{name}_{half}": expression
            for name, masks in (("src", source_masks), ("dst", target_masks))
            for half, expression in zip(("hi", "lo"), masked(name, masks), strict=True)
        }
        sides = (tuple(Value(v.column, halves.get(v.column, v.expression)) for v in side) for side in self.sides)
        return dataclasses.replace(self, sides=tuple(sides))

    def is_subject(self, key: Key) -> Predicate:
        """The flows that count for this subject."""
        kept = key if self.kept is None else self.kept(key)
        return sa.or_(
            *(sa.and_(*(v.expression == told for v, told in zip(side, kept, strict=True))) for side in self.sides)
        )

    def is_any_of(self, keys: Sequence[Key]) -> Predicate:
        """The flows that count for at least one of these subjects."""
        if len(keys) <= _COMPARED:
            return sa.or_(sa.false(), *map(self.is_subject, keys))
        return sa.or_(sa.false(), *(sa.tuple_(*(v.expression for v in side)).in_(keys) for side in self.sides if keys))


_COMPARED = 32
"""With so few subjects DuckDB is quicker to compare each than to look a pair of values up."""


def told_parts(parts: Sequence[Part], key: Key) -> tuple[tuple[str, str], ...]:
    """(name, text) of each part of a subject."""
    told, rest = [], key
    for part in parts:
        told.append((part.name, part.text(rest[: part.values])))
        rest = rest[part.values :]
    return tuple(told)


_NULLABLE = frozenset(name for column in FLOW_COLUMNS if column.optional for name in column.physical)


def told(side: Side) -> list[Predicate]:
    """What holds for the flows that tell of this side."""
    return [FLOWS.c[value.column].is_not(None) for value in side if value.column in _NULLABLE]


def same(mine: Side, theirs: Side) -> Predicate:
    """Whether a flow has the same subject on both sides, of which it tells `mine`."""
    both = zip(mine, theirs, strict=True)
    return sa.and_(*told(theirs), *(own.expression == other.expression for own, other in both))


def address_text(key: Key) -> str:
    """An address from its upper and lower 64 bits; IPv4 where it is mapped."""
    high, low = map(int, key)
    if high == 0 and low >> 32 == 0xFFFF:
        return str(ipaddress.IPv4Address(low & 0xFFFFFFFF))
    return str(ipaddress.IPv6Address(high << 64 | low))


def plain_text(key: Key) -> str:
    """A number or a text as it is."""
    return str(key[0])


def mac_address_text(key: Key) -> str:
    """A MAC address."""
    return mac_text(key[0])


def protocol_text(key: Key) -> str:
    """The short name of a protocol."""
    return protocols.name(key[0])


def flags_text(key: Key) -> str:
    """A letter for each TCP flag that is set, from CWR to FIN, a dot for the others."""
    ordered = sorted((bit, letter) for letter, bit in FLAGS.items() if bit < 1 << 8)
    return "".join(letter if key[0] & bit else "." for bit, letter in reversed(ordered))
