"""Pies: the two rings of a Widget, each with a line that says what it shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement

from fauxmon_api.web import chart
from fauxmon_api.web import format as fmt
from fauxmon_api.web.parts import text

Values = Sequence[Mapping[str, str]]


class Pies:
    """The rows of the table against each other, and their sum against the rest where there is one."""

    def __init__(self) -> None:
        with ui.element("div").classes("fx-pies"):
            _, self._rows, self._rows_caption = _ring()
            self._whole_figure, self._whole, self._whole_caption = _ring()

    def draw(self, data: Mapping[str, Any], both_ends: bool) -> None:
        """Show WidgetData (contract 2.11.2). With `both_ends` a flow is in two of the rows, which the caption says."""
        header, summary = data["table"]["header"], data["summaryPiechart"]["values"]
        binary, whole = "Bytes" in header, sum(float(value["value"]) for value in summary)
        chart.replace(self._rows, pie_options(data["piechart"]["values"], whole, binary))
        self._rows_caption.set_text(f"{header[0]}; a flow counts at both its ends" if both_ends else header[0])
        caption = whole_caption(summary, whole)
        self._whole_figure.visible = bool(caption)
        self._whole_caption.set_text(caption)
        chart.replace(self._whole, pie_options(summary, whole, binary))


def whole_caption(values: Values, whole: float) -> str:
    """`Top 10: 93.2 % of all`; empty when there is no rest."""
    top = values[0]
    if not 0 < float(top["value"]) < whole:
        return ""
    return f"{top['name']}: {fmt.share(float(top['value']), whole)} of all"


def pie_options(values: Values, whole: float, binary: bool) -> dict[str, Any]:
    """A ring; names and numbers stand in the table, and in the tooltip, there with their share of `whole`."""
    slices = [
        {
            "name": value["name"],
            "value": float(value["value"]),
            "text": _number(float(value["value"]), whole, binary),
            "itemStyle": {"color": value["color"]},
        }
        for value in values
        if float(value["value"]) > 0
    ]
    return {
        "animation": False,
        "aria": {"enabled": True},
        "tooltip": {"trigger": "item", "confine": True, ":formatter": "fauxmon.shareTooltip", **chart.tooltip_box()},
        "series": [
            {
                "type": "pie",
                "radius": ["46%", "82%"],
                "label": {"show": False},
                "itemStyle": {":borderColor": "fauxmon.color('--fx-surface')", "borderWidth": 1},
                "emphasis": {"scale": False},
                "data": slices,
            }
        ],
    }


def _number(value: float, whole: float, binary: bool) -> str:
    return f"{fmt.octets(value) if binary else fmt.quantity(value)} · {fmt.share(value, whole)}"


def _ring() -> tuple[ui.element, ui.echart, TextElement]:
    with ui.element("figure") as figure:
        ring = ui.echart({}, renderer="svg").classes("fx-pie")  # print styles reach into it
        caption = text("figcaption", "", "fx-label")
    return figure, ring, caption
