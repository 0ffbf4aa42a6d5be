"""WidgetView: one Widget on the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web import chart
from fauxmon_api.web import format as fmt
from fauxmon_api.web.dashboards.drawing import summaries_html, table_html
from fauxmon_api.web.dashboards.pies import Pies
from fauxmon_api.web.dashboards.place import cells, style
from fauxmon_api.web.dashboards.shot import LineChart, WidgetShot
from fauxmon_api.web.dashboards.topology_map import map_html
from fauxmon_api.web.dashboards.widget_menu import WidgetActions
from fauxmon_api.web.parts import EmptyState, text
from fauxmon_api.web.ranges import closed_until
from fauxmon_model.widget_kinds import CONNECTIONS, SUMMARIES


class WidgetView:
    """Made once for a kind of Widget, then drawn in place."""

    def __init__(self, context: Context, shot: WidgetShot, changed: Callable[[], Awaitable[None]]) -> None:
        actions = WidgetActions(context, shot.id, lambda: self._title.text, changed)
        with ui.element("section").classes("fx-panel fx-widget").props(f"data-widget={shot.id}") as self._section:
            with ui.element("header"):
                _grip("move", "Move", "drag_indicator")
                self._title = text("h2", "", "fx-title")
                self._period = ui.button("", on_click=actions.choose_time).classes("fx-period")
                self._period.props("flat dense no-caps color=none")
                actions.menu(self._section, timed=shot.clazz != CONNECTIONS)
            self._notice = EmptyState("Nothing to show")
            with ui.element("div").classes("fx-widget-body") as self._body:
                self._body.props("tabindex=0 role=group")  # it may have to be scrolled
                self._chart = chart.line_chart("fx-widget-chart") if shot.chart else None
                self._key = text("div", "", "fx-key fx-label") if shot.chart else None
                self._pies = Pies() if "piechart" in shot.data else None
                self._map = ui.html("", sanitize=False) if "topology" in shot.data else None
                self._table = ui.html("", sanitize=False)
            _grip("resize", "Resize", "south_east")

    @staticmethod
    def kind(shot: WidgetShot) -> tuple[object, ...]:
        """What a view is made for: with another one it must be made anew."""
        return shot.clazz, bool(shot.notice), shot.chart is None, "piechart" in shot.data, "topology" in shot.data

    def draw(self, shot: WidgetShot) -> None:
        """Show what is now. Nothing is made anew, so what has the focus keeps it."""
        self._title.set_text(shot.title)
        self._section.style(replace=style(shot.place))
        told = {"aria-label": shot.title, "data-place": cells(shot.place)}
        if any(self._section.props.get(name) != value for name, value in told.items()):
            self._section.props.update(told)
            self._section.update()
            self._body.props["aria-label"] = f"Content of {shot.title}"
            self._body.update()
        self._period.visible = bool(shot.period)
        self._period.set_text(when(shot))
        self._notice.visible, self._body.visible = bool(shot.notice), not shot.notice
        self._notice.hint.set_text(shot.notice)
        if shot.notice:
            return
        draw_table = summaries_html if shot.clazz == SUMMARIES else table_html
        self._table.set_content(draw_table(shot.data["table"]))
        if self._map is not None:
            self._map.set_content(map_html(shot.data["topology"]))
        if self._chart is not None and self._key is not None and shot.chart is not None:
            _draw_chart(self._chart, shot.chart, shot.taken_ms)
            self._key.set_text(key(shot.chart, shot.taken_ms))
        if self._pies is not None:
            self._pies.draw(shot.data, shot.both_ends)

    def put(self, index: int) -> None:
        """Among those that are there: Tab and screen readers go by this order. To move one takes its focus away."""
        self._section.move(target_index=index)

    def delete(self) -> None:
        """Take it from the page."""
        self._section.delete()


def when(shot: WidgetShot) -> str:
    """The time that a Widget shows; with the time at which it was read, if it is not read again."""
    return shot.period if shot.refresh_s > 0 else f"{shot.period} · as of {fmt.clock(shot.taken_ms)}"


def _grip(kind: str, label: str, icon: str) -> None:
    with ui.element("button").classes(f"fx-grip fx-grip-{kind}") as grip:
        grip.props(
            f'type=button data-grip={kind} aria-label="{label} by arrow keys" title="{label}: drag, or arrow keys"'
        )
        ui.icon(icon).props("aria-hidden=true")


def key(drawn: LineChart, now_ms: int) -> str:
    """What one must know to read the chart, and to compare it with the table."""
    parts = [f"{drawn.unit}, {fmt.duration(drawn.window.step_ms)} slots"]
    if drawn.table_step_ms != drawn.window.step_ms:
        parts.append(f"table of {fmt.duration(drawn.table_step_ms)} slots")
    if drawn.starts_late:
        parts.append(f"no flows before {fmt.moment(drawn.window.from_ms, now_ms)}")
    return " · ".join(parts)


def _draw_chart(element: ui.echart, drawn: LineChart, now_ms: int) -> None:
    closed_ms = closed_until(drawn.window, now_ms, drawn.open_slot_ms)
    chart.replace(element, chart.options(chart.reduced(drawn.lines), drawn.window, closed_ms, drawn.unit, legend=False))
