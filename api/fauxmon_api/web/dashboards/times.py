"""The dialog that asks which time Widgets are to show: quick ones, relative or fixed."""

from __future__ import annotations

from collections.abc import Mapping

from nicegui import ui

from fauxmon_api.transport.times import second_text
from fauxmon_api.web.dialogs import answered, opened
from fauxmon_api.web.parts import text
from fauxmon_model.written_time import parse_time

QUICK: dict[str, tuple[str, str]] = {
    "15 min": ("m15Ago", "now"),
    "1 h": ("h1Ago", "now"),
    "6 h": ("h6Ago", "now"),
    "12 h": ("h12Ago", "now"),
    "1 d": ("d1Ago", "now"),
    "1 week": ("w1Ago", "now"),
    "1 month": ("M1Ago", "now"),
    "Today": ("today", "now"),
    "Yesterday": ("yesterday", "today"),
    "This week": ("thisWeek", "now"),
    "Last week": ("lastWeek", "thisWeek"),
    "This month": ("thisMonth", "now"),
    "Last month": ("lastMonth", "thisMonth"),
}
"""From and to, by what they are called."""


def resolved(written: str, now_ms: int) -> str:
    """What a time that somebody writes means now: `= 2026-01-31 13:05:09 UTC`. Errors: ValueError."""
    return f"= {second_text(parse_time(written, now_ms))} UTC"


def wrong(first: str, last: str, now_ms: int) -> tuple[str, str]:
    """What is wrong with each end of a time; empty if nothing is."""
    ends: list[int | None] = []
    told = []
    for written in (first, last):
        try:
            ends.append(parse_time(written, now_ms))
        except ValueError:
            ends.append(None)
        told.append("This is no time" if ends[-1] is None else "")
    if ends[0] is not None and ends[1] is not None and ends[1] <= ends[0]:
        told[1] = "Must lie behind the beginning"
    return told[0], told[1]


async def asked_times(title: str, times: Mapping[str, str], now_ms: int) -> dict[str, str]:
    """`from` and `to` as somebody chooses them; empty if they do not want to."""
    with opened(title) as dialog:
        with ui.element("div").classes("fx-quick").props('role=group aria-label="Quick times"'):
            for name, ends in QUICK.items():
                ui.button(name, on_click=lambda ends=ends: fill(*ends)).props("flat dense no-caps color=none")
        with ui.element("div").classes("fx-fields"):
            first, last = _end("From", times["from"]), _end("To", times["to"])
        text("p", "UTC: 2026-01-31 13:05, or relative: now, m15Ago, h12Ago, d1Ago, today, lastWeek …", "fx-label")

        def check() -> bool:
            said = wrong(str(first.value), str(last.value), now_ms)
            for field, problem in zip((first, last), said, strict=True):
                field.error = problem or None
                field.props["hint"] = "" if problem else resolved(str(field.value), now_ms)
            return not any(said)

        def fill(since: str, until: str) -> None:
            first.set_value(since)
            last.set_value(until)

        def submit() -> None:
            if check():
                dialog.submit({"from": str(first.value).strip(), "to": str(last.value).strip()})

        for field in (first, last):
            field.on_value_change(check)
            field.on("keydown.enter", submit)
        check()
        with ui.element("div").classes("fx-actions"):
            ui.button("Cancel", on_click=lambda: dialog.submit(None)).props("flat no-caps color=none")
            ui.button("Show", on_click=submit, color=None).props("unelevated no-caps").classes("fx-button")
    chosen: dict[str, str] | None = await answered(dialog)
    return chosen or {}


def _end(label: str, value: str) -> ui.input:
    field = ui.input(label, value=value).props(f'outlined dense aria-label="{label}"').classes("fx-wide")
    return field.without_auto_validation()  # what is wrong with one end depends on the other
