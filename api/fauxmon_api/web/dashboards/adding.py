"""The dialog that adds a Widget: what can be drawn, and for each a button for every way to draw it."""

from __future__ import annotations

from functools import partial

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards import editing
from fauxmon_api.web.dashboards.tools import Act, attempt
from fauxmon_api.web.dialogs import answered, opened
from fauxmon_api.web.parts import text


async def add_widget(context: Context, dashboard_id: int, added: Act) -> None:
    """Ask what is to be drawn, and how; then `added` is awaited."""
    repository = context.repository
    with opened("Add widget", "fx-add") as dialog:
        find = ui.input("Find").props('outlined dense autofocus clearable aria-label="Find"').classes("fx-wide")
        with ui.element("ul").classes("fx-scroll fx-offers"):
            rows = [_row(offer, dialog) for offer in editing.offers(repository)]
        with ui.element("div").classes("fx-actions"):
            ui.button("Cancel", on_click=lambda: dialog.submit(None)).props("flat no-caps color=none")

        def narrow() -> None:
            wanted = str(find.value or "").strip().lower()
            for name, row in rows:
                row.visible = wanted in name.lower()

        find.on_value_change(narrow)
    chosen: tuple[str, str] | None = await answered(dialog)
    if chosen is not None and await attempt(lambda: editing.add(repository, dashboard_id, *chosen)):
        await added()


def _row(offer: editing.Offer, dialog: ui.dialog) -> tuple[str, ui.element]:
    with ui.element("li") as row:
        text("span", offer.name)
        for clazz, way in offer.ways.items():
            button = ui.button(way, on_click=partial(dialog.submit, (offer.endpoint, clazz)))
            button.props("flat dense no-caps color=none").props["aria-label"] = f"{offer.name}: {way}"
    return offer.name, row
