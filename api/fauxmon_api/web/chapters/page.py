"""The page `/chapters`."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from nicegui import events, ui

from fauxmon_api.context import Context
from fauxmon_api.web.chapters.form import ChapterForm
from fauxmon_api.web.dialogs import confirmed
from fauxmon_api.web.parts import panel, text
from fauxmon_model.entities import Chapter
from fauxmon_model.errors import FieldError, InvalidError, ModelError

_GROUPS = {"traffic": "Traffic", "top": "Top N"}


class ChaptersPage:
    """One visitor's list of Chapters, and the form of the one that is chosen."""

    def __init__(self, context: Context, chapter_id: str) -> None:
        self._context = context
        self._chosen: Chapter | None = None
        with ui.element("div").classes("fx-center"):
            with ui.element("aside"), panel("Chapters"):
                self._tree = ui.tree([], on_select=self._select).classes("fx-tree")
                self._tree.props("no-selection-unset dense no-connectors no-nodes-label=…")
                button = ui.button("New chapter", icon="add", on_click=lambda: self._open(None))
                button.props("flat dense no-caps color=none").classes("fx-small")
            with ui.element("div").classes("fx-column"), panel("Chapter"):
                self._heading = text("h1", "", "fx-title fx-form")
                self._body = ui.element("div").classes("fx-editor")
                self._wrong = ui.element("ul").classes("fx-items fx-bad").props("role=alert")
                with ui.element("div").classes("fx-form"):
                    save = ui.button("Save", on_click=self._save, color=None).props("unelevated no-caps")
                    save.classes("fx-button")
                    self._remove_button = ui.button("Delete", on_click=self._remove)
                    self._remove_button.props("flat no-caps color=negative")
        self._show(chapter_id)

    def _show(self, chapter_id: str) -> None:
        chapters = self._context.repository.chapters.all()
        nodes = tree_of(chapters)
        if self._tree.props["nodes"] != nodes:
            self._tree.props["nodes"] = nodes
            self._tree.expand([str(node["id"]) for node in nodes])
        by_id = {chapter.id: chapter for chapter in chapters}
        self._open(by_id.get(chapter_id) or next(iter(chapters), None))

    def _open(self, chapter: Chapter | None) -> None:
        self._chosen = chapter
        self._tree.props["selected"] = None if chapter is None else chapter.id
        self._heading.set_text("New Chapter" if chapter is None else chapter.name)
        self._remove_button.visible = chapter is not None
        self._wrong.clear()
        self._body.clear()
        repository = self._context.repository
        profiles = {profile.id: profile for profile in repository.profiles.all()}
        with self._body:
            self._form = ChapterForm(profiles, repository.blacklists.all(), chapter)
        if chapter is not None:
            ui.navigate.history.replace(f"/chapters?id={quote(chapter.id, safe='')}")

    def _select(self, event: events.ValueChangeEventArguments[str | None]) -> None:
        if event.value and (self._chosen is None or event.value != self._chosen.id):
            self._show(event.value)

    async def _save(self) -> None:
        chapters, draft = self._context.repository.chapters, self._form.draft()
        try:
            kept = await asyncio.to_thread(chapters.create if draft.id is None else chapters.update, draft)
        except InvalidError as error:
            self._say(error.errors)
        except ModelError as error:
            self._say([FieldError("", str(error))])
        else:
            self._show(kept.id)
            ui.notify(f"Chapter {kept.name} is saved")

    def _say(self, errors: Sequence[FieldError]) -> None:
        self._wrong.clear()
        with self._wrong:
            for error in errors:
                text("li", f"{error.field}: {error.message}" if error.field else error.message)

    async def _remove(self) -> None:
        chosen = self._chosen
        if chosen is None:
            return
        if not await confirmed(f"Delete Chapter {chosen.name}?", "Widgets that show it stay and say that it is gone."):
            return
        try:
            await asyncio.to_thread(self._context.repository.chapters.remove, chosen.id)
        except ModelError as error:
            self._say([FieldError("", str(error))])
        else:
            self._show("")
            ui.notify(f"Chapter {chosen.name} is deleted")


def tree_of(chapters: Sequence[Chapter]) -> list[dict[str, Any]]:
    """Chapters by type, as the tree element takes them."""
    return [
        {
            "id": f"type:{type_}",
            "label": label,
            "selectable": False,
            "children": [{"id": one.id, "label": one.name} for one in chapters if one.type == type_],
        }
        for type_, label in _GROUPS.items()
    ]
