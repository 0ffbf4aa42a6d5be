"""The row of tools above the Widgets of a Dashboard."""

from __future__ import annotations

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards.adding import add_widget
from fauxmon_api.web.dashboards.refresh import INTERVALS_S, Reader, interval
from fauxmon_api.web.dashboards.times import QUICK, asked_times
from fauxmon_api.web.dashboards.tools import Act, attempt, tool
from fauxmon_api.web.parts import switch, text
from fauxmon_model.entities import DisplayedDashboard
from fauxmon_model.widget_form import TIMES

_OWN = "As set"
_SWITCHED = ("1 h", "6 h", "12 h", "1 d")


class PageTools:
    """Of one tab. `reader` is told what is chosen, and `refresh` is awaited to show it."""

    def __init__(self, context: Context, tab: DisplayedDashboard, reader: Reader, refresh: Act) -> None:
        self._context = context
        self._tab = tab
        self._reader = reader
        self._refresh = refresh
        with ui.element("div").classes("fx-tools fx-board-tools"):
            tool("Add widget", "add", lambda: add_widget(context, tab.dashboard_id, refresh))
            self._range = switch("Time range", {name: name for name in (_OWN, *_SWITCHED)}, _OWN)
            self._range.on_value_change(self._choose_range)
            tool("", "event", self._ask, "From … to …")
            self._when = text("span", "", "fx-label")
            intervals = {every_s: interval(every_s).capitalize() for every_s in INTERVALS_S}
            known = intervals if tab.refresh_s in intervals else {**intervals, tab.refresh_s: interval(tab.refresh_s)}
            every = ui.select(known, value=tab.refresh_s, on_change=self._choose_interval)
            every.props('outlined dense options-dense prefix="Refresh" aria-label="Auto refresh"')
            with ui.element("div").classes("fx-moves"):
                tool("", "refresh", self._anew, "Refresh now")
                _in_browser("", "fullscreen", "document.documentElement.requestFullscreen()", "Full screen")
                _in_browser("", "print", "window.print()", "Print, or save as PDF")

    async def _choose_range(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        if event.value is not None:
            await self._show(QUICK.get(event.value))

    async def _ask(self) -> None:
        now = dict(self._reader.times) or TIMES
        times = await asked_times("Time of all Widgets", now, self._context.now_ms())
        if times:
            self._range.set_value(None)
            await self._show((times["from"], times["to"]))
            self._when.set_text(f"{times['from']} – {times['to']}")

    async def _show(self, ends: tuple[str, str] | None) -> None:
        self._when.set_text("")
        self._reader.times = {} if ends is None else dict(zip(TIMES, ends, strict=True))
        await self._refresh()

    async def _choose_interval(self, event: events.ValueChangeEventArguments[int]) -> None:
        dashboards = self._context.repository.dashboards
        if await attempt(lambda: dashboards.arrange(self._tab.id, None, refresh_s=event.value)):
            await self._refresh()

    async def _anew(self) -> None:
        self._reader.forget()
        await self._refresh()


def _in_browser(label: str, icon: str, script: str, name: str) -> None:
    tool(label, icon, None, name).on("click", js_handler=f"() => {script}")
