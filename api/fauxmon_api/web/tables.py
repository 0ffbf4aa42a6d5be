"""Dense tables whose rows are replaced in place."""

from __future__ import annotations

from typing import Any

from nicegui import ui

TEXTS = '<q-td :props="props">{{ props.row.text?.[props.col.name] ?? props.value }}</q-td>'
"""Cell that shows `row.text[column]` where there is one, so that columns sort by value and read well."""

STATE = """
<q-td :props="props">
  <span :class="'fx-' + props.row.tone"><span class="fx-dot"></span>{{ props.value }}</span>
</q-td>"""
"""Cell of an activity: a dot and a text in `row.tone`."""


def column(name: str, label: str, *, left: bool = False, narrow: bool = True) -> dict[str, Any]:
    """A sortable column; numbers stand at the right. `narrow`: whether it is shown on narrow screens too."""
    hidden = "" if narrow else "fx-narrow-hide"
    align = "left" if left else "right"
    look = {"align": align, "classes": hidden, "headerClasses": hidden}
    return {"name": name, "label": label, "field": name, "sortable": True, **look}


def table(columns: list[dict[str, Any]], *, tall: bool = False) -> ui.table:
    """A table keyed by `id`; a tall one scrolls under its heading."""
    made = ui.table(rows=[], columns=columns, row_key="id").classes("fx-table")
    return made.classes("fx-tall" if tall else "").props("flat dense hide-no-data binary-state-sort")


def fill(made: ui.table, rows: list[dict[str, Any]]) -> None:
    """Show `rows`; nothing is sent when they are what is shown."""
    if made.rows != rows:
        made.rows = rows
