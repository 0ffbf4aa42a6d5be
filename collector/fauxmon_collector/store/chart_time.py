"""Chart time: which time of a flow counts for ranges and slots (rules R20, R21)."""

from __future__ import annotations

import enum

import sqlalchemy as sa

from fauxmon_model.flow_columns import FLOWS

LONGEST_WAIT_MS = 3_600_000
"""A flow that says it began longer than this before it was received is not believed. Exporters report a flow that goes
on after half an hour at most unless told otherwise; a clock that is off is mostly off by whole hours."""
_SETTLES_MS = 60_000


class ChartTime(enum.Enum):
    """Flowmon's engine 12 goes by when a flow was received, engine 13 by when it began.

    A start that cannot be true, after the flow was received or `LONGEST_WAIT_MS` before, counts as when it was
    received: so no chart grows into 1970 or into the future, and a time never lies further from `received_ms`.
    """

    RECEIVED = "received"
    START = "start"

    @property
    def of_flow(self) -> sa.ColumnElement[int]:
        """The time of a flow, in ms since 1970."""
        received, start = FLOWS.c.received_ms, FLOWS.c.start_ms
        if self is ChartTime.RECEIVED:
            return received
        return sa.case((start.between(received - LONGEST_WAIT_MS, received), start), else_=received)

    @property
    def before_received_ms(self) -> int:
        """How far it may lie before `received_ms`. It never lies behind."""
        return LONGEST_WAIT_MS if self is ChartTime.START else 0

    @property
    def settles_ms(self) -> int:
        """How long after its end a slot counts as open: a flow that has begun is exported once it is over, or has gone
        on for as long as exporters are commonly told."""
        return _SETTLES_MS if self is ChartTime.START else 0
