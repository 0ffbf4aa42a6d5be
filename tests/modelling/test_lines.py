"""Lines of charts, in whatever clients have written."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon.modelling.lines import Line, changed, lines, of_channel

NODE = of_channel("P", "a|b")
VIEWS: Any = [
    {"settings": {"series": "*", "columns": ["id"]}},
    {"settings": {"series": [{"id": "rtt", "name": "RTT"}, {"name": "no id"}, {"id": NODE}]}, "id": "not one"},
]


def test_lines_are_those_of_the_series_alone() -> None:
    assert [(line.path, line.channel) for line in lines(VIEWS)] == [
        ((1, "settings", "series", 0, "id"), None),
        ((1, "settings", "series", 2, "id"), ("P", "a|b")),
    ]


@pytest.mark.parametrize("views", [None, 3, {"a": 1}, [], [1], [{"settings": 3}], [{"settings": {"series": [1]}}]])
def test_whatever_is_no_line_is_none(views: Any) -> None:
    assert list(lines(views)) == []
    assert changed(views, lambda _: "x") == views


def test_what_is_changed_is_a_copy() -> None:
    made = changed(VIEWS, lambda line: "x" if line.channel else line.id)
    assert made[1]["settings"]["series"] == [{"id": "rtt", "name": "RTT"}, {"name": "no id"}, {"id": "x"}]
    assert VIEWS[1]["settings"]["series"][2]["id"] == NODE


def test_a_channel_is_two_names() -> None:
    assert Line((), {"profile": "P", "channel": 3}).channel is None
    assert Line((), {"profile": "P"}).channel is None
