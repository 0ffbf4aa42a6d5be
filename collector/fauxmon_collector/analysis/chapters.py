"""The data of Chapters: table and series of type `traffic`, rows and series of type `top` (REST contract §2.7)."""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_collector.analysis import rates, statistics, sums
from fauxmon_collector.analysis.plan import Predicate, Selection, received
from fauxmon_collector.analysis.statistics import Key, Method
from fauxmon_collector.analysis.sums import NOTHING, SlotSums, Sums
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.analysis.types import StatisticsRow, TopSeries, TrafficRow, TrafficSeries
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.entities.profile import Channel

TRAFFIC_ORDERS = ("ibyt", "bps", "mbps")
"""What `channelsOrderBy` may be."""


def traffic(
    store: FlowStore, selection: Selection, grid: Grid, order_by: str
) -> tuple[list[TrafficRow], TrafficRow, list[TrafficSeries]]:
    """Rows by `order_by` descending, their total, and series in the Profile's order."""
    lanes = sums.by_channel(store, selection, grid, [])
    rows = [_traffic_row(channel, slots, grid) for channel, slots in zip(selection.channels, lanes, strict=True)]
    rows.sort(key=lambda row: getattr(row, order_by), reverse=True)
    together = {start: sums.total(slots.get(start, NOTHING) for slots in lanes) for start in grid.starts}
    chart = [
        TrafficSeries(c.id, c.name, c.sign, c.color, _points(slots, grid))
        for c, slots in zip(selection.channels, lanes, strict=True)
    ]
    return rows, _traffic_row(None, together, grid), chart


def top(
    store: FlowStore, method: Method, order: str, limit: int, grid: Grid, where: Sequence[Predicate]
) -> tuple[list[StatisticsRow], StatisticsRow, list[TopSeries]]:
    """Rows by `order` descending, the total, and one series a row."""
    whole = [*received(grid.from_ms, grid.to_ms), *where]
    found = statistics.top(store, method, order, limit, whole)
    lanes = sums.by_predicate(store, [method.is_subject(key) for key, _ in found], grid, where)
    ms = mean_ms(grid)
    rows = [statistics_row(method, key, entry, ms) for key, entry in found]
    rate = rates.BY_SUM[order]
    chart = [
        TopSeries(
            f"Top{number}",
            row.subject,
            [
                (label // 1000, rate(slots.get(start, NOTHING), grid.step_ms))
                for start, label in zip(grid.starts, grid.labels, strict=True)
            ],
        )
        for number, (row, slots) in enumerate(zip(rows, lanes, strict=True), 1)
    ]
    return rows, statistics_row(method, None, statistics.total(store, whole), ms), chart


def statistics_row(method: Method, key: Key | None, entry: Sums, ms: int) -> StatisticsRow:
    """A row of a statistic, the total with key None; `bps` is the mean over `ms`."""
    proto = key[method.proto] if key is not None and method.proto is not None else None
    return StatisticsRow(
        "" if key is None else method.text(key),
        proto,
        entry.flows,
        entry.packets,
        entry.octets,
        entry.octets * 8000 / ms,
    )


def mean_ms(grid: Grid) -> int:
    """What a Chapter divides by for its mean rate: the product counts the slots at both ends, one too many."""
    return (grid.slots + 1) * grid.step_ms


def _traffic_row(channel: Channel | None, slots: SlotSums, grid: Grid) -> TrafficRow:
    everything = sums.total(slots.values())
    octets = [slots.get(start, NOTHING).octets for start in grid.starts]
    slot95 = rates.percentile95(octets)
    return TrafficRow(
        channel_id=channel.id if channel else "",
        name=channel.name if channel else "",
        sign=channel.sign if channel else "+",
        color=channel.color if channel else "",
        flows=everything.flows,
        packets=everything.packets,
        ibyt=everything.octets,
        bps=everything.octets * 8000 / mean_ms(grid),
        mbps=rates.bits(Sums(octets=max(octets, default=0)), grid.step_ms),
        bps95=rates.bits(Sums(octets=slot95), grid.step_ms),
        ibyt95=slot95,
    )


def _points(slots: SlotSums, grid: Grid) -> list[tuple[int, float, float, float]]:
    step = grid.step_ms
    filled = [slots.get(start, NOTHING) for start in grid.starts]
    return [
        (label // 1000, rates.bits(entry, step), rates.packets(entry, step), rates.flows(entry, step))
        for label, entry in zip(grid.labels, filled, strict=True)
    ]
