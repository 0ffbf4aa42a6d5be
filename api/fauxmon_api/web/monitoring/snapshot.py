"""Everything that one drawing of the Monitoring Center needs, read in one go off the event loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.web.collector_state import endpoint
from fauxmon_api.web.event_tail import EventTail
from fauxmon_api.web.monitoring.selection import Selection
from fauxmon_api.web.ranges import Window, closed_until
from fauxmon_collector.analysis import ChannelTotals, Chart, ChartQuery, NpmSeries
from fauxmon_model.entities import LIVE, Profile, Source

EVENTS = 200


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`performance` is that of the Channels shown together, if it is what is measured. `sources` by the id of their
    Channel, `totals` by Channel id over the window, `events` newest first."""

    selection: Selection
    now_ms: int
    window: Window
    profiles: Sequence[Profile]
    profile: Profile
    chart: Chart
    performance: NpmSeries | None
    totals: Mapping[str, ChannelTotals]
    sources: Mapping[str, Source]
    last_seen: Mapping[int, int]
    events: Sequence[Mapping[str, Any]]
    endpoint: str
    silent_after_s: float

    @property
    def closed_ms(self) -> int:
        """The end of the last slot that is over."""
        return closed_until(self.window, self.now_ms, self.chart.open_slot_ms)

    def points(self, channel_id: str) -> Sequence[tuple[int, float]]:
        """Of a Channel; none if the chart leaves it out."""
        return next((series.points for series in self.chart.series if series.channel_id == channel_id), ())


class Reading:
    """Of one page, which asks again and again."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._events = EventTail(context, EVENTS)

    def read(self, selection: Selection) -> Snapshot:
        """The state now. A Profile that is not there (any more) gives *All Sources*."""
        context, now_ms = self._context, self._context.now_ms()
        window = selection.window(now_ms)
        profiles = context.repository.profiles.all()
        by_id = {profile.id: profile for profile in profiles}
        profile = by_id.get(selection.profile_id) or context.repository.profiles.get(LIVE)
        query = ChartQuery(
            profile.id, window.from_ms, window.to_ms, selection.rate, selection.protocol, step_ms=window.step_ms
        )
        totals = context.analysis.totals(profile.id, window.from_ms, window.to_ms, protocol=selection.protocol)
        counters = context.collecting.source_counters()
        return Snapshot(
            selection=selection,
            now_ms=now_ms,
            window=window,
            profiles=profiles,
            profile=profile,
            chart=context.analysis.chart(query),
            performance=_performance(context, query, profile, selection),
            totals={total.channel_id: total for total in totals},
            sources={source.channel_id: source for source in context.repository.sources.all()},
            last_seen={source_id: values["last_seen_ms"] for source_id, values in counters.items()},
            events=self._events.read(),
            endpoint=endpoint([(str(item["host"]), int(item["port"])) for item in context.collecting.listeners()]),
            silent_after_s=context.settings.silent_after_s,
        )


def _performance(context: Context, query: ChartQuery, profile: Profile, selection: Selection) -> NpmSeries | None:
    shown = [channel.id for channel in profile.channels if selection.shows(channel.id)]
    if selection.metric is None or not shown:
        return None
    asked = replace(query, npm=(selection.metric,), channel_ids=shown)
    return next(iter(context.analysis.chart(asked).npm), None)
