"""Network performance (NPM): means and maxima over the flows that carry a metric; the others are ignored (R51).

Each record that carries it counts once. Where Channels overlap, their flows count for each, as in all totals of a
Profile (R36). A slot in which no flow carries a metric is 0, since clients expect a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import sqlalchemy as sa

from fauxmon_collector.analysis.rates import DIGITS, Floats
from fauxmon_collector.analysis.types import NpmSeries, NpmValue
from fauxmon_model.flow_columns import FLOWS


class Metric(NamedTuple):
    """What flows carry. `value` is what means are of, `peak` the largest of a flow; `columns` are what the table of a
    Chapter calls them. What `adds_up` is shown as a sum in charts."""

    id: str
    title: str
    value: sa.ColumnElement[Any]
    peak: sa.ColumnElement[Any]
    columns: tuple[str, str]
    adds_up: bool = False


_SRT, _RTT, _JITTER = FLOWS.c.npm_srt, FLOWS.c.npm_rtt, FLOWS.c.npm_jitter_avg
_RETRANSMISSIONS = FLOWS.c.npm_retransmissions
METRICS: dict[str, Metric] = {
    metric.id: metric
    for metric in (
        Metric("srt", "Server response time", _SRT, _SRT, ("nsrt", "nsrtmax")),
        Metric("rtt", "Round-trip time", _RTT, _RTT, ("nrtt", "nrttmax")),
        Metric("jitter", "Jitter", _JITTER, sa.func.coalesce(FLOWS.c.npm_jitter_max, _JITTER), ("njavg", "njmax")),
        Metric("rtr", "Retransmissions", _RETRANSMISSIONS, _RETRANSMISSIONS, ("nretr", "nretrmax"), adds_up=True),
    )
}
"""By the name that charts and Chapters switch them on by (contract 2.5.2, 2.6.1). Times are in microseconds."""


class Found(NamedTuple):
    """Of some metrics by slot: sum and number of values, shape (..., slots, metrics, 2), and the largest, 0 if there is
    none, shape (..., slots, metrics)."""

    added: Floats
    largest: Floats

    def of(self, sets: Sequence[int]) -> Found:
        """Of these sets of flows only."""
        return Found(self.added[list(sets)], self.largest[list(sets)])

    def together(self) -> Found:
        """Of all sets of flows in the first dimension."""
        return Found(self.added.sum(axis=0), self.largest.max(axis=0, initial=0))


def added(metrics: Iterable[Metric]) -> list[sa.ColumnElement[Any]]:
    """SQL of what adds up: sum and number of values of each metric."""
    pairs = ((sa.func.coalesce(sa.func.sum(m.value), 0), sa.func.count(m.value), m.id) for m in metrics)
    return [column for total, number, id_ in pairs for column in (total.label(f"{id_}_sum"), number.label(f"{id_}_n"))]


def largest(metrics: Iterable[Metric]) -> list[sa.ColumnElement[Any]]:
    """SQL of the largest value of each metric."""
    return [sa.func.coalesce(sa.func.max(m.peak), 0).label(f"{m.id}_max") for m in metrics]


def series(metrics: Sequence[Metric], found: Found, labels: Iterable[int]) -> list[NpmSeries]:
    """A series a metric, from one set of flows."""
    labels = list(labels)
    return [
        NpmSeries(f"npm-{metric.id}", list(zip(labels, _by_slot(metric, own).tolist(), strict=True)))
        for metric, own in zip(metrics, np.moveaxis(found.added, -2, 0), strict=True)
    ]


def values(metrics: Sequence[Metric], found: Found) -> list[NpmValue]:
    """Mean and largest of each metric over all slots, from one set of flows."""
    added = found.added.sum(axis=0)
    columns = (added[:, 1], _means(added), found.largest.max(axis=0, initial=0))
    return [
        NpmValue(*metric.columns, int(records), float(mean), int(peak))
        for metric, records, mean, peak in zip(metrics, *columns, strict=True)
    ]


def _by_slot(metric: Metric, added: Floats) -> Floats:
    return added[..., 0] if metric.adds_up else np.round(_means(added), DIGITS)


def _means(added: Floats) -> Floats:
    total, number = added[..., 0], added[..., 1]
    return np.divide(total, number, out=np.zeros_like(total), where=number > 0)
