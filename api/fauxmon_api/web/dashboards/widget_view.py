"""WidgetView: one Widget on the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.rest.fmd.drawn import SUMMARIES
from fauxmon_api.web import chart
from fauxmon_api.web import format as fmt
from fauxmon_api.web.dashboards.drawing import summaries_html, table_html
from fauxmon_api.web.dashboards.pies import Pies
from fauxmon_api.web.dashboards.shot import LineChart, WidgetShot
from fauxmon_api.web.dashboards.topology_map import map_html
from fauxmon_api.web.dashboards.widget_menu import widget_menu
from fauxmon_api.web.parts import EmptyState, text
from fauxmon_api.web.ranges import closed_until


class WidgetView:
    """Made once for a kind of Widget, then drawn in place."""

    def __init__(self, context: Context, shot: WidgetShot, changed: Callable[[], Awaitable[None]]) -> None:
        with ui.element("section").classes("fx-panel fx-widget").style(shot.place.style) as section:
            section.props(f"data-widget={shot.id} data-place={shot.place.cells}")
            with ui.element("header"):
                _grip("move", "Move", "drag_indicator")
                self._title = text("h2", "", "fx-title")
                self._period = text("span", "", "fx-label")
                widget_menu(context, shot.id, lambda: self._title.text, section, changed)
            self._notice = EmptyState("Nothing to show")
            with ui.element("div").classes("fx-widget-body") as self._body:
                self._chart = chart.line_chart("fx-widget-chart") if shot.chart else None
                self._key = text("div", "", "fx-key fx-label") if shot.chart else None
                self._pies = Pies() if "piechart" in shot.data else None
                self._map = ui.html("", sanitize=False) if "topology" in shot.data else None
                self._table = ui.html("", sanitize=False)
            _grip("resize", "Resize", "south_east")
        self._section = section

    def draw(self, shot: WidgetShot, now_ms: int) -> None:
        """Show what is now."""
        self._title.set_text(shot.title)
        self._section.props["aria-label"] = shot.title
        self._period.set_text(shot.period)
        self._notice.visible, self._body.visible = bool(shot.notice), not shot.notice
        self._notice.hint.set_text(shot.notice)
        if shot.notice:
            return
        draw_table = summaries_html if shot.clazz == SUMMARIES else table_html
        self._table.set_content(draw_table(shot.data["table"]))
        if self._map is not None:
            self._map.set_content(map_html(shot.data["topology"]))
        if self._chart is not None and self._key is not None and shot.chart is not None:
            _draw_chart(self._chart, shot.chart, now_ms)
            self._key.set_text(key(shot.chart, now_ms))
        if self._pies is not None:
            self._pies.draw(shot.data, shot.both_ends)


def _grip(kind: str, label: str, icon: str) -> None:
    with ui.element("button").classes(f"fx-grip fx-grip-{kind}") as grip:
        grip.props(
            f'type=button data-grip={kind} aria-label="{label} by arrow keys" title="{label}: drag, or arrow keys"'
        )
        ui.icon(icon).props("aria-hidden=true")


def key(drawn: LineChart, now_ms: int) -> str:
    """What one must know to read the chart, and to compare it with the table."""
    parts = [f"{drawn.unit}, {fmt.duration(drawn.window.step_ms)} slots, UTC"]
    if drawn.table_step_ms != drawn.window.step_ms:
        parts.append(f"table of {fmt.duration(drawn.table_step_ms)} slots")
    if drawn.starts_late:
        parts.append(f"no flows before {fmt.moment(drawn.window.from_ms, now_ms)}")
    return " · ".join(parts)


def _draw_chart(element: ui.echart, drawn: LineChart, now_ms: int) -> None:
    closed_ms = closed_until(drawn.window, now_ms, drawn.open_slot_ms)
    chart.replace(element, chart.options(chart.reduced(drawn.lines), drawn.window, closed_ms, drawn.unit, legend=False))
