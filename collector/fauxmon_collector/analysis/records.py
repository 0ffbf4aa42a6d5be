"""Statistics that are made for a question: records by what flows are put together by, conversations, routers."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import TypeVar

import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.subjects import Key, Method, Part, Side, Value, told_parts
from fauxmon_model.entities.source import Source
from fauxmon_model.flow_columns import FLOWS

TCP, UDP = 6, 17
_T = TypeVar("_T")
_PART_NAMES = {"srcport": "srcport:p", "dstport": "dstport:p", "proto": "pr"}
"""What rows call a part of theirs, where that is not its id (contract 2.5.6)."""
_BACK = (3, 4, 5, 0, 1, 2, 6)
"""Where the values of a 5-tuple stand when it is told from its other end."""
_END = 3
"""Values of one end: both halves of the address, and the port."""


def joint(title: str, group: str, methods: Mapping[str, Method]) -> Method:
    """By several single-sided statistics at once, each with its id."""
    parts = tuple(Part(_PART_NAMES.get(id_, id_), len(one.sides[0]), one.text) for id_, one in methods.items())
    side = tuple(value for one in methods.values() for value in one.sides[0])

    def text(key: Key) -> str:
        return " ".join(told for _, told in told_parts(parts, key))

    return Method(title, group, (side,), text, parts=parts)


def both_ways(five_tuple: Method) -> Method:
    """Flows of a 5-tuple together with those that went back, as the first of them tells it. As with nfdump's -b, so are
    TCP and UDP; other protocols keep their directions apart."""
    (there,) = five_tuple.sides
    back = _from_other_end(there)
    turned = sa.and_(FLOWS.c.protocol.in_((TCP, UDP)), _before(back[:_END], there[:_END]))
    side = (
        Value(own.column, sa.case((turned, other.expression), else_=own.expression))
        for own, other in zip(there, back, strict=True)
    )
    return dataclasses.replace(five_tuple, sides=(tuple(side),), turned=turned, turn=_from_other_end, kept=_kept)


def of_routers(method: Method, sources: Sequence[Source]) -> Method:
    """By the address that flows came from: its Sources, one for each port that it sends to, count together."""
    of_address: dict[str, int] = {}
    for source in sources:
        of_address.setdefault(source.address, source.id)
    addresses = {id_: address for address, id_ in of_address.items()}
    others = {s.id: of_address[s.address] for s in sources if s.id not in addresses}
    own = FLOWS.c.source_id
    value = Value(own.name, sa.case(others, value=own, else_=own) if others else own)
    return dataclasses.replace(method, sides=((value,),), text=lambda key: addresses.get(key[0], str(key[0])))


def _from_other_end(values: tuple[_T, ...]) -> tuple[_T, ...]:
    return tuple(values[place] for place in _BACK)


def _kept(key: Key) -> Key:
    """A subject told from the end by which flows are put together."""
    back = _from_other_end(key)
    return back if key[-1] in (TCP, UDP) and back[:_END] < key[:_END] else key


def _before(mine: Side, theirs: Side) -> Predicate:
    """Whether these values come before those."""
    (own, *mine_behind), (other, *theirs_behind) = mine, theirs
    if not mine_behind:
        return own.expression < other.expression
    behind = _before(tuple(mine_behind), tuple(theirs_behind))
    return sa.or_(own.expression < other.expression, sa.and_(own.expression == other.expression, behind))
