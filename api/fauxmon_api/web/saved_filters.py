"""SavedMenu: the filters that somebody has saved, and those of the product, beside a field for one."""

from __future__ import annotations

from nicegui import ui

from fauxmon_api.web.dialogs import asked, confirmed
from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.parts import text
from fauxmon_collector.analysis.saved_filters import offered
from fauxmon_model.entities import SavedFilter
from fauxmon_model.errors import ModelError
from fauxmon_model.repository import Repository


class SavedMenu:
    """A button whose menu puts a filter into `box`, keeps what is written there, and deletes what was kept."""

    def __init__(self, repository: Repository, box: FilterBox) -> None:
        self._repository = repository
        self._box = box
        with ui.element("div") as self._place:
            button = ui.button(icon="bookmark_border").props("flat dense color=none").classes("fx-saved-button")
        with button.props('title="Saved filters" aria-label="Saved filters" aria-haspopup=menu'):
            self._menu = ui.menu().classes("fx-saved").on("before-show", self._list)

    def _list(self) -> None:
        own = {kept.name: kept for kept in self._repository.saved_filters.all()}
        self._menu.clear()
        with self._menu:
            ui.menu_item("Save this filter…", self._ask).classes("fx-saved-keep")
            for name, written in offered(self._repository).items():
                with ui.element("div").classes("fx-saved-row"):
                    with ui.menu_item(on_click=lambda written=written: self._recall(written)):
                        text("b", name)
                        text("code", written)
                    if name in own:
                        self._delete_button(own[name])

    def _delete_button(self, kept: SavedFilter) -> None:
        title = f"Delete {kept.name}"
        button = ui.button(icon="delete_outline", on_click=lambda: self._remove(kept)).props("flat dense color=none")
        button.props["title"] = button.props["aria-label"] = title

    def _recall(self, written: str) -> None:
        self._box.text = written

    async def _ask(self) -> None:
        with self._place:  # what a menu holds goes when it closes
            name = await asked("Save this filter", "Name", "")
            if not name:
                return
            try:
                kept = self._repository.saved_filters.keep(name, self._box.text)
            except ModelError as error:
                ui.notify(f"It is not saved: {error}", type="negative")
            else:
                ui.notify(f"Filter {kept.name} is saved")

    async def _remove(self, kept: SavedFilter) -> None:
        self._menu.close()
        with self._place:
            if not await confirmed(f"Delete filter {kept.name}?"):
                return
            try:
                self._repository.saved_filters.remove(kept.id)
            except ModelError as error:
                ui.notify(str(error), type="negative")
