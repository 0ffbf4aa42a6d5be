"""What the Widgets of a Dashboard show now: the figures of the REST contract, and charts in finer slots."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.rest.fmd.drawn import CONNECTIONS, TIME_SERIES, draw
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.rest.search import grid
from fauxmon_api.web import format as fmt
from fauxmon_api.web.chart import Line
from fauxmon_api.web.dashboards.place import Place
from fauxmon_api.web.ranges import Window, fitting
from fauxmon_collector.analysis import Chart, ChartQuery
from fauxmon_collector.analysis.methods import METHODS
from fauxmon_model.entities import ALL_CHANNELS, Chapter, Dashboard, Widget
from fauxmon_model.errors import InvalidError, NotFoundError


@dataclass(frozen=True, slots=True)
class LineChart:
    """Areas over time; `open_slot_ms` as the analysis has it.

    `starts_late`: the Widget asks for more time, but there are no flows before. The table is made of `table_step_ms`.
    """

    window: Window
    lines: Sequence[Line]
    open_slot_ms: int | None
    unit: str
    table_step_ms: int
    starts_late: bool


@dataclass(frozen=True, slots=True)
class WidgetShot:
    """One Widget. `data` is its WidgetData (contract 2.11.2); `notice` says why there is none.

    `both_ends`: a flow counts for two of its rows, as with statistics by address or port of either end.
    """

    id: int
    clazz: str
    place: Place
    title: str
    period: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    both_ends: bool = False
    chart: LineChart | None = None
    notice: str = ""


@dataclass(frozen=True, slots=True)
class DashboardShot:
    """All Widgets of a Dashboard."""

    now_ms: int
    widgets: Sequence[WidgetShot]


def read(context: Context, dashboard_id: int, since: str = "") -> DashboardShot:
    """The state now, over the time that each Widget asks for, or from `since` (like `h1Ago`) until now.

    Errors: NotFoundError if the Dashboard is gone; a Widget that cannot be drawn says so itself.
    """
    dashboard: Dashboard = context.repository.dashboards.get(dashboard_id)
    return DashboardShot(context.now_ms(), [_widget(context, widget, since) for widget in dashboard.widgets])


def _widget(context: Context, widget: Widget, since: str) -> WidgetShot:
    times = {"parametersSettings": [{"name": "from", "value": since}, {"name": "to", "value": "now"}]}
    options = WidgetOptions({**widget.options, **(times if since else {})})
    place = Place.of(widget.layouts)
    title = options.name or ("Sources" if options.clazz == CONNECTIONS else options.clazz) or f"Widget {widget.id}"
    try:
        drawn = draw(context, options)
    except NotFoundError as error:
        return WidgetShot(widget.id, options.clazz, place, title, notice=f"{error}.")
    except InvalidError as error:
        notice = "; ".join(wrong.message for wrong in error.errors)
        return WidgetShot(widget.id, options.clazz, place, title, notice=f"{notice}.")
    shot = WidgetShot(
        id=widget.id,
        clazz=options.clazz,
        place=place,
        title=drawn.name or title,
        period="" if drawn.time is None else period(*drawn.time, context.now_ms()),
        data=drawn.data,
        notice=f"{drawn.nothing}." if drawn.nothing else "",
    )
    if drawn.nothing or drawn.chapter is None or drawn.time is None:
        return shot
    chapter = drawn.chapter
    if chapter.type == "top":
        return replace(shot, both_ends=len(METHODS[chapter.stats_by].sides) == 2)
    return replace(shot, chart=_chart(context, options, chapter, *drawn.time))


def period(from_ms: int, to_ms: int, now_ms: int) -> str:
    """`last 12 h`, or both ends when the time does not end now."""
    if abs(now_ms - to_ms) < 1000:
        return f"last {fmt.duration(to_ms - from_ms)}"
    return f"{fmt.moment(from_ms, now_ms)} – {fmt.moment(to_ms, now_ms)} UTC"


def _chart(context: Context, options: WidgetOptions, chapter: Chapter, from_ms: int, to_ms: int) -> LineChart | None:
    if options.clazz != TIME_SERIES:
        return None
    window = fitting(from_ms, to_ms)
    profile = context.repository.profiles.get(chapter.profile_id)
    known = [channel.id for channel in profile.channels]
    wanted = known if chapter.channels == ALL_CHANNELS else [c for c in known if c in chapter.channels]
    series = {each.id for each in options.series}
    chosen = [c for c in wanted if not series or f"{profile.id}|{c}" in series]
    read_chart = partial(_read_chart, context, profile.id, chosen)
    chart = read_chart(window)
    start_ms = _first_slot(chart, window)
    starts_late = start_ms - window.from_ms > (window.to_ms - window.from_ms) / 2
    if starts_late:
        window = fitting(start_ms, to_ms)
        chart = read_chart(window)
    lines = [Line(s.name, s.color, s.sign, dict(s.points)) for s in chart.series]
    return LineChart(window, lines, chart.open_slot_ms, "b/s", grid(from_ms, to_ms)[1], starts_late)


def _read_chart(context: Context, profile_id: str, channel_ids: Sequence[str], window: Window) -> Chart:
    query = ChartQuery(profile_id, window.from_ms, window.to_ms, channel_ids=channel_ids, step_ms=window.step_ms)
    return context.analysis.chart(query)


def _first_slot(chart: Chart, window: Window) -> int:
    """Where the first slot begins that has flows."""
    labels = (label for series in chart.series for label, rate in series.points if rate)
    return min(labels, default=window.from_ms + window.step_ms) - window.step_ms
