"""The data of Chapters: table and series of type `traffic`, rows and series of type `top` (REST contract §2.7)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from fauxmon_collector.analysis import npm, rates, rows, statistics, sums
from fauxmon_collector.analysis.npm import Metric
from fauxmon_collector.analysis.orders import Order
from fauxmon_collector.analysis.plan import Predicate, Selection
from fauxmon_collector.analysis.subjects import Method
from fauxmon_collector.analysis.sums import SlotSums
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.analysis.types import NpmData, StatisticsRow, TopSeries, TrafficRow, TrafficSeries
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.entities.profile import Channel


def traffic(
    store: FlowStore, selection: Selection, grid: Grid, order_by: str, metrics: Sequence[Metric]
) -> tuple[list[TrafficRow], TrafficRow, list[TrafficSeries], NpmData | None]:
    """Rows by `order_by` descending, their total, and series in the Profile's order: of the Channels that show traffic;
    performance of those that show it, if there are metrics to show."""
    channels = selection.channels
    found = sums.with_npm(store, selection, grid, [], metrics)
    rows = [_traffic_row(channel, own, grid) for channel, own in zip(channels, found.sums, strict=True)]
    order = sorted(range(len(rows)), key=lambda index: getattr(rows[index], order_by), reverse=True)
    shown = [index for index, channel in enumerate(channels) if channel.shows_traffic]
    return (
        [rows[index] for index in order if channels[index].shows_traffic],
        _traffic_row(None, found.sums[shown].sum(axis=0), grid),
        [_traffic_series(channels[index], found.sums[index], grid) for index in shown],
        _performance([index for index in order if channels[index].shows_npm], channels, found.npm, grid, metrics)
        if metrics
        else None,
    )


def _performance(
    shown: Sequence[int], channels: Sequence[Channel], found: npm.Found, grid: Grid, metrics: Sequence[Metric]
) -> NpmData:
    together = found.of(shown).together()
    return NpmData(
        [(channels[index].name, npm.values(metrics, found.of([index]).together())) for index in shown],
        npm.values(metrics, together),
        npm.series(metrics, together, _seconds(grid)),
    )


def top(
    store: FlowStore, method: Method, order: Order, limit: int, grid: Grid, where: Sequence[Predicate]
) -> tuple[list[StatisticsRow], StatisticsRow, StatisticsRow, list[TopSeries]]:
    """Rows by `order` descending, the flows of the rows together, all selected flows, and one series a row."""
    found = statistics.Top(method, order, limit).find(store, grid.span, where)
    shown = [rows.of_subject(method, entry, _mean_ms(grid)) for entry in found]
    of_rows = [*where, method.is_any_of([entry.key for entry in found])]
    together, total = (
        rows.of_all(statistics.total(store, grid.span, each), _mean_ms(grid)) for each in (of_rows, where)
    )
    slots = sums.by_predicate(store, [method.is_subject(entry.key) for entry in found], grid, where)
    values = rates.of_field(slots, order.sums, grid.step_ms).tolist()
    chart = [
        TopSeries(f"Top{number}", row.subject, list(zip(_seconds(grid), own, strict=True)))
        for number, (row, own) in enumerate(zip(shown, values, strict=True), 1)
    ]
    return shown, together, total, chart


def _mean_ms(grid: Grid) -> int:
    """What a Chapter divides by for its mean rate: the product counts the slots at both ends, one too many."""
    return (grid.slots + 1) * grid.step_ms


def _seconds(grid: Grid) -> list[int]:
    return [label // 1000 for label in grid.labels]


def _traffic_row(channel: Channel | None, slots: SlotSums, grid: Grid) -> TrafficRow:
    """A row from the sums of its slots, shape (slots, 3); the total without a Channel."""
    octets, packets, flows = (int(total) for total in slots.sum(axis=0))
    by_size = np.sort(slots[:, 0]) if len(slots) else np.zeros(1)
    largest, at95 = by_size[-1:], by_size[[math.ceil(0.95 * len(by_size)) - 1]]
    return TrafficRow(
        channel_id=channel.id if channel else "",
        name=channel.name if channel else "",
        sign=channel.sign if channel else "+",
        color=channel.color if channel else "",
        flows=flows,
        packets=packets,
        ibyt=octets,
        bps=octets * 8000 / _mean_ms(grid),
        mbps=float(rates.bits(largest, grid.step_ms)[0]),
        bps95=float(rates.bits(at95, grid.step_ms)[0]),
        ibyt95=int(at95[0]),
    )


def _traffic_series(channel: Channel, slots: SlotSums, grid: Grid) -> TrafficSeries:
    values = (rates.of_field(slots, field, grid.step_ms).tolist() for field in sums.Sums._fields)
    points = list(zip(_seconds(grid), *values, strict=True))
    return TrafficSeries(channel.id, channel.name, channel.sign, channel.color, points)
