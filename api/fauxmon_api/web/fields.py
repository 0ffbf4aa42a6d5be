"""Fields that several forms have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nicegui import ui

from fauxmon_model.entities import DAYS

_MANY = 12


def line(label: str, value: str) -> ui.input:
    """A text of one line."""
    return ui.input(label, value=value).props("outlined dense").classes("fx-wide")


def choice(label: str, options: Mapping[Any, str], value: Any) -> ui.select:
    """One of `options`; a value that is none of them stays."""
    known = dict(options) if value in options else {**options, value: str(value)}
    chosen = ui.select(known, value=value, label=label, with_input=len(known) > _MANY)
    return chosen.props("outlined dense options-dense").classes("fx-choice")


def channel_choice() -> ui.select:
    """Of Channels, which `offer` gives it."""
    chosen = ui.select([], multiple=True, label="Channels (none: all, later ones too)")
    return chosen.props("outlined dense options-dense use-chips").classes("fx-parents")


def offer(select: ui.select, names: Mapping[str, str], chosen: list[str]) -> None:
    """Give a choice of Channels by id; those of `chosen` that are gone stay, as such."""
    gone = {id_: f"{id_} (gone)" for id_ in chosen if id_ not in names}
    select.set_options({**names, **gone}, value=chosen)


class DayBoxes:
    """A tick for each day of the week."""

    def __init__(self, days: Mapping[str, Any]) -> None:
        with ui.element("div").classes("fx-form").props('role=group aria-label="Days"'):
            self._boxes = {day: ui.checkbox(day.capitalize(), value=bool(days.get(day))) for day in DAYS}

    @property
    def value(self) -> dict[str, bool]:
        """Of every day."""
        return {day: bool(box.value) for day, box in self._boxes.items()}
