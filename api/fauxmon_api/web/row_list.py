"""RowList: rows of fields in an order that somebody can change."""

from __future__ import annotations

import re
from typing import Generic, Protocol, TypeVar

from nicegui import events, ui
from nicegui.element import Element

from fauxmon_api.web.marks import NOWHERE, Place

_ROW = re.compile(r"\[(\d+)\]\.?(.*)")


class Row(Protocol):
    """What is listed."""

    box: ui.element

    def field(self, path: str) -> Place:
        """Where what is wrong with one of its fields is marked."""


Listed = TypeVar("Listed", bound=Row)


class _Box(Element, component="row_list.js"):
    """Emits `moved` with the old and the new place of a row."""


class RowList(Generic[Listed]):
    """`rows` in their order; `label` names the list to screen readers."""

    def __init__(self, label: str) -> None:
        self.rows: list[Listed] = []
        self._box = _Box()
        self._box.props["label"] = label
        self._box.on("moved", self._moved)

    def append(self, row: Listed) -> None:
        """One more, as the last."""
        self.rows.append(row)
        row.box.move(self._box)

    def move(self, row: Listed, by: int) -> None:
        """Up or down."""
        place = self.rows.index(row)
        self._put(row, min(max(place + by, 0), len(self.rows) - 1))

    def drop(self, row: Listed) -> None:
        """Take it off the list."""
        self.rows.remove(row)
        row.box.delete()

    def field(self, path: str) -> Place:
        """Of a row: `[1].name` is a field of the second."""
        found = _ROW.fullmatch(path)
        if found is None or int(found[1]) >= len(self.rows):
            return NOWHERE
        return self.rows[int(found[1])].field(found[2])

    def handle(self, what: str) -> None:
        """That by which the row that is being built is dragged."""
        title = f"Move this {what}: drag it, or press the arrow keys"
        with ui.element("button").classes("fx-grip fx-row-grip") as grip:
            ui.icon("drag_indicator").props("aria-hidden=true")
        grip.props.update({"type": "button", "data-grip": "row", "title": title, "aria-label": title})

    def buttons(self, row: Listed, what: str, *, ordered: bool = True) -> None:
        """Those of a row of which there is a `what`."""
        order = (("arrow_upward", "Up", -1), ("arrow_downward", "Down", 1)) if ordered else ()
        with ui.element("div").classes("fx-moves"):
            for icon, title, by in order:
                ui.button(icon=icon, on_click=lambda by=by: self.move(row, by)).props(
                    f'flat dense color=none title="{title}" aria-label="{title}"'
                )
            title = f"Remove this {what}"
            ui.button(icon="delete_outline", on_click=lambda: self.drop(row)).props(
                f'flat dense color=none title="{title}" aria-label="{title}"'
            )

    def _moved(self, event: events.GenericEventArguments) -> None:
        first, target = map(int, event.args)
        if 0 <= first < len(self.rows) and 0 <= target < len(self.rows):
            self._put(self.rows[first], target)

    def _put(self, row: Listed, target: int) -> None:
        self.rows.remove(row)
        self.rows.insert(target, row)
        row.box.move(target_index=target)


def row_box() -> ui.element:
    """The element of a row."""
    return ui.element("div").classes("fx-channel").props("role=listitem")


def add_button(label: str) -> ui.button:
    """What adds a row."""
    return ui.button(label, icon="add").props("flat dense no-caps color=none").classes("fx-small")
