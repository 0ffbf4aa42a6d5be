"""Marks: what is wrong with a form, in a list below it and at the fields that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from nicegui import ui
from nicegui.element import Element
from nicegui.elements.mixins.validation_element import ValidationElement

from fauxmon_api.web.filter_box import FilterBox
from fauxmon_api.web.parts import text
from fauxmon_model.errors import FieldError

Place = Element | None
"""The element of a field, if the form has one."""
NOWHERE: Place = None


class Marks:
    """`place` gives the element of a field, `told` the words of the page."""

    def __init__(self, told: Callable[[FieldError], str]) -> None:
        self._told = told
        self._list = ui.element("ul").classes("fx-items fx-bad").props("role=alert")
        self._shown: Sequence[FieldError] = ()
        self._marked: list[Element] = []

    def show(self, errors: Sequence[FieldError], place: Callable[[str], Place]) -> None:
        """These, and no others; nothing is done when they are what is shown."""
        if list(errors) == list(self._shown):
            return
        self.clear()
        self._shown = errors
        with self._list:
            for number, error in enumerate(errors):
                line = text("li", self._told(error))
                line.props["id"] = line_id = f"{self._list.html_id}-{number}"
                if (element := place(error.field)) is not None:
                    self._mark(element, error.message, line_id)

    def clear(self) -> None:
        """Nothing is wrong."""
        self._shown = ()
        self._list.clear()
        for element in self._marked:
            if not element.is_deleted:
                _unmark(element)
        self._marked.clear()

    def _mark(self, element: Element, message: str, line_id: str) -> None:
        if isinstance(element, FilterBox):
            return  # it marks itself
        if isinstance(element, ValidationElement):
            element.error = message
        element.props["aria-invalid"] = "true"
        element.props["aria-describedby"] = line_id
        self._marked.append(element)


def _unmark(element: Element) -> None:
    if isinstance(element, ValidationElement):
        element.error = None
    for name in ("aria-invalid", "aria-describedby"):
        element.props.pop(name, None)


def among(fields: Mapping[str, Element], path: str) -> Place:
    """The field of this path, or the one that it is part of: `days` has what `days.monday` names."""
    ends: Iterable[int] = (place for place in range(len(path), 0, -1) if place == len(path) or path[place] in ".[")
    return next((fields[path[:end]] for end in ends if path[:end] in fields), NOWHERE)
