from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from nicegui import events, ui

from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.row_list import RowList, row_box


class Named:
    """A row with a name."""

    def __init__(self, name: str) -> None:
        with row_box() as self.box:
            self.name = ui.input("Name", value=name)

    def field(self, path: str) -> Place:
        return among({"name": self.name}, path)


def listed(names: str) -> RowList[Named]:
    rows: RowList[Named] = RowList("Letters")
    for name in names:
        rows.append(Named(name))
    return rows


def shown(rows: RowList[Named]) -> str:
    """The names in the order of the page, which is that of the list."""
    boxes = rows._box.default_slot.children
    assert boxes == [row.box for row in rows.rows]
    return "".join(str(row.name.value) for row in rows.rows)


def dragged(rows: RowList[Named], first: int, target: int) -> None:
    """As the browser tells it."""
    told: Any = SimpleNamespace(args=[first, target])
    rows._moved(told)


def test_rows_move_by_a_place_and_not_beyond_the_ends(on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        rows = listed("abc")
        rows.move(rows.rows[0], 1)
        assert shown(rows) == "bac"
        rows.move(rows.rows[0], -1)
        rows.move(rows.rows[2], 1)
        assert shown(rows) == "bac"

    on_a_page(story)


def test_rows_are_dragged_to_where_they_are_dropped(on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        rows = listed("abcd")
        dragged(rows, 0, 2)
        assert shown(rows) == "bcad"
        dragged(rows, 3, 0)
        assert shown(rows) == "dbca"
        for first, target in ((0, 4), (-1, 0), (7, 1)):
            dragged(rows, first, target)
        assert shown(rows) == "dbca"

    on_a_page(story)


def test_a_row_is_dropped_from_the_list_and_the_page(on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        rows = listed("abc")
        rows.drop(rows.rows[1])
        assert shown(rows) == "ac"

    on_a_page(story)


def test_a_field_is_found_by_the_place_of_its_row(on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        rows = listed("ab")
        rows.move(rows.rows[0], 1)
        assert rows.field("[1].name") is rows.rows[1].name
        assert rows.rows[1].name.value == "a"
        assert [rows.field(path) for path in ("[2].name", "[0].color", "[0]", "name")] == [None] * 4

    on_a_page(story)


def test_the_browser_tells_moves(on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        rows = listed("ab")
        (listener,) = [one for one in rows._box._event_listeners.values() if one.type == "moved"]
        sent = events.GenericEventArguments(sender=rows._box, client=rows._box.client, args=[0, 1])
        assert listener.handler is not None
        listener.handler(sent)
        assert shown(rows) == "ba"

    on_a_page(story)
