"""The row of tools above the chart: what is measured, how it is drawn, and of which time."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from nicegui import events, ui

from fauxmon_api.web import format as fmt
from fauxmon_api.web import zones
from fauxmon_api.web.dialogs import answered
from fauxmon_api.web.monitoring.selection import (
    MEASURES,
    PERFORMANCE,
    PROTOCOLS,
    STYLES,
    Selection,
    read,
    written,
)
from fauxmon_api.web.parts import switch, text
from fauxmon_api.web.ranges import RANGES, RESOLUTIONS_S

Choose = Callable[[Selection], Awaitable[None]]


class Tools:
    """`now` gives what is looked at, `choose` is called with what is to be."""

    def __init__(self, now: Callable[[], Selection], choose: Choose, now_ms: Callable[[], int]) -> None:
        self._now = now
        self._choose = choose
        self._now_ms = now_ms
        chosen = now()
        with ui.element("div").classes("fx-tools"):
            self._title = text("h1", "All Sources", "fx-title")
            switch("Measure", MEASURES | PERFORMANCE, chosen.measure).on_value_change(self._measure)
            switch("Protocol", PROTOCOLS, str(chosen.protocol)).on_value_change(self._protocol)
        with ui.element("div").classes("fx-tools fx-times"):
            self._when = text("span", "", "fx-title fx-label")
            with ui.element("div").classes("fx-moves").props('role=group aria-label="Time"'):
                self._move("chevron_left", "A window back", -1)
                self._move("chevron_right", "A window on", 1)
                self._button("last_page", "The latest time", lambda: self._choose(self._now().latest()))
                self._button("event", "From … to …", self._ask)
            steps = {"0": "Auto", **{str(step): label for step, label in RESOLUTIONS_S.items()}}
            with ui.element("div").classes("fx-labelled"):
                text("span", "Slots", "fx-label")
                switch("Slots", steps, str(chosen.step_s)).on_value_change(self._step)
            ranges = {key: key for key in RANGES}
            with ui.element("div").classes("fx-labelled"):
                text("span", "Last", "fx-label")
                self._range = switch("Time range", ranges, chosen.range_key)
            self._range.on_value_change(self._range_chosen)
        self.draw("All Sources", chosen)

    def draw(self, title: str, chosen: Selection) -> None:
        """Show what is looked at."""
        self._title.set_text(title)
        window = chosen.window(self._now_ms())
        fixed = chosen.span is not None
        self._when.set_text(fmt.span(window.from_ms, window.to_ms) if fixed else "")
        self._range.set_value(None if fixed else chosen.range_key)

    def styles(self) -> None:
        """How the chart is drawn."""
        switch("Style", STYLES, self._now().style).on_value_change(self._style)

    def _button(self, icon: str, title: str, press: Callable[[], Any]) -> None:
        button = ui.button(icon=icon, on_click=press).props("flat dense color=none")
        button.props(f'title="{title}" aria-label="{title}"')

    def _move(self, icon: str, title: str, windows: int) -> None:
        self._button(icon, title, lambda: self._choose(self._now().moved(self._now_ms(), windows)))

    async def _measure(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._now(), measure=event.value))

    async def _protocol(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._now(), protocol=int(event.value)))

    async def _style(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._now(), style=event.value))

    async def _step(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._now(), step_s=int(event.value)))

    async def _range_chosen(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        if event.value is not None and (self._now().span is not None or event.value != self._now().range_key):
            await self._choose(self._now().latest(event.value))

    async def _ask(self) -> None:
        window = self._now().window(self._now_ms())
        zone = zones.here()
        with ui.dialog(value=True) as dialog, ui.card().classes("fx-dialog"):
            text("h2", f"Time, in {zone}", "fx-title")
            first = _time_field("From", written(window.from_ms, zone))
            last = _time_field("To", written(window.to_ms, zone))
            wrong = text("p", "", "fx-bad")
            wrong.props("role=alert")

            def submit() -> None:
                try:
                    dialog.submit(self._now().during(read(first.value, zone), read(last.value, zone)))
                except ValueError as error:
                    wrong.set_text(f"This cannot be shown: {error}.")

            with ui.element("div").classes("fx-actions"):
                ui.button("Cancel", on_click=lambda: dialog.submit(None)).props("flat no-caps color=none")
                ui.button("Show", on_click=submit, color=None).props("unelevated no-caps").classes("fx-button")
        chosen = await answered(dialog)
        if chosen is not None:
            await self._choose(chosen)


def _time_field(label: str, value: str) -> ui.input:
    return ui.input(label, value=value).props("type=datetime-local step=1 outlined dense stack-label")
