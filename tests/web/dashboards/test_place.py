from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.web.dashboards.place import Place


def test_the_large_layout_is_honoured() -> None:
    place = Place.of({"lg": {"x": 8, "y": 13, "w": 4, "h": 16}, "md": {"x": 0, "y": 0, "w": 1, "h": 1}})
    assert place == Place(8, 13, 4, 16)
    assert place.style == "grid-column: 9 / span 4; grid-row: 14 / span 16"


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
