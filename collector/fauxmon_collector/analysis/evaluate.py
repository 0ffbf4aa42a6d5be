"""Analysis: the one door through which REST and the pages ask about flows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fauxmon_collector.analysis import chapters, flow_questions, questions, rates, sums
from fauxmon_collector.analysis.plan import (
    Predicate,
    Selection,
    filter_context,
    of_protocol,
    select_channels,
)
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_collector.analysis.totals import totals
from fauxmon_collector.analysis.types import (
    STEP_MS,
    ChannelTotals,
    Chart,
    ChartQuery,
    Listing,
    ListingQuery,
    Series,
    Statistics,
    StatisticsQuery,
    TopData,
    TrafficData,
)
from fauxmon_collector.store.base import FlowStore, Span
from fauxmon_model.entities.chapter import CHANNELS_ORDER_BY, Chapter
from fauxmon_model.entities.profile import ALL_CHANNELS
from fauxmon_model.errors import FieldError, InvalidError
from fauxmon_model.filter import parse, predicate
from fauxmon_model.repository import Repository

MAX_POINTS = 2_000_000
"""Points that one chart may have, over all Channels."""


class Analysis:
    """Charts, totals, statistics and Chapters over the flows in a store. Safe to call from several threads.

    Errors of all calls: NotFoundError (Profile), InvalidError (a field that makes no sense), FilterError, StoreError.
    """

    def __init__(self, store: FlowStore, repository: Repository, now_ms: Callable[[], int]) -> None:
        self._store = store
        self._repository = repository
        self._now_ms = now_ms

    def chart(self, query: ChartQuery) -> Chart:
        """Rates by slot for each Channel."""
        if query.measure not in rates.MEASURES:
            raise _invalid("measure", f"{query.measure} is not one of {', '.join(rates.MEASURES)}")
        where = of_protocol(query.protocol)
        selection = select_channels(self._repository, query.profile_id, query.channel_ids, refuse_unknown=True)
        grid = self._grid(query.from_ms, query.to_ms, query.step_ms, len(selection.channels))
        slots = sums.by_channel(self._store, selection, grid, where)
        values = rates.of_field(slots, rates.MEASURES[query.measure], grid.step_ms).tolist()
        series = [
            Series(channel.id, channel.name, channel.sign, channel.color, list(zip(grid.labels, own, strict=True)))
            for channel, own in zip(selection.channels, values, strict=True)
        ]
        return Chart(grid.step_ms, series, grid.open_slot(self._now_ms()))

    def totals(
        self,
        profile_id: str,
        from_ms: int,
        to_ms: int,
        channel_ids: Sequence[str] | None = None,
        protocol: int = 0,
    ) -> list[ChannelTotals]:
        """Sums of each Channel over flows received in [from, to), in the Profile's order."""
        selection = select_channels(self._repository, profile_id, channel_ids, refuse_unknown=True)
        return totals(self._store, selection, self._span(from_ms, to_ms), of_protocol(protocol))

    def statistics(self, query: StatisticsQuery) -> Statistics:
        """Top N over flows received in [from, to). A flow in several of the Channels counts once."""
        return self.prepared_statistics(query)()

    def prepared_statistics(self, query: StatisticsQuery) -> Callable[[], Statistics]:
        """The same, checked now and computed when it is called; then its only error is StoreError."""
        question = questions.of(query, self._repository.sources.all)
        where = [*of_protocol(query.protocol), *self._where(query)]
        span, ms = self._span(query.from_ms, query.to_ms), max(1, query.to_ms - query.from_ms)
        return lambda: questions.answered(question, self._store, span, where, ms)

    def listing(self, query: ListingQuery) -> Listing:
        """Flows, or groups of flows, received in [from, to). A flow in several of the Channels is there once."""
        return self.prepared_listing(query)()

    def prepared_listing(self, query: ListingQuery) -> Callable[[], Listing]:
        """The same, checked now and computed when it is called; then its only error is StoreError."""
        wanted = flow_questions.of(query, self._repository.sources.all)
        span, where = self._span(query.from_ms, query.to_ms), self._where(query)
        return lambda: Listing(wanted.columns, wanted.find(self._store, span, where))

    def traffic_chapter(self, chapter: Chapter, from_ms: int, to_ms: int, step_ms: int = STEP_MS) -> TrafficData:
        """Table and series of a Chapter of type `traffic`; the range is rounded as a chart's."""
        if chapter.channels_order_by not in CHANNELS_ORDER_BY:
            raise _invalid(
                "channelsOrderBy", f"{chapter.channels_order_by} is not one of {', '.join(CHANNELS_ORDER_BY)}"
            )
        selection = self._of_chapter(chapter)
        grid = self._grid(from_ms, to_ms, step_ms, len(selection.channels))
        rows, total, chart = chapters.traffic(self._store, selection, grid, chapter.channels_order_by)
        return TrafficData(grid.step_ms, rows, total, chart, grid.open_slot(self._now_ms()))

    def top_chapter(self, chapter: Chapter, from_ms: int, to_ms: int) -> TopData:
        """Rows and series of a Chapter of type `top`; the range is rounded as a chart's."""
        grid = self._grid(from_ms, to_ms, STEP_MS, chapter.top)
        where = [*self._of_chapter(chapter).union(), *self._filter(chapter.filter)]
        method = questions.method(chapter.stats_by, self._repository.sources.all)
        rows, together, total, chart = chapters.top(
            self._store, method, questions.order(chapter.order_by), chapter.top, grid, where
        )
        return TopData(grid.step_ms, rows, together, total, chart, grid.open_slot(self._now_ms()))

    def _of_chapter(self, chapter: Chapter) -> Selection:
        channel_ids = None if chapter.channels == ALL_CHANNELS else chapter.channels
        return select_channels(self._repository, chapter.profile_id, channel_ids, refuse_unknown=False)

    def _where(self, query: StatisticsQuery | ListingQuery) -> list[Predicate]:
        selection = select_channels(self._repository, query.profile_id, query.channel_ids, refuse_unknown=True)
        return [*selection.union(), *self._filter(query.filter)]

    def _filter(self, text: str) -> list[Predicate]:
        return [predicate(parse(text), filter_context(self._repository))]

    def _span(self, from_ms: int, to_ms: int) -> Span:
        """A range that reaches the present contains this very millisecond too."""
        if from_ms > to_ms:
            raise _invalid("from", "the time range ends before it begins")
        return Span(from_ms, to_ms + 1 if to_ms >= self._now_ms() else to_ms)

    def _grid(self, from_ms: int, to_ms: int, step_ms: int, lanes: int) -> Grid:
        if from_ms > to_ms:
            raise _invalid("from", "the time range ends before it begins")
        if step_ms < 1000 or step_ms % 1000:
            raise _invalid("step_ms", f"{step_ms} ms is not a whole number of seconds")
        grid = Grid.of(from_ms, to_ms, step_ms).until(self._now_ms())
        if grid.slots * max(1, lanes) > MAX_POINTS:
            raise _invalid("from", f"the chart would have {grid.slots} slots for each of {lanes} series: too many")
        return grid


def _invalid(field: str, message: str) -> InvalidError:
    return InvalidError([FieldError(field, message)])
