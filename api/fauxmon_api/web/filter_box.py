"""FilterBox: a field for a filter that helps while it is written."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from nicegui import events
from nicegui.element import Element

from fauxmon_model.filter import FilterError, parse
from fauxmon_model.filter.completion import complete, explain

_MOST = 30
"""Completions that are offered at once."""


class FilterBox(Element, component="filter_box.js"):
    """`text` is what is written; `wrong` says whether that is no filter. Enter calls `submit`."""

    def __init__(
        self,
        label: str = "Filter",
        placeholder: str = "any: every flow",
        submit: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        super().__init__()
        self._submit = submit
        self._changed: Callable[[], None] | None = None
        self._props.update(label=label, placeholder=placeholder, text="", completions=[], error=None, hint="")
        self.on("typed", self._typed)
        self.on("submit", self._entered)

    def on_text(self, changed: Callable[[], None]) -> None:
        """Call this whenever another text is written."""
        self._changed = changed

    @property
    def text(self) -> str:
        """What is written."""
        return str(self._props["text"])

    @text.setter
    def text(self, text: str) -> None:
        self._take(text, len(text))

    @property
    def wrong(self) -> bool:
        """Whether it is no filter."""
        return self._props["error"] is not None

    def _typed(self, event: events.GenericEventArguments) -> None:
        text, position = event.args
        self._take(str(text), int(position))

    async def _entered(self, event: events.GenericEventArguments) -> None:
        self._take(str(event.args), len(str(event.args)))
        if self._submit is not None and not self.wrong:
            await self._submit()

    def _take(self, text: str, position: int) -> None:
        changed = text != self.text
        self._props["text"] = text
        self._props["error"] = mistake(text)
        self._props["hint"] = hint(text, position)
        self._props["completions"] = offered(text, position)
        if changed and self._changed is not None:
            self._changed()


def mistake(text: str) -> dict[str, Any] | None:
    """Where a text is no filter and why; None if it is one, or nothing, which is every flow."""
    try:
        if text.strip():
            parse(text)
    except FilterError as error:
        return {"line": error.line, "column": error.column, "message": error.message}
    return None


def hint(text: str, position: int) -> str:
    """What the word at the cursor means."""
    told = explain(text, position)
    return "" if told is None else f"{told.help}, such as {told.help.example}"


def offered(text: str, position: int) -> list[dict[str, Any]]:
    """What can be written at the cursor."""
    return [{"text": one.text, "start": one.start, "help": one.help} for one in complete(text, position)[:_MOST]]
