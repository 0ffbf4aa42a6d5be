"""What can be done to a Widget: its menu, and its time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.web.dashboards.refresh import INTERVALS_S, interval
from fauxmon_api.web.dashboards.times import asked_times
from fauxmon_api.web.dashboards.tools import attempt
from fauxmon_api.web.dialogs import asked, chosen, confirmed
from fauxmon_model.widget_form import with_times

_AS_DASHBOARD = -1


class WidgetActions:
    """Of one Widget; `title` is what it is called, `done` is awaited after each change."""

    def __init__(
        self, context: Context, widget_id: int, title: Callable[[], str], done: Callable[[], Awaitable[None]]
    ) -> None:
        self._context = context
        self._widgets = context.repository.widgets
        self._id = widget_id
        self._title = title
        self._done = done

    def menu(self, section: ui.element, *, timed: bool) -> None:
        """A button with all of them; `section` is what is shown on the full screen, `timed` whether a time matters."""
        with ui.button(icon="more_vert").props('flat dense round size=sm color=none aria-label="Menu"'), ui.menu():
            ui.menu_item("Rename…", self.rename)
            if timed:
                ui.menu_item("Time range…", self.choose_time)
            ui.menu_item("Auto refresh…", self.choose_refresh)
            ui.menu_item("Full screen").on(
                "click", js_handler=f"() => getHtmlElement({section.id}).requestFullscreen()"
            )
            ui.menu_item("Remove…", self.remove)

    async def rename(self) -> None:
        """Ask for a name; without one it goes by what it draws."""
        name = await asked("Rename Widget", "Name", self._title())
        if name:
            await self._change(lambda options: {**options, "name": name})

    async def choose_time(self) -> None:
        """Ask for a time of its own."""
        options = WidgetOptions(self._widgets.get(self._id).options)
        times = await asked_times(f"Time of {self._title()}", options.written_times(), self._context.now_ms())
        if times:
            await self._change(lambda options: with_times(options, times))

    async def choose_refresh(self) -> None:
        """Ask how often it is read anew."""
        now = WidgetOptions(self._widgets.get(self._id).options).refresh_s
        known = {_AS_DASHBOARD: "As the Dashboard", **{s: interval(s).capitalize() for s in INTERVALS_S}}
        value = await chosen(f"Auto refresh of {self._title()}", known, _AS_DASHBOARD if now is None else now)
        if value is not None:
            every_s = None if value == _AS_DASHBOARD else value
            await self._change(lambda options: {**options, "refreshInterval": every_s})

    async def remove(self) -> None:
        """Once somebody agrees."""
        agreed = await confirmed(f"Remove Widget {self._title()}?", "What it draws stays.", action="Remove")
        if agreed and await attempt(lambda: self._widgets.remove(self._id)):
            await self._done()

    async def _change(self, change: Callable[[dict[str, object]], dict[str, object]]) -> None:
        def made() -> None:
            self._widgets.update(self._id, options=change(self._widgets.get(self._id).options))

        if await attempt(made):
            await self._done()
