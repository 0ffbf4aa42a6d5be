"""Chapters of type `traffic`: table and series (REST contract §2.7.2)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from fauxmon_collector.analysis import npm, rates, sums
from fauxmon_collector.analysis.counted import Counted
from fauxmon_collector.analysis.npm import Metric
from fauxmon_collector.analysis.plan import Predicate, Selection
from fauxmon_collector.analysis.sums import SlotSums
from fauxmon_collector.analysis.types import NpmData, TrafficRow, TrafficSeries
from fauxmon_collector.store.base import FlowStore
from fauxmon_model.entities.profile import Channel


def traffic(
    store: FlowStore,
    selection: Selection,
    counted: Counted,
    where: Sequence[Predicate],
    order_by: str,
    metrics: Sequence[Metric],
) -> tuple[list[TrafficRow], TrafficRow, list[TrafficSeries], NpmData | None]:
    """Rows by `order_by` descending, their total, and series in the Profile's order: of the Channels that show traffic;
    performance of those that show it, if there are metrics to show."""
    channels = selection.channels
    found = sums.with_npm(store, selection, counted.grid, where, metrics).only(counted.inside)
    rows = [_traffic_row(channel, own, counted) for channel, own in zip(channels, found.sums, strict=True)]
    order = sorted(range(len(rows)), key=lambda index: getattr(rows[index], order_by), reverse=True)
    shown = [index for index, channel in enumerate(channels) if channel.shows_traffic]
    return (
        [rows[index] for index in order if channels[index].shows_traffic],
        _traffic_row(None, found.sums[shown].sum(axis=0), counted),
        [_traffic_series(channels[index], found.sums[index], counted) for index in shown],
        _performance([index for index in order if channels[index].shows_npm], channels, found.npm, counted, metrics)
        if metrics
        else None,
    )


def channel_rows(store: FlowStore, selection: Selection, counted: Counted) -> dict[str, TrafficRow]:
    """A row of each Channel by its id, whether its mode has it shown or not."""
    slots = counted.of_slots(sums.by_channel(store, selection, counted.grid, []))
    rows = (_traffic_row(channel, own, counted) for channel, own in zip(selection.channels, slots, strict=True))
    return {row.channel_id: row for row in rows}


def _performance(
    shown: Sequence[int], channels: Sequence[Channel], found: npm.Found, counted: Counted, metrics: Sequence[Metric]
) -> NpmData:
    together = found.of(shown).together()
    return NpmData(
        [(channels[index].name, npm.values(metrics, found.of([index]).together())) for index in shown],
        npm.values(metrics, together),
        npm.series(metrics, together, counted.seconds),
    )


def _traffic_row(channel: Channel | None, slots: SlotSums, counted: Counted) -> TrafficRow:
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
        bps=octets * 8000 / counted.mean_ms,
        mbps=float(rates.bits(largest, counted.grid.step_ms)[0]),
        bps95=float(rates.bits(at95, counted.grid.step_ms)[0]),
        ibyt95=int(at95[0]),
    )


def _traffic_series(channel: Channel, slots: SlotSums, counted: Counted) -> TrafficSeries:
    values = (rates.of_field(slots, field, counted.grid.step_ms).tolist() for field in sums.Sums._fields)
    points = list(zip(counted.seconds, *values, strict=True))
    return TrafficSeries(channel.id, channel.name, channel.sign, channel.color, points)
