from __future__ import annotations

from fauxmon_api.web.dashboards.place import cells, style
from fauxmon_model.widget_place import Place


def test_a_place_is_told_in_lines_of_the_grid_and_in_the_order_of_reading() -> None:
    place = Place(8, 13, 4, 16)
    assert cells(place) == "8,13,4,16"
    assert style(place) == "grid-column: 9 / span 4; grid-row: 14 / span 16; order: 164"
