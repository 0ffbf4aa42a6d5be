"""The pages `/dashboards` and `/dashboards/{id}`."""

from __future__ import annotations

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards import editing
from fauxmon_api.web.dashboards.place import Place
from fauxmon_api.web.dashboards.shot import DashboardShot, read
from fauxmon_api.web.dashboards.tools import attempt, tools
from fauxmon_api.web.dashboards.widget_view import WidgetView
from fauxmon_api.web.frame import STATIC
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.parts import Banner, EmptyState, switch
from fauxmon_model.entities import Dashboard

PERIODS = {"": "As set", "h1Ago": "1 h", "h6Ago": "6 h", "h12Ago": "12 h", "d1Ago": "1 d"}
"""Each Widget's own time, or one for all of them while the page is open."""
REFRESH_S = 5.0
"""Widgets look back over hours, so they need not be as quick as the Monitoring Center."""


class DashboardsPage:
    """One visitor's tabs (R54) and the Widgets of the one that is open: `dashboard_id`, or the first."""

    def __init__(self, context: Context, user_id: int, dashboard_id: int | None) -> None:
        tabs = [shown.dashboard for shown in context.repository.dashboards.displayed(user_id)]
        current = next((tab for tab in tabs if dashboard_id in {None, tab.id}), None)
        self._context = context
        self._views: dict[int, WidgetView] = {}
        self._shape: list[object] = []
        self._since = ""
        self.live: list[LiveView[DashboardShot]] = []
        if current is None:
            with ui.element("div").classes("fx-tools"):
                _tabs(tabs, current)
                tools(context, user_id, None, self._refresh)
            _nothing(tabs, dashboard_id)
            return
        with ui.element("div").classes("fx-tools"):
            _tabs(tabs, current)
            tools(context, user_id, current, self._refresh)
            switch("Time range", PERIODS, self._since).on_value_change(self._choose_period)
        banner = Banner()
        self._empty = EmptyState("This Dashboard has no Widgets yet")
        self._empty.hint.set_text("Press Add widget and choose what it draws.")
        ui.add_head_html(f'<script src="{STATIC}/dashboard_grid.js?v={context.settings.version}"></script>')
        ui.on("widget_placed", self._place)
        self._grid = ui.element("div").classes("fx-grid")
        self.live.append(LiveView(lambda: read(context, current.id, self._since), self._draw, banner.show, REFRESH_S))

    async def _choose_period(self, event: events.ValueChangeEventArguments[str]) -> None:
        self._since = event.value
        await self._refresh()

    async def _refresh(self) -> None:
        for view in self.live:
            await view.refresh()

    async def _place(self, event: events.GenericEventArguments) -> None:
        widget_id, *cells = (int(number) for number in event.args)
        await attempt(lambda: editing.put(self._context.repository, widget_id, Place.asked(*cells)))
        await self._refresh()

    def _draw(self, shot: DashboardShot) -> None:
        shape: list[object] = [(w.id, w.place, w.clazz, bool(w.notice), w.chart is None) for w in shot.widgets]
        if shape != self._shape:
            self._shape = shape
            self._grid.clear()
            with self._grid:
                self._views = {widget.id: WidgetView(self._context, widget, self._refresh) for widget in shot.widgets}
        for widget in shot.widgets:
            self._views[widget.id].draw(widget, shot.now_ms)
        self._empty.visible = not shot.widgets


def _tabs(tabs: list[Dashboard], current: Dashboard | None) -> None:
    with ui.element("nav").classes("fx-tabs").props('aria-label="Dashboards"'):
        for tab in tabs:
            link = ui.link(tab.name, f"/dashboards/{tab.id}")
            if current is not None and tab.id == current.id:
                link.props("aria-current=page")


def _nothing(tabs: list[Dashboard], dashboard_id: int | None) -> None:
    missing = EmptyState("No such Dashboard" if dashboard_id else "No Dashboards")
    missing.visible = True
    missing.hint.set_text(
        f"Dashboard {dashboard_id} does not exist, or it is not shown to you."
        if tabs and dashboard_id
        else "Press New dashboard to make one."
    )
