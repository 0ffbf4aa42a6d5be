"""The tools of a Dashboard: its tabs made, renamed, moved and deleted, and Widgets added."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.rest.fmd.drawn import SUMMARIES, TIME_SERIES
from fauxmon_api.rest.fmd.widget_options import CHAPTER_ENDPOINT
from fauxmon_api.web.dashboards import editing
from fauxmon_api.web.dialogs import asked, confirmed
from fauxmon_api.web.parts import text
from fauxmon_model.entities import Dashboard
from fauxmon_model.errors import ModelError

CLASSES = {TIME_SERIES: "Chart", "TwoPiesAndTableWidget": "Pies", SUMMARIES: "Tiles"}
Done = Callable[[], Awaitable[None]]


async def attempt(change: Callable[[], object]) -> bool:
    """Make a change off the event loop; whether it was made. What is wrong with it is told."""
    try:
        await asyncio.to_thread(change)
    except ModelError as error:
        ui.notify(str(error), type="negative")
        return False
    return True


def tools(context: Context, user_id: int, current: Dashboard | None, added: Done) -> None:
    """Buttons beside the tabs; those of the open Dashboard only where one is open."""
    repository = context.repository

    async def make() -> None:
        name = await asked("New Dashboard", "Name", "")
        if name and await attempt(lambda: made.append(editing.open_new(repository, user_id, name))):
            ui.navigate.to(f"/dashboards/{made[-1]}")

    made: list[int] = []
    with ui.element("div").classes("fx-moves"):
        if current is not None:
            _button("Add widget", "add", lambda: _add(context, current.id, added))
        _button("New dashboard", "create_new_folder", make)
        if current is not None:
            _of_current(context, user_id, current)
        ui.button("Print", icon="print").props("flat dense no-caps color=none").on(
            "click", js_handler="() => window.print()"
        )


def _of_current(context: Context, user_id: int, current: Dashboard) -> None:
    dashboards, here = context.repository.dashboards, f"/dashboards/{current.id}"

    async def rename() -> None:
        name = await asked("Rename Dashboard", "Name", current.name)
        if name and await attempt(lambda: dashboards.update(current.id, name=name)):
            ui.navigate.to(here)

    async def move(by: int) -> None:
        if await attempt(lambda: editing.shift(context.repository, user_id, current.id, by)):
            ui.navigate.to(here)

    async def remove() -> None:
        agreed = await confirmed(f"Delete Dashboard {current.name}?", "Its Widgets go along.")
        if agreed and await attempt(lambda: dashboards.remove(current.id)):
            ui.navigate.to("/dashboards")

    _button("Rename", "edit", rename)
    _button("", "chevron_left", lambda: move(-1), "Move tab left")
    _button("", "chevron_right", lambda: move(1), "Move tab right")
    _button("", "delete_outline", remove, "Delete Dashboard")


def _button(label: str, icon: str, act: Done, name: str = "") -> None:
    button = ui.button(label, icon=icon, on_click=act).props("flat dense no-caps color=none")
    if name:
        button.props(f'aria-label="{name}" title="{name}"')


async def _add(context: Context, dashboard_id: int, added: Done) -> None:
    repository = context.repository

    def follow() -> None:
        chosen = str(what.value)
        how.visible = chosen.startswith(CHAPTER_ENDPOINT)
        if how.visible:
            how.set_value(editing.usual_class(repository, chosen))

    with ui.dialog(value=True) as dialog, ui.card().classes("fx-dialog"):
        text("h2", "Add widget", "fx-title")
        with ui.element("div").classes("fx-scroll"):
            choices = editing.drawable(repository)
            what = ui.radio(choices, value=next(iter(choices)), on_change=follow).props("dense")
        how = ui.radio(CLASSES).props('inline dense aria-label="Drawn as"')
        follow()
        with ui.element("div").classes("fx-actions"):
            ui.button("Cancel", on_click=lambda: dialog.submit(False)).props("flat no-caps color=none")
            ui.button("Add", on_click=lambda: dialog.submit(True), color=None).classes("fx-button")
    agreed, endpoint = bool(await dialog), str(what.value)
    dialog.delete()
    if not agreed:
        return
    clazz = str(how.value) if how.visible else editing.usual_class(repository, endpoint)
    if await attempt(lambda: editing.add(repository, dashboard_id, endpoint, clazz)):
        await added()
