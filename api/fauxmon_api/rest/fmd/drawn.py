"""What a Widget draws, for REST and for the pages: its Chapter, the Sources, or a Topology, over its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.rest.fmc.chapter_shape import DISABLED
from fauxmon_api.rest.fmd import figures, views
from fauxmon_api.rest.fmd.connections import connections
from fauxmon_api.rest.fmd.figures import PERFORMANCE, Figures
from fauxmon_api.rest.fmd.topology_view import topology_view
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.rest.search import grid
from fauxmon_collector.analysis import STEP_MS
from fauxmon_model.entities import ALL_CHANNELS, Chapter
from fauxmon_model.errors import FieldError, InvalidError, NotFoundError
from fauxmon_model.widget_kinds import CONNECTIONS_ENDPOINT, SUMMARIES, TIME_SERIES, TOPOLOGY, TWO_PIES

_VIEWS: dict[str, Callable[[WidgetOptions, Figures], dict[str, Any]]] = {
    TIME_SERIES: views.time_series_and_table,
    TWO_PIES: views.two_pies_and_table,
    SUMMARIES: views.summaries,
}
"""Widgets over Chapters, by `clazz`."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """`data` is WidgetData (contract 2.11.2) but for its name; where there is none, `nothing` says why.

    `time` is the Widget's, from and to, None if it shows what is now. `chapter` is what it draws, if it draws one.
    """

    name: str | None
    data: dict[str, Any] = field(default_factory=dict)
    nothing: str = ""
    time: tuple[int, int] | None = None
    chapter: Chapter | None = None


def draw(context: Context, options: WidgetOptions) -> Drawn:
    """The slot that is still open is drawn with what has arrived so far. Errors: NotFoundError (Chapter, Topology,
    Channel), InvalidError (its time, or a Channel that its Chapter does not have)."""
    if options.endpoint == CONNECTIONS_ENDPOINT:
        return Drawn(options.name, connections(context))
    if options.clazz == TOPOLOGY and options.topology_id is not None:
        return _topology(context, options, options.topology_id)
    view = _VIEWS.get(options.clazz)
    if view is None or options.chapter_id is None:
        missing = f"A {options.clazz or 'Widget'} over {options.endpoint or 'nothing'} has no data"
        return Drawn(options.name, nothing=missing)
    chapter = context.repository.chapters.get(options.chapter_id)
    name = options.name or chapter.name
    if not chapter.status:
        return Drawn(name, nothing=DISABLED, chapter=chapter)
    _check_series(context, chapter, options)
    from_ms, to_ms = options.times(context.now_ms())
    found, any_flow = _figures(context, chapter, from_ms, _slot_end(to_ms))
    if not any_flow:
        return Drawn(name, nothing="No flow matches", time=(from_ms, to_ms), chapter=chapter)
    return Drawn(name, view(options, found), time=(from_ms, to_ms), chapter=chapter)


def _topology(context: Context, options: WidgetOptions, topology_id: str) -> Drawn:
    topology = context.repository.topologies.get(numbered("Topology", topology_id))
    name = options.name or topology.name
    from_ms, to_ms = options.times(context.now_ms())
    if not topology.nodes:
        return Drawn(name, nothing="The Topology has no nodes", time=(from_ms, to_ms))
    end_ms, step_ms = grid(from_ms, _slot_end(to_ms))
    loads = context.analysis.topology(topology, from_ms, end_ms, step_ms)
    return Drawn(name, topology_view(topology, loads), time=(from_ms, to_ms))


def _slot_end(to_ms: int) -> int:
    """The end of the slot that is still open: whoever looks now wants to see what has just arrived."""
    return to_ms + -to_ms % STEP_MS


def _figures(context: Context, chapter: Chapter, from_ms: int, to_ms: int) -> tuple[Figures, bool]:
    """What the Chapter says about a time, and whether there is anything to see."""
    if chapter.type == "top":
        top = figures.of_top(chapter, context.analysis.top_chapter(chapter, from_ms, to_ms))
        return top, top.total.values["fl"] > 0
    to_ms, step_ms = grid(from_ms, to_ms)
    traffic = context.analysis.traffic_chapter(chapter, from_ms, to_ms, step_ms)
    return figures.of_traffic(chapter, traffic), traffic.any_flow


def _check_series(context: Context, chapter: Chapter, options: WidgetOptions) -> None:
    """Every Channel that is chosen is one of the Chapter's. Errors: NotFoundError, InvalidError."""
    if chapter.type == "top":
        return
    for series in options.series:
        profile_id, bar, channel_id = series.id.rpartition("|")
        if series.id in PERFORMANCE or not bar:
            continue
        if context.repository.profiles.get(profile_id).channel(channel_id) is None:
            raise NotFoundError("Channel", series.id)
        listed = chapter.channels == ALL_CHANNELS or channel_id in chapter.channels
        if profile_id != chapter.profile_id or not listed:
            message = f"Channel {series.id} is not one of the Chapter {chapter.name}"
            raise InvalidError([FieldError("options.visualizationSettings", message)])
