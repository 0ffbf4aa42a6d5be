"""What the Widgets of a Dashboard show now: the figures of the REST contract, and charts in finer slots."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.rest.fmd.drawn import draw
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.rest.search import grid
from fauxmon_api.web import format as fmt
from fauxmon_api.web.chart import Line
from fauxmon_api.web.dashboards.kinds import KINDS
from fauxmon_api.web.ranges import Window, fitting
from fauxmon_collector.analysis import STEP_MS, Chart, ChartQuery
from fauxmon_collector.analysis.methods import METHODS
from fauxmon_model.entities import ALL_CHANNELS, Chapter, Widget
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.widget_form import with_times
from fauxmon_model.widget_kinds import CONNECTIONS, TIME_SERIES
from fauxmon_model.widget_place import Place


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

    It was read at `taken_ms`, and is every `refresh_s` (0: never); `own_refresh_s` is what the Widget says of that.
    `both_ends`: a flow counts for two of its rows, as with statistics by address or port of either end.
    """

    id: int
    clazz: str
    place: Place
    title: str
    taken_ms: int
    period: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    both_ends: bool = False
    chart: LineChart | None = None
    notice: str = ""
    refresh_s: int = 0
    own_refresh_s: int | None = None


def read_widget(context: Context, widget: Widget, times: Mapping[str, str]) -> WidgetShot:
    """Over the time that it asks for, or over `times` (`from` and `to`). What keeps it from being drawn, it says."""
    options = WidgetOptions(with_times(widget.options, times) if times else widget.options)
    now_ms = context.now_ms()
    told = WidgetShot(widget.id, options.clazz, Place.of(widget.layouts), _title(widget, options), now_ms)
    try:
        return _read(context, options, told)
    except NotFoundError as error:
        return replace(told, notice=f"{error}.")
    except InvalidError as error:
        return replace(told, notice=f"{'; '.join(wrong.message for wrong in error.errors)}.")


def _title(widget: Widget, options: WidgetOptions) -> str:
    known = "Sources" if options.clazz == CONNECTIONS else KINDS.get(options.clazz, options.clazz)
    return options.name or known or f"Widget {widget.id}"


def _read(context: Context, options: WidgetOptions, told: WidgetShot) -> WidgetShot:
    drawn = draw(context, options)
    shot = replace(
        told,
        title=drawn.name or told.title,
        period="" if drawn.time is None else period(*drawn.time, told.taken_ms),
        data=drawn.data,
        notice=f"{drawn.nothing}." if drawn.nothing else "",
    )
    if drawn.nothing or drawn.chapter is None or drawn.time is None:
        return shot
    chapter = drawn.chapter
    if chapter.type == "top":
        chart = _top_chart(drawn.data["trafficChart"], *drawn.time) if options.clazz == TIME_SERIES else None
        return replace(shot, both_ends=len(METHODS[chapter.stats_by].sides) == 2, chart=chart)
    return replace(shot, chart=_chart(context, options, chapter, *drawn.time))


def period(from_ms: int, to_ms: int, now_ms: int) -> str:
    """`last 12 h`, or both ends when the time does not end now."""
    if abs(now_ms - to_ms) < 1000:
        return f"last {fmt.duration(to_ms - from_ms)}"
    return fmt.span(from_ms, to_ms)


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


def _top_chart(drawn: Mapping[str, Any], from_ms: int, to_ms: int) -> LineChart:
    """The subjects of a top Chapter: its own slots, so many of them put together that a chart can show them."""
    step_ms = max(STEP_MS, fitting(from_ms, to_ms).step_ms)
    window = Window(from_ms - from_ms % step_ms, -(-to_ms // step_ms) * step_ms, step_ms)
    lines = []
    for line in drawn["lines"]:
        points: defaultdict[int, float] = defaultdict(float)
        for second, rate in line["values"]:
            points[-(-second * 1000 // step_ms) * step_ms] += rate * STEP_MS / step_ms
        lines.append(Line(line["name"], line["color"], "+", points))
    return LineChart(window, lines, None, drawn["metricLabel"], step_ms, starts_late=False)


def _read_chart(context: Context, profile_id: str, channel_ids: Sequence[str], window: Window) -> Chart:
    query = ChartQuery(profile_id, window.from_ms, window.to_ms, channel_ids=channel_ids, step_ms=window.step_ms)
    return context.analysis.chart(query)


def _first_slot(chart: Chart, window: Window) -> int:
    """Where the first slot begins that has flows."""
    labels = (label for series in chart.series for label, rate in series.points if rate)
    return min(labels, default=window.from_ms + window.step_ms) - window.step_ms
