"""The dialog that adds a Widget."""

from __future__ import annotations

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards import editing
from fauxmon_api.web.dashboards.tools import Act, attempt
from fauxmon_api.web.parts import text
from fauxmon_model.widget_kinds import CHAPTER_ENDPOINT, OVER_CHAPTERS

CLASSES = dict(zip(OVER_CHAPTERS, ("Chart", "Pies", "Tiles"), strict=True))
"""The ways to draw a Chapter."""


async def add_widget(context: Context, dashboard_id: int, added: Act) -> None:
    """Ask what is to be drawn, and how, if it is a Chapter; then `added` is awaited."""
    repository = context.repository

    def follow() -> None:
        endpoint = str(what.value)
        how.visible = endpoint.startswith(CHAPTER_ENDPOINT)
        if how.visible:
            how.set_value(editing.fitting_class(repository, endpoint))

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
    clazz = str(how.value) if how.visible else editing.fitting_class(repository, endpoint)
    if await attempt(lambda: editing.add(repository, dashboard_id, endpoint, clazz)):
        await added()
