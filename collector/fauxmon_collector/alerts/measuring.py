"""Measuring: the value of each condition, in the units of its metric (contract §2.10)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fauxmon_collector.alerts.averages import Averages, Mean
from fauxmon_collector.alerts.judging import Judged, judge
from fauxmon_collector.alerts.watched import Watched
from fauxmon_collector.analysis import questions, rows
from fauxmon_collector.analysis.statistics import Top
from fauxmon_collector.analysis.sums import Sums
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.analysis.types import StatisticsRow
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.alert_codes import ConditionType, TimeSpan
from fauxmon_model.conditions import Condition
from fauxmon_model.entities.source import Source

_TOTALS = {
    1: ("flows", 0),
    2: ("packets", 0),
    3: ("octets", 0),
    4: ("flows", 1000),
    5: ("packets", 1000),
    6: ("octets", 8000),
}
"""Metric of total flows → the field of Sums, and what makes a rate of it over milliseconds; 0 for no rate."""
_STATISTICS = (
    *("ip", "srcip", "dstip", "port", "srcport", "dstport"),
    *("as", "srcas", "dstas", "if", "inif", "outif", "proto"),
)
"""The statistics of the subjects of measurement, which are numbered from 1."""
_TOPS: dict[int, tuple[str, Callable[[StatisticsRow], float]]] = {
    1: ("flows", lambda row: row.flows),
    2: ("packets", lambda row: row.packets),
    3: ("bytes", lambda row: row.octets),
    4: ("pps", lambda row: row.pps),
    5: ("bps", lambda row: row.bps),
    6: ("bpp", lambda row: row.bpp),
}
"""Metric of a top 1 → the order that decides which is the first, and its value."""


def measured(
    watched: Watched, averages: Averages, store: FlowStore, slot: Grid, sources: Callable[[], Sequence[Source]]
) -> list[Judged]:
    """Its conditions, judged for a slot. Errors: StoreError."""
    if watched.alert.condition_type == ConditionType.TOTAL_FLOWS:
        return [_of_total(condition, averages, slot.step_ms) for condition in watched.conditions]
    return [_of_top_1(condition, watched, store, slot, sources) for condition in watched.conditions]


def _of_total(condition: Condition, averages: Averages, step_ms: int) -> Judged:
    def value(of: Mean) -> float:
        field, rate = _TOTALS[condition.metric or 0]
        count = float(of[Sums._fields.index(field)])
        return count * rate / step_ms if rate else count

    average = None if condition.time_span == TimeSpan.ABSOLUTE else averages.of(condition.time_span)
    return judge(condition, value(averages.slot), None if average is None else value(average))


def _of_top_1(
    condition: Condition, watched: Watched, store: FlowStore, slot: Grid, sources: Callable[[], Sequence[Source]]
) -> Judged:
    """Without flows there is no first one: the value is 0."""
    order, value = _TOPS[condition.metric or 0]
    method = questions.method(_STATISTICS[(condition.subject or 1) - 1], sources)
    found = Top(method, questions.order(order), 1).find(store, slot.span, watched.where).found
    if not found:
        return judge(condition, 0.0)
    row = rows.of_subject(method, found[0], slot.step_ms)
    return judge(condition, float(value(row)), subject=row.subject)
