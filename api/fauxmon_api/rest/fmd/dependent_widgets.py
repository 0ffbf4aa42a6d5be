"""Widgets that draw something, and lose it when that goes: for REST's dependencies and for what pages ask before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_model.entities import Chapter, Widget
from fauxmon_model.repository import Repository

Found = list[tuple[Widget, str]]
"""Each with its name."""


def widgets_that(repository: Repository, called: Callable[[WidgetOptions], str | None]) -> Found:
    """Those for which `called` gives a name, which they go by if they have none of their own."""
    widgets = ((widget, WidgetOptions(widget.options)) for widget in repository.widgets.all())
    return [(widget, options.name or name) for widget, options in widgets if (name := called(options)) is not None]


def widgets_of(repository: Repository, chapters: Sequence[Chapter]) -> Found:
    """Those that show these Chapters. One without a name goes by its Chapter's."""
    names = {chapter.id: chapter.name for chapter in chapters}
    return widgets_that(repository, lambda options: names.get(options.chapter_id or ""))
