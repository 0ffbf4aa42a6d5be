"""Fields that several forms have."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from nicegui import ui

from fauxmon_model.entities import DAYS, PALETTE

_MANY = 12


def line(label: str, value: str) -> ui.input:
    """A text of one line."""
    return ui.input(label, value=value).props("outlined dense").classes("fx-wide")


def choice(label: str, options: Mapping[Any, str], value: Any) -> ui.select:
    """One of `options`; a value that is none of them stays."""
    known = dict(options) if value in options else {**options, value: str(value)}
    chosen = ui.select(known, value=value, label=label, with_input=len(known) > _MANY)
    return chosen.props("outlined dense options-dense").classes("fx-choice")


def channel_choice(label: str = "Channels (none: all, later ones too)") -> ui.select:
    """Of Channels, which `offer` gives it."""
    chosen = ui.select([], multiple=True, label=label)
    return chosen.props("outlined dense options-dense use-chips").classes("fx-parents")


def color_choice(value: str) -> ui.color_input:
    """A colour, for which those are offered that can be told apart."""
    chosen = ui.color_input(value=value, preview=True).classes("fx-color")
    chosen.picker.q_color.props("default-view=palette").props[":palette"] = json.dumps(PALETTE)
    return chosen.props('outlined dense aria-label="Colour"')


def offer(select: ui.select, names: Mapping[str, str], chosen: list[str]) -> None:
    """Give a choice of Channels by id; those of `chosen` that are gone stay, as such."""
    gone = {id_: f"{id_} (gone)" for id_ in chosen if id_ not in names}
    select.set_options({**names, **gone}, value=chosen)


class DayBoxes:
    """A tick for each day of the week."""

    def __init__(self, days: Mapping[str, Any]) -> None:
        with ui.element("div").classes("fx-form").props('role=group aria-label="Days"') as self.box:
            self._boxes = {day: ui.checkbox(day.capitalize(), value=bool(days.get(day))) for day in DAYS}

    @property
    def value(self) -> dict[str, bool]:
        """Of every day."""
        return {day: bool(box.value) for day, box in self._boxes.items()}
