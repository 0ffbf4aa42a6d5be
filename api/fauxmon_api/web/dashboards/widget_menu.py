"""The menu of a Widget."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards import editing
from fauxmon_api.web.dashboards.tools import attempt
from fauxmon_api.web.dialogs import asked, confirmed

TIMES = ("m15Ago", "h1Ago", "h6Ago", "h12Ago", "d1Ago", "w1Ago", "M1Ago", "today", "thisWeek", "thisMonth")


def widget_menu(
    context: Context, widget_id: int, title: Callable[[], str], section: ui.element, done: Callable[[], Awaitable[None]]
) -> None:
    """A button with what can be done to the Widget."""
    widgets = context.repository.widgets

    async def rename() -> None:
        name = await asked("Rename Widget", "Name", title())
        if name and await attempt(
            lambda: widgets.update(widget_id, options={**widgets.get(widget_id).options, "name": name})
        ):
            await done()

    async def choose(since: str) -> None:
        if await attempt(
            lambda: widgets.update(widget_id, options=editing.with_time(widgets.get(widget_id).options, since))
        ):
            await done()

    async def remove() -> None:
        if await confirmed(f"Remove Widget {title()}?", "What it draws stays.", action="Remove") and await attempt(
            lambda: widgets.remove(widget_id)
        ):
            await done()

    with ui.button(icon="more_vert").props('flat dense round size=sm color=none aria-label="Menu"'), ui.menu():
        ui.menu_item("Rename…", rename)
        with ui.menu_item("Time range", auto_close=False), ui.menu().props('anchor="top end" self="top start"'):
            for since in TIMES:
                ui.menu_item(f"{since} – now", lambda since=since: choose(since))
        ui.menu_item("Full screen").on("click", js_handler=f"() => getHtmlElement({section.id}).requestFullscreen()")
        ui.menu_item("Remove…", remove)
