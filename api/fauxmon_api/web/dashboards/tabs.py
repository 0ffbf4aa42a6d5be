"""The row of tabs: Dashboards opened, made, renamed, moved and deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards.model_export import export_model
from fauxmon_api.web.dashboards.model_import import import_model
from fauxmon_api.web.dashboards.tools import Act, attempt, tool
from fauxmon_api.web.dialogs import asked, confirmed
from fauxmon_model.entities import DisplayedDashboard


def tab_row(
    context: Context, user_id: int, tabs: Sequence[DisplayedDashboard], current: DisplayedDashboard | None
) -> None:
    """The user's tabs from left to right, the menu of the one that is open, and a button for a new one."""
    dashboards = context.repository.dashboards
    made: list[int] = []
    model_files = context.model_files

    async def make() -> None:
        name = await asked("New Dashboard", "Name", "")
        if name and await attempt(lambda: made.append(dashboards.open(name, user_id).id)):
            ui.navigate.to(f"/dashboards/{made[-1]}")

    async def take() -> None:
        assert model_files is not None  # noqa: S101 - else there is no button
        done = await import_model(await asyncio.to_thread(model_files), user_id)
        if done is not None:
            shown = dashboards.displayed(user_id)
            first = next((tab.dashboard_id for tab in shown if tab.dashboard.name in done.dashboards), None)
            ui.navigate.to("/dashboards" if first is None else f"/dashboards/{first}")

    with ui.element("div").classes("fx-tab-row"):
        with ui.element("nav").classes("fx-tabs").props('aria-label="Dashboards"'):
            for tab in tabs:
                link = ui.link(tab.dashboard.name, f"/dashboards/{tab.dashboard_id}")
                if tab is current:
                    link.props("aria-current=page")
        with ui.element("div").classes("fx-moves"):
            if current is not None:
                _menu(context, user_id, current)
            tool("New dashboard", "add", make)
            if model_files is not None:
                tool("Import", "upload", take, "Import a model")
    # Where there are very many tabs, the open one is in sight.
    ui.run_javascript("document.querySelector('.fx-tabs [aria-current]')?.scrollIntoView({block: 'nearest'})")


def _menu(context: Context, user_id: int, tab: DisplayedDashboard) -> None:
    dashboards, id_, name = context.repository.dashboards, tab.dashboard_id, tab.dashboard.name

    async def rename() -> None:
        wanted = await asked("Rename Dashboard", "Name", name)
        if wanted and await attempt(lambda: dashboards.update(id_, name=wanted)):
            ui.navigate.to(f"/dashboards/{id_}")

    async def move(by: int) -> None:
        if await attempt(lambda: dashboards.shift(user_id, id_, by)):
            ui.navigate.to(f"/dashboards/{id_}")

    async def remove() -> None:
        agreed = await confirmed(f"Delete Dashboard {name}?", "Its Widgets go along.")
        if agreed and await attempt(lambda: dashboards.remove(id_)):
            ui.navigate.to("/dashboards")

    acts: dict[str, Act] = {"Rename…": rename, "Move left": lambda: move(-1), "Move right": lambda: move(1)}
    if (files := context.model_files) is not None:
        acts["Export as model"] = lambda: export_model(files, user_id, name)
    acts["Delete…"] = remove
    with tool("", "expand_more", None, f"Menu of {name}"), ui.menu():
        for label, act in acts.items():
            ui.menu_item(label, act)
