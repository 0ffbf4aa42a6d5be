from __future__ import annotations

from typing import Any

import pytest

from fauxmon_model.widget_place import Place, put, settled


def test_the_large_layout_is_honoured() -> None:
    place = Place.of({"lg": {"x": 8, "y": 13, "w": 4, "h": 16}, "md": {"x": 0, "y": 0, "w": 1, "h": 1}})
    assert place == Place(8, 13, 4, 16)


@pytest.mark.parametrize(
    ("layouts", "place"),
    [
        ({}, Place(0, 0, 6, 11)),
        ({"lg": None}, Place(0, 0, 6, 11)),
        ({"lg": {"x": 10, "y": -3, "w": 9, "h": 0}}, Place(10, 0, 2, 3)),
        ({"lg": {"x": "left", "w": 2.0}}, Place(0, 0, 2, 11)),
    ],
)
def test_what_does_not_fit_is_moved_into_the_grid(layouts: dict[str, Any], place: Place) -> None:
    assert Place.of(layouts) == place


def test_what_would_be_covered_goes_down() -> None:
    places = {1: Place(0, 0, 6, 10), 2: Place(6, 0, 6, 10), 3: Place(6, 10, 6, 7)}
    moved = settled(places, 1, Place(4, 0, 6, 10))
    assert moved == {1: Place(4, 0, 6, 10), 2: Place(6, 10, 6, 10), 3: Place(6, 20, 6, 7)}


def test_only_what_changes_is_written() -> None:
    wide = {"x": 6, "y": 0, "w": 30, "h": 90, "i": "7", "extra": [1]}
    layouts = {"lg": wide, "md": {"any": 1}, "sm": "kept"}
    assert put(7, layouts, Place(6, 4, 6, 60)) == {**layouts, "lg": {**wide, "y": 4}}


def test_a_wide_layout_that_is_missing_is_made_and_the_others_stay() -> None:
    made = {"x": 1, "y": 2, "w": 3, "h": 8, "i": "7", "minW": 2, "minH": 7}
    assert put(7, {"md": {"any": 1}}, Place(1, 2, 3, 8)) == {"md": {"any": 1}, "lg": made}
