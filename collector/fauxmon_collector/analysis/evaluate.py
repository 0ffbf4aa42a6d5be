"""Analysis: the one door through which REST and the pages ask about flows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fauxmon_collector.analysis import (
    chapters,
    charts,
    devices,
    flow_questions,
    npm,
    path_loads,
    questions,
    rates,
    sampled,
    top_chapter,
)
from fauxmon_collector.analysis.business_time import BusinessTime
from fauxmon_collector.analysis.counted import Counted
from fauxmon_collector.analysis.devices import Device, DeviceCounts, DevicesQuery
from fauxmon_collector.analysis.npm import Metric
from fauxmon_collector.analysis.path_loads import PathLoad
from fauxmon_collector.analysis.plan import (
    Predicate,
    Selection,
    filter_context,
    of_protocol,
    select_channels,
)
from fauxmon_collector.analysis.sampled import Sampled
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.analysis.totals import totals
from fauxmon_collector.analysis.types import (
    STEP_MS,
    ChannelTotals,
    Chart,
    ChartQuery,
    Listing,
    ListingQuery,
    Statistics,
    StatisticsQuery,
    TopData,
    TrafficData,
)
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.entities.business_hours import BusinessHours
from fauxmon_model.entities.chapter import CHANNELS_ORDER_BY, Chapter
from fauxmon_model.entities.profile import ALL_CHANNELS, LIVE, Channel
from fauxmon_model.entities.topology import Topology
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError
from fauxmon_model.filter import parse, predicate
from fauxmon_model.repository import Repository

MAX_POINTS = 2_000_000
"""Points that one chart may have, over all Channels, each metric of performance of each of them included."""


class Analysis:
    """Charts, totals, statistics and Chapters over the flows in a store. Safe to call from several threads.

    Ranges and slots are over the `time` of flows. Which flows a Channel has does not depend on it: that goes by when
    they were received.

    Errors of all calls: NotFoundError (Profile), InvalidError (a field that makes no sense), FilterError, StoreError.
    """

    def __init__(
        self,
        store: FlowStore,
        repository: Repository,
        now_ms: Callable[[], int],
        time: ChartTime = ChartTime.RECEIVED,
    ) -> None:
        self._time = time
        self._store = store
        self._repository = repository
        self._now_ms = now_ms

    def seen_by(self, user_id: int) -> Analysis:
        """The same over what this user sees (R60)."""
        return Analysis(self._store, self._repository.seen_by(user_id), self._now_ms, self._time)

    def chart(self, query: ChartQuery) -> Chart:
        """Rates by slot for each Channel, and what was asked of performance."""
        if query.measure not in rates.MEASURES:
            raise _invalid("measure", f"{query.measure} is not one of {', '.join(rates.MEASURES)}")
        where = of_protocol(query.protocol)
        metrics = _metrics(query.npm)
        selection = select_channels(self._repository, query.profile_id, query.channel_ids, refuse_unknown=True)
        selection = selection.that(_shown(metrics))
        grid = self._grid(query.from_ms, query.to_ms, query.step_ms, len(selection.channels) * (1 + len(metrics)))
        series, performance = charts.draw(self._store, selection, grid, where, query.measure, metrics)
        return Chart(grid.step_ms, series, grid.open_slot(self._now_ms()), performance)

    def totals(
        self,
        profile_id: str,
        from_ms: int,
        to_ms: int,
        channel_ids: Sequence[str] | None = None,
        protocol: int = 0,
    ) -> list[ChannelTotals]:
        """Sums of each Channel over flows of [from, to), in the Profile's order."""
        selection = select_channels(self._repository, profile_id, channel_ids, refuse_unknown=True)
        return totals(self._store, selection, self._span(from_ms, to_ms), of_protocol(protocol))

    def sampled(self, from_ms: int, to_ms: int) -> dict[int, Sampled]:
        """By Source id, of those with flows of [from, to)."""
        selection = select_channels(self._repository, LIVE, None, refuse_unknown=True)
        return sampled.by_source(self._store, selection, self._span(from_ms, to_ms))

    def statistics(self, query: StatisticsQuery) -> Statistics:
        """Top N over flows of [from, to). A flow in several of the Channels counts once."""
        return self.prepared_statistics(query)()

    def prepared_statistics(self, query: StatisticsQuery) -> Callable[[], Statistics]:
        """The same, checked now and computed when it is called; then its only error is StoreError."""
        question = questions.of(query, self._repository.whole.sources.all)
        where = [*of_protocol(query.protocol), *self._where(query)]
        span, ms = self._span(query.from_ms, query.to_ms), max(1, query.to_ms - query.from_ms)
        return lambda: questions.answered(question, self._store, span, where, ms)

    def listing(self, query: ListingQuery) -> Listing:
        """Flows, or groups of flows, of [from, to). A flow in several of the Channels is there once."""
        return self.prepared_listing(query)()

    def prepared_listing(self, query: ListingQuery) -> Callable[[], Listing]:
        """The same, checked now and computed when it is called; then its only error is StoreError."""
        wanted = flow_questions.of(query, self._repository.whole.sources.all)
        span, where = self._span(query.from_ms, query.to_ms), self._where(query)
        return lambda: Listing(wanted.columns, wanted.find(self._store, span, where))

    def devices(self, query: DevicesQuery) -> list[Device]:
        """Devices that were active in [from, to)."""
        where, span = self._of_devices(query), self._span(query.from_ms, query.to_ms)
        return devices.find(query, self._repository.whole.sources.all(), self._store, span, where)

    def device_counts(self, query: DevicesQuery) -> DeviceCounts:
        """How many different addresses these have, whatever the limit."""
        where, span = self._of_devices(query), self._span(query.from_ms, query.to_ms)
        return devices.count(self._store, span, where)

    def _of_devices(self, query: DevicesQuery) -> list[Predicate]:
        selection = select_channels(self._repository, LIVE, query.channel_ids, refuse_unknown=True)
        return [*devices.conditions(query, self._repository.whole.sources.all()), *selection.union()]

    def traffic_chapter(
        self,
        chapter: Chapter,
        from_ms: int,
        to_ms: int,
        step_ms: int = STEP_MS,
        hours: BusinessHours | None = None,
    ) -> TrafficData:
        """Table and series of a Chapter of type `traffic`; the range is rounded as a chart's. `hours` restrict it, and
        need a step that parts an hour."""
        if chapter.channels_order_by not in CHANNELS_ORDER_BY:
            raise _invalid(
                "channelsOrderBy", f"{chapter.channels_order_by} is not one of {', '.join(CHANNELS_ORDER_BY)}"
            )
        metrics = [metric for metric in npm.METRICS.values() if chapter.performance.get(metric.id)]
        selection = self._of_chapter(chapter).that(_shown(metrics))
        grid = self._grid(from_ms, to_ms, step_ms, len(selection.channels) * (1 + len(metrics)))
        counted, within = _within(grid, hours)
        rows, total, chart, performance = chapters.traffic(
            self._store, selection, counted, within, chapter.channels_order_by, metrics
        )
        return TrafficData(grid.step_ms, rows, total, chart, counted.open_slot(self._now_ms()), performance)

    def top_chapter(self, chapter: Chapter, from_ms: int, to_ms: int, hours: BusinessHours | None = None) -> TopData:
        """Rows and series of a Chapter of type `top`; the range is rounded as a chart's. `hours` restrict it."""
        counted, within = _within(self._grid(from_ms, to_ms, STEP_MS, chapter.top), hours)
        where = [*self._of_chapter(chapter).union(), *self._filter(chapter.filter), *within]
        blacklist = chapter.blacklist_id
        records = None if blacklist is None else self._repository.blacklists.get(blacklist).records
        asked = top_chapter.question(chapter, counted, records, self._repository.whole.sources.all)
        return top_chapter.top(self._store, asked, counted, where, counted.open_slot(self._now_ms()))

    def topology(self, topology: Topology, from_ms: int, to_ms: int, step_ms: int = STEP_MS) -> list[PathLoad]:
        """What its paths carry, in the arithmetic of a traffic Chapter; the range is rounded as a chart's. A Profile or
        Channel that does not exist is told in its path."""
        found = {}
        for profile_id, channel_ids in path_loads.channels_of(topology).items():
            try:
                selection = select_channels(self._repository, profile_id, channel_ids, refuse_unknown=False)
            except NotFoundError:
                continue
            counted, _ = _within(self._grid(from_ms, to_ms, step_ms, len(selection.channels)), None)
            found[profile_id] = chapters.channel_rows(self._store, selection, counted)
        return path_loads.loads(topology, found)

    def _of_chapter(self, chapter: Chapter) -> Selection:
        channel_ids = None if chapter.channels == ALL_CHANNELS else chapter.channels
        return select_channels(self._repository, chapter.profile_id, channel_ids, refuse_unknown=False)

    def _where(self, query: StatisticsQuery | ListingQuery) -> list[Predicate]:
        selection = select_channels(self._repository, query.profile_id, query.channel_ids, refuse_unknown=True)
        return [*selection.union(), *self._filter(query.filter)]

    def _filter(self, text: str) -> list[Predicate]:
        return [predicate(parse(text), filter_context(self._repository.whole))]

    def _span(self, from_ms: int, to_ms: int) -> Span:
        """A range that reaches the present contains this very millisecond too."""
        if from_ms > to_ms:
            raise _invalid("from", "the time range ends before it begins")
        return Span(from_ms, to_ms + 1 if to_ms >= self._now_ms() else to_ms, self._time)

    def _grid(self, from_ms: int, to_ms: int, step_ms: int, lanes: int) -> Grid:
        if from_ms > to_ms:
            raise _invalid("from", "the time range ends before it begins")
        if step_ms < 1000 or step_ms % 1000:
            raise _invalid("step_ms", f"{step_ms} ms is not a whole number of seconds")
        grid = Grid.of(from_ms, to_ms, step_ms, self._time).until(self._now_ms())
        if grid.slots * max(1, lanes) > MAX_POINTS:
            raise _invalid("from", f"the chart would have {grid.slots} slots for each of {lanes} series: too many")
        return grid


def _metrics(ids: Sequence[str]) -> list[Metric]:
    """Metrics in their own order. Errors: InvalidError."""
    if unknown := set(ids) - npm.METRICS.keys():
        raise _invalid("npm", f"{min(unknown)} is not one of {', '.join(npm.METRICS)}")
    return [metric for metric in npm.METRICS.values() if metric.id in ids]


def _shown(metrics: Sequence[Metric]) -> Callable[[Channel], bool]:
    """Which Channels have anything to show."""
    return lambda channel: channel.shows_traffic or bool(metrics and channel.shows_npm)


def _within(grid: Grid, hours: BusinessHours | None) -> tuple[Counted, list[Predicate]]:
    """The slots that count, and what holds for the flows of theirs. Errors: InvalidError."""
    business = None if hours is None else BusinessTime.of(hours)
    try:
        counted = Counted.of(grid, business)
    except ValueError as error:
        raise _invalid("step_ms", str(error)) from None
    return counted, [] if business is None else [business.meets(grid.time.of_flow)]


def _invalid(field: str, message: str) -> InvalidError:
    return InvalidError([FieldError(field, message)])
