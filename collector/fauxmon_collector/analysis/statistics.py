"""Top N statistics: which subjects there are, how they are ordered, and the query that finds them."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from fauxmon_collector.analysis import protocols
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.sums import Sums, aggregates
from fauxmon_collector.analysis.types import StatisticsRow
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.flow_columns import FLOWS

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Method:
    """A statistic. Each of `sides` names the physical columns that make up the subject in one direction of the flow.

    With two sides a flow counts for the subject of either, and once where both are the same. `proto` is the place of
    the protocol number in the subject, if it has one.
    """

    title: str
    group: str
    sides: tuple[tuple[str, ...], ...]
    text: Callable[[Key], str]
    proto: int | None = None

    def row(self, key: Key | None, sums: Sums, ms: int) -> StatisticsRow:
        """The row of a subject, with key None the total; `bps` is the mean over `ms`."""
        return StatisticsRow(
            subject="" if key is None else self.text(key),
            proto=None if key is None or self.proto is None else key[self.proto],
            flows=sums.flows,
            packets=sums.packets,
            octets=sums.octets,
            bps=sums.octets * 8000 / ms,
        )

    def is_subject(self, key: Key) -> Predicate:
        """The flows that count for this subject."""
        return sa.or_(
            *(sa.and_(*(FLOWS.c[name] == value for name, value in zip(side, key, strict=True))) for side in self.sides)
        )

    def is_any_of(self, keys: Sequence[Key]) -> Predicate:
        """The flows that count for at least one of these subjects."""
        return sa.or_(
            sa.false(), *(sa.tuple_(*(FLOWS.c[name] for name in side)).in_(keys) for side in self.sides if keys)
        )


def address_text(key: Key) -> str:
    """An address from its upper and lower 64 bits; IPv4 where it is mapped."""
    high, low = key
    if high == 0 and low >> 32 == 0xFFFF:
        return str(ipaddress.IPv4Address(low & 0xFFFFFFFF))
    return str(ipaddress.IPv6Address(high << 64 | low))


def _number(key: Key) -> str:
    return str(key[0])


_SRC, _DST = ("src_hi", "src_lo"), ("dst_hi", "dst_lo")

METHODS: dict[str, Method] = {
    "ip": Method("Any IP address", "IP addresses", (_SRC, _DST), address_text),
    "srcip": Method("Source IP address", "IP addresses", (_SRC,), address_text),
    "dstip": Method("Destination IP address", "IP addresses", (_DST,), address_text),
    "port": Method("Any port", "Ports", (("src_port",), ("dst_port",)), _number),
    "srcport": Method("Source port", "Ports", (("src_port",),), _number),
    "dstport": Method("Destination port", "Ports", (("dst_port",),), _number),
    "portp": Method(
        "Any port by protocol", "Ports", (("src_port", "protocol"), ("dst_port", "protocol")), _number, proto=1
    ),
    "proto": Method("IP protocol", "Protocols", (("protocol",),), lambda key: protocols.name(key[0]), proto=0),
}
"""By the id that Chapters and REST use."""

ORDERS: dict[str, str] = {
    "bytes": "octets",
    "byt": "octets",
    "ibyt": "octets",
    "bps": "octets",
    "packets": "packets",
    "pkt": "packets",
    "pps": "packets",
    "flows": "flows",
    "fl": "flows",
}
"""Id of an order → the sum that decides. All rates are over one common time, so they order as their sums do."""


def top(store: FlowStore, method: Method, order: str, limit: int, where: Sequence[Predicate]) -> list[tuple[Key, Sums]]:
    """The first `limit` subjects by `order` (a field of Sums) descending; equals by octets, then by subject."""
    keys = [f"key{index}" for index in range(len(method.sides[0]))]
    sides = [_side(side, method.sides[:index], keys, where) for index, side in enumerate(method.sides)]
    merged = sa.union_all(*sides).subquery()
    sums = [sa.func.sum(merged.c[name]).label(name) for name in Sums._fields]
    by_sum: list[sa.ColumnElement[Any]] = [sa.desc(name) for name in dict.fromkeys((order, "octets"))]
    subjects = [merged.c[key] for key in keys]
    statement = sa.select(*subjects, *sums).group_by(*subjects).order_by(*by_sum, *subjects).limit(limit)
    return [(row[: len(keys)], Sums(*row[len(keys) :])) for row in store.fetch(statement)]


def total(store: FlowStore, where: Sequence[Predicate]) -> Sums:
    """Sums of all selected flows."""
    ((octets, packets, flows),) = store.fetch(sa.select(*aggregates()).where(*where))
    return Sums(octets or 0, packets or 0, flows or 0)


def _side(
    columns: tuple[str, ...], earlier: Sequence[tuple[str, ...]], keys: Sequence[str], where: Sequence[Predicate]
) -> sa.Select[Any]:
    """Sums by the subject of one side, without flows that an earlier side has counted for the same subject."""
    counted = [
        sa.and_(*(FLOWS.c[mine] == FLOWS.c[theirs] for mine, theirs in zip(columns, other, strict=True)))
        for other in earlier
    ]
    subject = [FLOWS.c[name].label(key) for name, key in zip(columns, keys, strict=True)]
    return (
        sa.select(*subject, *aggregates())
        .where(*where, *(sa.not_(same) for same in counted))
        .group_by(*(FLOWS.c[name] for name in columns))
    )
