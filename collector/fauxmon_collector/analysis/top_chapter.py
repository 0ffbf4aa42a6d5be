"""Chapters of type `top`: what they ask, and their rows and series (REST contract §2.6.1, §2.7.1)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fauxmon_collector.analysis import methods, questions, rates, rows, sums
from fauxmon_collector.analysis.counted import Counted
from fauxmon_collector.analysis.masks import Mask
from fauxmon_collector.analysis.orders import Order
from fauxmon_collector.analysis.plan import Predicate
from fauxmon_collector.analysis.questions import Question, Sources
from fauxmon_collector.analysis.sums import SlotSums
from fauxmon_collector.analysis.types import StatisticsQuery, TopData, TopSeries
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.entities import Chapter
from fauxmon_model.specific import IpMask, Specific


def subject_columns(chapter: Chapter) -> list[str]:
    """What the rows call their subject: the parts of a record, else the statistic, and `proto` where the protocol is a
    part of the subject that its text does not tell."""
    if chapter.stats_by == methods.RECORD:
        by = Specific.of(chapter.specific).aggregate_by
        record = methods.record(by) if by else methods.METHODS[methods.RECORD]
        return [part.name for part in record.parts]
    return [chapter.stats_by, *(["proto"] if methods.METHODS[chapter.stats_by].shows_protocol else [])]


def question(chapter: Chapter, counted: Counted, blacklist: Sequence[str] | None, sources: Sources) -> Question:
    """What the Chapter asks. `blacklist` are the records of its black list, if it has one. Errors: InvalidError."""
    specific = Specific.of(chapter.specific)
    query = StatisticsQuery(
        chapter.profile_id,
        counted.grid.from_ms,
        counted.grid.to_ms,
        chapter.stats_by,
        chapter.order_by,
        chapter.top,
        source_masks=_masks(specific.source_mask),
        target_masks=_masks(specific.target_mask),
        bidirectional=specific.bidirectional,
        aggregate_by=specific.aggregate_by,
        blacklist=blacklist,
    )
    return questions.of(query, sources)


def top(
    store: FlowStore, asked: Question, counted: Counted, where: Sequence[Predicate], open_slot_ms: int | None
) -> TopData:
    """Rows in the Chapter's order, what they are together, everything, and one series a row."""
    grid, method, order = counted.grid, asked.top.method, asked.top.order
    firsts = asked.top.find(store, grid.span, where)
    subjects = [method.is_subject(entry.key) for entry in firsts.found]
    slots, together = sums.by_predicate(store, subjects, grid, where)
    if together is None:
        together = questions.together(method, firsts.found, store, grid.span, where)
    told = questions.answer(asked, firsts, together, store, grid.span, where, counted.mean_ms)
    values = _rates(counted.of_slots(slots), order, grid.step_ms).tolist()
    chart = [
        TopSeries(f"Top{number}", row.subject, list(zip(counted.seconds, own, strict=True)))
        for number, (row, own) in enumerate(zip(told.rows, values, strict=True), 1)
    ]
    return TopData(
        grid.step_ms,
        told.rows,
        rows.of_all(together, counted.mean_ms),
        told.other,
        told.total,
        told.blacklisted,
        chart,
        open_slot_ms,
    )


def _rates(slots: SlotSums, order: Order, step_ms: int) -> rates.Floats:
    """What the Chapter orders by, by slot: per second, or octets per packet."""
    if order.over != "packets":
        return rates.of_field(slots, order.sums, step_ms)
    octets, packets = slots[..., 0], slots[..., 1]
    quotients: rates.Floats = np.divide(octets, packets, out=np.zeros_like(octets), where=packets > 0)
    return quotients.round(rates.DIGITS)


def _masks(mask: IpMask | None) -> tuple[Mask, ...]:
    return () if mask is None else (Mask(*mask),)
