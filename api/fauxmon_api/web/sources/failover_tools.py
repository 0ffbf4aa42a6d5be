"""The rows of tools above the Failover page: which nodes, which time, and what counts."""

from __future__ import annotations

import ipaddress
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from nicegui import events, ui

from fauxmon_api.web import format as fmt
from fauxmon_api.web.parts import switch, text
from fauxmon_api.web.ranges import RANGES
from fauxmon_api.web.sources.failover_choice import NODES, FailoverChoice
from fauxmon_api.web.sources.failover_shot import FailoverShot

Choose = Callable[[FailoverChoice], Awaitable[None]]
MISSING = {"wait": "is waited for", "fault": "is a fault"}


class Tools:
    """`now` gives what is looked at, `choose` is called with what is to be."""

    def __init__(self, now: Callable[[], FailoverChoice], choose: Choose, now_ms: Callable[[], int]) -> None:
        self._now = now
        self._choose = choose
        self._now_ms = now_ms
        self._drawing = False
        chosen = now()
        with ui.element("div").classes("fx-tools"):
            text("h1", "Failover", "fx-title")
            self._nodes = {name: self._node(name, label) for name, label in NODES.items()}
            ui.link("All Sources", "/sources")
        with ui.element("div").classes("fx-tools fx-times"):
            text("span", "What is missing", "fx-label")
            missing = switch("What is missing", MISSING, "fault" if chosen.final else "wait")
            missing.on_value_change(self._missing)
            self._since = text("span", "", "fx-label")
            self._anew = ui.button("Judge only what comes from now on", on_click=self._from_now)
            self._all = ui.button("Judge everything", on_click=lambda: self._choose(replace(self._now(), since_ms=0)))
            for button in (self._anew, self._all):
                button.props("flat dense no-caps color=none").classes("fx-small")
            text("span", "", "fx-grow")
            times = switch("Time range", {key: key for key in RANGES}, chosen.range_key)
            times.on_value_change(self._range)

    def draw(self, shot: FailoverShot) -> None:
        """Show what is looked at."""
        question, choice = shot.question, shot.choice
        asked = {
            "before": question.before if question else choice.before,
            "after": question.after if question else choice.after,
            "shared": choice.shared,
        }
        known = sorted({str(one["address"]) for one in shot.sources} | {one for one in asked.values() if one})
        self._drawing = True
        for name, select in self._nodes.items():
            if select.options != known or select.value != (asked[name] or None):
                select.set_options(known, value=asked[name] or None)
        self._drawing = False
        since = choice.since_ms
        self._since.set_text(f"judged since {fmt.moment(since, shot.now_ms)} UTC" if since else "")
        self._all.visible = bool(since)

    def _node(self, name: str, label: str) -> ui.select:
        select = ui.select(
            [], label=label, with_input=True, new_value_mode="add-unique", clearable=name == "shared"
        ).classes("fx-choice")
        select.props(f'dense aria-label="{label}"')
        return select.on_value_change(lambda event: self._named(name, event))

    def _named(self, name: str, event: events.ValueChangeEventArguments[Any]) -> Awaitable[None] | None:
        # Not a coroutine itself: that would run when it is drawn, and take what the page found for what was chosen.
        return None if self._drawing else self._written(name, str(event.value or "").strip())

    async def _written(self, name: str, written: str) -> None:
        wrong = self._wrong(name, written)
        if wrong:
            ui.notify(wrong, type="warning")
            await self._choose(self._now())
            return
        address = str(ipaddress.ip_address(written)) if written else ""
        await self._choose(self._now().naming(name, address))

    def _wrong(self, name: str, written: str) -> str:
        if not written:
            return ""
        try:
            address = str(ipaddress.ip_address(written))
        except ValueError:
            return f"{written} is no IP address"
        others = [select.value for other, select in self._nodes.items() if other != name]
        return f"{address} is chosen already: the nodes and the shared address differ" if address in others else ""

    async def _missing(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._now(), final=event.value == "fault"))

    async def _from_now(self) -> None:
        await self._choose(replace(self._now(), since_ms=self._now_ms()))

    async def _range(self, event: events.ValueChangeEventArguments[str]) -> None:
        await self._choose(replace(self._now(), range_key=event.value))
