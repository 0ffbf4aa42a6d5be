"""Buttons of the page, and what becomes of a change that cannot be made."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from nicegui import ui

from fauxmon_model.errors import ModelError

Act = Callable[[], Awaitable[None]]


async def attempt(change: Callable[[], object]) -> bool:
    """Make a change off the event loop; whether it was made. What is wrong with it is told."""
    try:
        await asyncio.to_thread(change)
    except ModelError as error:
        ui.notify(str(error), type="negative")
        return False
    return True


def tool(label: str, icon: str, act: Act | None, name: str = "") -> ui.button:
    """A flat button; `name` is what it is called where it has no label."""
    button = ui.button(label, icon=icon, on_click=act).props("flat dense no-caps color=none")
    return button.props(f'aria-label="{name}" title="{name}"') if name else button
