"""The pages `/dashboards` and `/dashboards/{id}`."""

from __future__ import annotations

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards.page_tools import PageTools
from fauxmon_api.web.dashboards.refresh import TICK_S, DashboardShot, Reader
from fauxmon_api.web.dashboards.tabs import tab_row
from fauxmon_api.web.dashboards.tools import attempt
from fauxmon_api.web.dashboards.widget_view import WidgetView
from fauxmon_api.web.frame import STATIC
from fauxmon_api.web.live import LiveView
from fauxmon_api.web.parts import Banner, EmptyState, text
from fauxmon_model.widget_place import Place


class DashboardsPage:
    """One visitor's tabs (R54) and the Widgets of the one that is open: `dashboard_id`, or the first."""

    def __init__(self, context: Context, user_id: int, dashboard_id: int | None) -> None:
        tabs = context.repository.dashboards.displayed(user_id)
        current = next((tab for tab in tabs if dashboard_id in {None, tab.dashboard_id}), None)
        self._context = context
        self._views: dict[int, tuple[object, WidgetView]] = {}
        self.live: list[LiveView[DashboardShot]] = []
        tab_row(context, user_id, tabs, current)
        if current is None:
            _nothing(bool(tabs), dashboard_id)
            return
        self._reader = Reader(context, current.id)
        PageTools(context, current, self._reader, self._refresh)
        text("h1", current.dashboard.name, "fx-title fx-board-name")
        banner = Banner()
        self._empty = EmptyState("This Dashboard has no Widgets yet")
        self._empty.hint.set_text("Press Add widget and choose what it draws.")
        ui.add_head_html(f'<script src="{STATIC}/dashboard_grid.js?v={context.settings.version}"></script>')
        ui.on("widget_placed", self._place)
        self._grid = ui.element("div").classes("fx-grid")
        self.live.append(LiveView(self._reader.read, self._draw, banner.show, TICK_S))

    async def _refresh(self) -> None:
        for view in self.live:
            await view.refresh()

    async def _place(self, event: events.GenericEventArguments) -> None:
        widget_id, *asked = (int(number) for number in event.args)
        place = Place(*asked)
        if not await attempt(lambda: self._context.repository.widgets.place(widget_id, place)):
            ui.run_javascript(f"fauxmonGrid.restore({widget_id})")
        await self._refresh()

    def _draw(self, shot: DashboardShot) -> None:
        shown = {widget.id: WidgetView.kind(widget) for widget in shot.widgets}
        for id_, (kind, view) in list(self._views.items()):
            if shown.get(id_) != kind:
                view.delete()
                del self._views[id_]
        with self._grid:
            for index, widget in enumerate(shot.widgets):
                if widget.id not in self._views:
                    view = WidgetView(self._context, widget, self._refresh)
                    view.put(index)
                    self._views[widget.id] = shown[widget.id], view
                self._views[widget.id][1].draw(widget)
        self._empty.visible = not shot.widgets


def _nothing(any_tabs: bool, dashboard_id: int | None) -> None:
    missing = EmptyState("No such Dashboard" if dashboard_id else "No Dashboards")
    missing.visible = True
    missing.hint.set_text(
        f"Dashboard {dashboard_id} does not exist, or it is not shown to you."
        if any_tabs and dashboard_id
        else "Press New dashboard to make one."
    )
