"""RowList: rows of fields in an order that somebody can change."""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from nicegui import ui


class Row(Protocol):
    """What is listed."""

    box: ui.element


Listed = TypeVar("Listed", bound=Row)


class RowList(Generic[Listed]):
    """`rows` in their order; `label` names the list to screen readers."""

    def __init__(self, label: str) -> None:
        self.rows: list[Listed] = []
        self._box = ui.element("div").classes("fx-channels").props(f'role=list aria-label="{label}"')

    def append(self, row: Listed) -> None:
        """One more, as the last."""
        self.rows.append(row)
        row.box.move(self._box)

    def move(self, row: Listed, by: int) -> None:
        """Up or down."""
        place = self.rows.index(row)
        target = min(max(place + by, 0), len(self.rows) - 1)
        self.rows.insert(target, self.rows.pop(place))
        row.box.move(target_index=target)

    def drop(self, row: Listed) -> None:
        """Take it off the list."""
        self.rows.remove(row)
        row.box.delete()

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


def row_box() -> ui.element:
    """The element of a row."""
    return ui.element("div").classes("fx-channel").props("role=listitem")


def add_button(label: str) -> ui.button:
    """What adds a row."""
    return ui.button(label, icon="add").props("flat dense no-caps color=none").classes("fx-small")
