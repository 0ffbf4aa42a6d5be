"""Small building blocks of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from nicegui import ui
from nicegui.elements.mixins.text_element import TextElement


def text(tag: str, content: str = "", classes: str = "") -> TextElement:
    """An HTML element with a text; `.text` changes it."""
    return TextElement(tag=tag, text=content).classes(classes)


@contextmanager
def panel(title: str) -> Iterator[ui.element]:
    """A framed section with a heading; what is put into the element that it gives stands beside that."""
    with ui.element("section").classes("fx-panel").props(f'aria-label="{title}"'):
        with ui.element("header") as header:
            text("h2", title, "fx-title")
        yield header


def tabs(label: str, targets: Mapping[str, str], path: str) -> None:
    """Links to pages that belong together, by path; `path` is that of this one."""
    with ui.element("nav").classes("fx-tabs fx-pages").props(f'aria-label="{label}"'):
        for target, title in targets.items():
            link = ui.link(title, target)
            if target == path:
                link.props("aria-current=page")


def switch(label: str, options: dict[str, str], value: str) -> ui.toggle:
    """A row of buttons of which one is pressed; `label` names it to screen readers."""
    toggle = ui.toggle(options, value=value).classes("fx-switch")
    return toggle.props(
        f'unelevated no-caps dense toggle-color=none toggle-text-color=none role=group aria-label="{label}"'
    )


class Paint:
    """Text and one colour class of an element, changed only when they differ."""

    def __init__(self, element: TextElement) -> None:
        self._element = element
        self._tone = ""

    def set(self, content: str, tone: str = "") -> None:
        """Show `content`; `tone` is ok, warn, bad or muted."""
        self._element.set_text(content)
        if tone != self._tone:
            self._element.classes(remove=f"fx-{self._tone}" if self._tone else None, add=f"fx-{tone}" if tone else None)
            self._tone = tone


class Facts:
    """Labels with what they say, changed only where they differ."""

    def __init__(self) -> None:
        self._list = ui.element("dl").classes("fx-facts")
        self._said: dict[str, Paint] = {}

    def fill(self, facts: Mapping[str, tuple[str, str]]) -> None:
        """Show a text and its tone for each label; there are the same labels each time."""
        for label, (content, tone) in facts.items():
            if label not in self._said:
                with self._list, ui.element("div"):
                    text("dt", label)
                    self._said[label] = Paint(text("dd"))
            self._said[label].set(content, tone)


class Banner:
    """A line for what went wrong, hidden while nothing does."""

    def __init__(self) -> None:
        self._label = ui.label().classes("fx-banner").props("role=alert")
        self._label.visible = False

    def show(self, error: str | None) -> None:
        """Show the error, or nothing for None."""
        self._label.visible = error is not None
        self._label.text = f"This cannot be read at the moment: {error}" if error else ""


class EmptyState:
    """What stands where nothing is yet: a title and a hint how to change that."""

    def __init__(self, title: str) -> None:
        with ui.element("div").classes("fx-empty") as self._box:
            self.title = text("strong", title)
            self.hint = text("div")
        self.visible = False

    @property
    def visible(self) -> bool:
        """Whether it is shown."""
        return bool(self._box.visible)

    @visible.setter
    def visible(self, value: bool) -> None:
        self._box.visible = value
