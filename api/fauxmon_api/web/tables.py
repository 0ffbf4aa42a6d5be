"""LiveTable: a dense, sortable table whose rows are replaced in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from fauxmon_api.web.live_rows import LiveRows


@dataclass(frozen=True, slots=True)
class Column:
    """A column over the rows' value `name`, by which it sorts; what is shown is `row["text"][name]` where that exists.

    `kind`: `name` has a swatch in `row["color"]`; `state` stands in `row["tone"]`; `share` has a bar of
    `row["percent"]`; `harm` is a number that should be zero; `hex` and `prose` break lines; `delete` is a button; a
    `check` is ticked by `row["checked"]`; a `spark` is a path in a box of 100 to 20, in `row["color"]`. What `name` and
    `link` say leads to `row["href"]`, if there is one.
    `narrow` columns stay on narrow screens.
    """

    name: str
    label: str
    kind: Literal[
        "text", "number", "name", "state", "share", "harm", "hex", "prose", "delete", "check", "link", "spark"
    ] = "text"
    narrow: bool = True

    def as_prop(self) -> dict[str, Any]:
        """As the component takes it."""
        classes = [f"fx-cell-{self.kind}", *([] if self.narrow else ["fx-narrow-hide"])]
        sortable = self.kind not in ("delete", "check", "spark")
        return {
            "name": self.name,
            "key": f"{self.name} {self.kind}",
            "label": self.label,
            "kind": self.kind,
            "classes": " ".join(classes),
            "sortable": sortable,
        }


class LiveTable(LiveRows, component="live_table.js"):
    """Rows need a unique `id`; with `page`, so many are shown at once. Emits `remove` with the id of the row whose
    delete button was pressed, `check` with id and state of a box that was ticked or cleared."""

    def __init__(self, label: str, columns: Sequence[Column], page: int = 0) -> None:
        super().__init__()
        self._props["label"] = label
        self._props["columns"] = [column.as_prop() for column in columns]
        self._props["page"] = page
