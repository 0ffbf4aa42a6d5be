"""Charts: the rates of a Profile's Channels, and the performance of all of them together."""

from __future__ import annotations

from collections.abc import Sequence

from fauxmon_collector.analysis import npm, rates, sums
from fauxmon_collector.analysis.npm import Metric
from fauxmon_collector.analysis.plan import Predicate, Selection
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.analysis.types import Measure, NpmSeries, Series
from fauxmon_collector.store.base import FlowStore


def draw(
    store: FlowStore,
    selection: Selection,
    grid: Grid,
    where: Sequence[Predicate],
    measure: Measure,
    metrics: Sequence[Metric],
) -> tuple[list[Series], list[NpmSeries]]:
    """A series for each Channel that shows traffic, and one for each metric over those that show performance; none
    where there is no such Channel."""
    found = sums.with_npm(store, selection, grid, where, metrics)
    values = rates.of_field(found.sums, rates.MEASURES[measure], grid.step_ms).tolist()
    series = [
        Series(channel.id, channel.name, channel.sign, channel.color, list(zip(grid.labels, own, strict=True)))
        for channel, own in zip(selection.channels, values, strict=True)
        if channel.shows_traffic
    ]
    measured = [index for index, channel in enumerate(selection.channels) if channel.shows_npm]
    performance = npm.series(metrics, found.npm.of(measured).together(), grid.labels) if measured else []
    return series, performance
