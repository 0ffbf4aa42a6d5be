"""Sampling as flows have it: how many packets there were for each one that a Source counted."""

from __future__ import annotations

from typing import NamedTuple

import sqlalchemy as sa

from fauxmon_collector.analysis.plan import Selection
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.flow_columns import FLOWS


class Sampled(NamedTuple):
    """The least and the most of a Source's flows, 1 where nothing was told."""

    least: float
    most: float


def by_source(store: FlowStore, selection: Selection, span: Span) -> dict[int, Sampled]:
    """Of each Source with flows there, by its id; `selection` is of *All Sources*."""
    rate = sa.func.coalesce(FLOWS.c.sampling, sa.literal(1.0))
    statement = (
        sa.select(FLOWS.c.source_id, sa.func.min(rate), sa.func.max(rate))
        .where(*selection.union())
        .group_by(FLOWS.c.source_id)
    )
    return {
        int(source_id): Sampled(float(least), float(most)) for source_id, least, most in store.fetch(statement, span)
    }
