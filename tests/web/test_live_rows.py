from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from fauxmon_api.web.live_rows import Row, changed
from fauxmon_api.web.tables import Column, LiveTable


def rows(**values: int) -> list[Row]:
    return [{"id": id_, "value": value} for id_, value in values.items()]


def test_rows_that_stay_are_left_out() -> None:
    assert changed(rows(a=1, b=2, c=3), rows(a=1, b=5, c=3)) == {"rows": [], "values": rows(b=5), "order": None}
    assert changed(rows(a=1), rows(a=1)) == {"rows": [], "values": [], "order": None}


def test_of_a_row_only_what_is_other_goes() -> None:
    before = {"id": 7, "name": "a", "last": 1, "text": {"last": "12:00", "first": "11:00"}}
    later = {**before, "last": 2, "text": {"last": "12:01", "first": "11:00"}}
    assert changed([before], [later])["values"] == [{"id": 7, "last": 2, "text": {"last": "12:01"}}]
    for other in ({"id": 7, "name": "a"}, {**before, "text": {"last": "12:00"}}, {**before, "href": "/"}):
        assert changed([before], [other]) == {"rows": [other], "values": [], "order": None}, "with other names, whole"


def test_rows_come_go_and_move() -> None:
    added = changed(rows(a=1, b=2), rows(a=1, c=3, b=2))
    assert added == {"rows": rows(c=3), "values": [], "order": ["a", "c", "b"]}
    assert changed(rows(a=1, b=2), rows(b=2)) == {"rows": [], "values": [], "order": ["b"]}
    assert changed(rows(a=1, b=2), rows(b=3, a=1)) == {"rows": [], "values": rows(b=3), "order": ["b", "a"]}


def test_a_table_sends_what_changed_and_all_when_nothing_stays(on_a_page: Callable[..., None]) -> None:
    async def story() -> None:
        table = LiveTable("Numbers", (Column("value", "Value"),))
        box = table.client.outbox

        async def sent(*shown: Row) -> tuple[list[Any], list[str]]:
            """Elements and calls that go to the browser for it."""
            box.updates.clear()
            box.messages.clear()
            table.fill(list(shown))
            await asyncio.sleep(0)  # calls go with the next turn of the loop
            return list(box.updates.values()), [message["code"] for _, _, message in box.messages]

        assert await sent(*rows(a=1, b=2)) == ([table], [])
        elements, (call,) = await sent(*rows(a=1, b=3))
        assert elements == []
        assert '"change"' in call
        assert '[2,{"rows":[],"values":[{"id":"b","value":3}],"order":null}]' in call
        assert await sent(*rows(a=1, b=3)) == ([], [])
        assert table.props["rows"] == rows(a=1, b=3), "who joins later gets them all"
        assert await sent(*rows(c=4)) == ([table], [])
        assert await sent() == ([table], [])

    on_a_page(story)
