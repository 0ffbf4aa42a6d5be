"""A Widget's place as the browser is told it."""

from __future__ import annotations

from fauxmon_model.widget_place import COLUMNS, Place


def cells(place: Place) -> str:
    """As the script of the page reads it."""
    return f"{place.x},{place.y},{place.w},{place.h}"


def style(place: Place) -> str:
    """As CSS grid lines. On a narrow page Widgets stand below each other, in the order in which one reads them."""
    order = place.y * COLUMNS + place.x
    return f"grid-column: {place.x + 1} / span {place.w}; grid-row: {place.y + 1} / span {place.h}; order: {order}"
