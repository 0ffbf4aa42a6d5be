"""LiveRows: an element of rows, of which only what changed is sent to the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nicegui.element import Element

Row = dict[str, Any]


class LiveRows(Element):
    """Rows need a unique `id`. The component takes them as `rows` of a `version`, and what changes later by its method
    `change`; it leaves out a change that is not newer than what it has, since rows overtake changes on their way."""

    def __init__(self) -> None:
        super().__init__()
        self._props["rows"] = []
        self._props["version"] = 0

    def fill(self, rows: list[Row]) -> None:
        """Show `rows`; nothing is sent when they are what is shown."""
        shown = self._props["rows"]
        if rows == shown:
            return
        stay = {row["id"] for row in shown} & {row["id"] for row in rows}
        with self._props.suspend_updates():
            self._props["rows"] = rows
            self._props["version"] += 1
        if stay:
            self.run_method("change", self._props["version"], changed(shown, rows))
        else:
            self.update()


def changed(before: Sequence[Row], after: Sequence[Row]) -> dict[str, Any]:
    """`rows` that are new or have other names than before; of the rest the `values` that are other, each row's with
    its id; and the `order` of all ids if that is another, else None."""
    known = {row["id"]: row for row in before}
    order = [row["id"] for row in after]
    same = [row for row in after if row["id"] in known and _names(known[row["id"]]) == _names(row)]
    alike = {row["id"] for row in same}
    return {
        "rows": [row for row in after if row["id"] not in alike],
        "values": [{"id": row["id"], **_other(known[row["id"]], row)} for row in same if known[row["id"]] != row],
        "order": order if order != list(known) else None,
    }


def _names(row: Row) -> tuple[set[str], set[str]]:
    return set(row), set(row.get("text", ()))


def _other(before: Row, after: Row) -> Row:
    other = {name: value for name, value in after.items() if before[name] != value}
    if "text" in other:
        other["text"] = {name: text for name, text in after["text"].items() if before["text"][name] != text}
    return other
