from __future__ import annotations

from typing import Any

import pytest

from fauxmon.modelling.layout_rules import misplaced


def widget(x: int, y: int, w: int, h: int) -> dict[str, Any]:
    return {"place": {"x": x, "y": y, "w": w, "h": h}, "layouts": None}


def told(*widgets: dict[str, Any]) -> list[tuple[Any, ...]]:
    return list(misplaced(("widgets",), widgets))


def test_beside_and_below_is_well() -> None:
    assert told(widget(0, 0, 6, 10), widget(6, 0, 6, 10), widget(0, 10, 12, 7)) == []


@pytest.mark.parametrize("other", [widget(5, 9, 2, 7), widget(0, 0, 6, 10), widget(1, 1, 2, 7), widget(0, 9, 12, 7)])
def test_upon_another_is_told(other: dict[str, Any]) -> None:
    assert told(widget(0, 0, 6, 10), other) == [
        (("widgets", 1, "place"), "lies upon widget 1 of the same dashboard"),
    ]


def test_beyond_the_grid_is_told_also_of_layouts() -> None:
    beyond = {"place": None, "layouts": {"lg": {"x": 8, "y": 0, "w": 5, "h": 7}}}
    assert told(beyond) == [(("widgets", 0, "layouts"), "lg: reaches to column 13, and the grid has 12")]
    narrow = {
        "place": None,
        "layouts": {"sm": {"x": 0, "y": 0, "w": 7, "h": 7}, "xl": {"x": 0, "y": 0, "w": 99, "h": 7}},
    }
    assert told(narrow) == [(("widgets", 0, "layouts"), "sm: reaches to column 7, and the grid has 6")]
    assert told(widget(8, 0, 5, 7)) == [(("widgets", 0, "place"), "reaches to column 13, and the grid has 12")]


def test_a_place_or_layouts_or_neither() -> None:
    both = {**widget(0, 0, 6, 10), "layouts": {}}
    assert told(both) == [(("widgets", 0), "a widget has either a place or layouts")]
    assert told({"place": None, "layouts": None}, {"place": None, "layouts": {"lg": "?"}}) == []
    (problem,) = told({"place": None, "layouts": [1]})
    assert problem == (("widgets", 0, "layouts"), "layouts: must be a mapping: lg, md, sm, xs, xxs")
