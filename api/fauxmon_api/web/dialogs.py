"""Questions that a page asks before it does something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from nicegui import ui

from fauxmon_api.web.parts import text


@contextmanager
def opened(title: str, classes: str = "") -> Iterator[ui.dialog]:
    """A dialog that is open, around what is created inside; `answered` waits for what it is closed with."""
    with ui.dialog(value=True) as dialog, ui.card().classes(f"fx-dialog {classes}"):
        dialog.props["aria-label"] = title
        text("h2", title, "fx-title")
        yield dialog


async def answered(dialog: ui.dialog) -> Any:
    """What it was closed with, None where nobody said anything. It goes, unless its page has gone first."""
    answer = await dialog
    if not dialog.is_deleted:
        dialog.delete()
    return answer


async def asked(title: str, label: str, value: str) -> str:
    """A line that somebody writes; empty if they do not want to."""
    with opened(title) as dialog:
        field = ui.input(label, value=value).props(f'dense outlined autofocus aria-label="{label}"')
        field.on("keydown.enter", lambda: dialog.submit(True))
        with ui.element("div").classes("fx-actions"):
            ui.button("Cancel", on_click=lambda: dialog.submit(False)).props("flat no-caps color=none")
            ui.button("OK", on_click=lambda: dialog.submit(True)).props("unelevated no-caps color=primary")
    agreed, written = bool(await answered(dialog)), str(field.value or "").strip()
    return written if agreed else ""


async def chosen(title: str, options: Mapping[int, str], value: int) -> int | None:
    """One of `options`; None if nobody wants to choose."""
    with opened(title) as dialog:
        radio = ui.radio(dict(options), value=value if value in options else None).props(f'dense aria-label="{title}"')
        with ui.element("div").classes("fx-actions"):
            ui.button("Cancel", on_click=lambda: dialog.submit(False)).props("flat no-caps color=none")
            ui.button("OK", on_click=lambda: dialog.submit(True)).props("unelevated no-caps color=primary")
    agreed, picked = bool(await answered(dialog)), radio.value
    return picked if agreed else None


async def confirmed(title: str, *lines: str, action: str = "Delete", items: Sequence[str] = ()) -> bool:
    """Whether somebody agrees to an `action` that cannot be undone; `items` is what goes along."""
    with opened(title) as dialog:
        for line in lines:
            text("p", line)
        if items:
            with ui.element("ul").classes("fx-items"):
                for item in items:
                    text("li", item)
        with ui.element("div").classes("fx-actions"):
            ui.button("Cancel", on_click=lambda: dialog.submit(False)).props("flat no-caps color=none autofocus")
            ui.button(action, on_click=lambda: dialog.submit(True)).props("unelevated no-caps color=negative")
    return bool(await answered(dialog))
