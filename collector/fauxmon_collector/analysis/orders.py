"""Orders of Top N statistics: sums, and rates over time or a packet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from fauxmon_model.entities.chapter import ORDER_BY
from fauxmon_model.filter.sql import Lasted

FIRST, LAST = "first_ms", "last_ms"
"""Columns of a grouped query: when the first flow of a subject began and the last one ended."""


class Order(NamedTuple):
    """`title` for people; `sums` is the field of Sums that decides; `over` what it is divided by."""

    title: str
    sums: str
    over: str = ""

    def adds_up(self, *, timed: bool) -> bool:
        """Whether subjects are ordered by what their flows add up to."""
        return not self.over or (self.over == "time" and not timed)

    def value(self, columns: Mapping[str, sa.ColumnElement[Any]], *, timed: bool) -> sa.ColumnElement[Any]:
        """What subjects are ordered by, from the columns of a grouped query. Rates are over the time of a subject's own
        flows if it is `timed`, 0 where that is none (as in nfdump), else over one time for all: as the sums."""
        count = columns[self.sums]
        if self.over == "time":
            return _ratio(count, Lasted(columns[FIRST], columns[LAST])) if timed else count
        return _ratio(count, columns[self.over]) if self.over else count


def _ratio(count: sa.ColumnElement[Any], divisor: sa.ColumnElement[Any]) -> sa.ColumnElement[Any]:
    return sa.case((divisor > 0, sa.cast(count, sa.Double()) / sa.cast(divisor, sa.Double())), else_=0)


_BYTES, _PACKETS, _FLOWS = Order("Bytes", "octets"), Order("Packets", "packets"), Order("Flows", "flows")

ORDERS: dict[str, Order] = {
    "bytes": _BYTES,
    "packets": _PACKETS,
    "flows": _FLOWS,
    "bps": Order("Bits per second", "octets", "time"),
    "pps": Order("Packets per second", "packets", "time"),
    "bpp": Order("Bytes per packet", "octets", "packets"),
}
"""By id (contract 2.4): those of `ORDER_BY`."""

ALIASES: dict[str, str] = {"byt": "bytes", **{column: id_ for id_, column in ORDER_BY.items() if column != id_}}
"""Ids of columns that stand for an order (contract 2.5.7)."""


def find(id_: str) -> Order:
    """The order of an id or of the column of that. Errors: KeyError."""
    return ORDERS[ALIASES.get(id_, id_)]
