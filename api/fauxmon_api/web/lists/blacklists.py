"""The page `/blacklists`."""

from __future__ import annotations

import re

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.editor import EditorPage, Kind, Losses, copied
from fauxmon_api.web.fields import line
from fauxmon_api.web.marks import Place, among
from fauxmon_model.entities import Blacklist
from fauxmon_model.errors import FieldError
from fauxmon_model.repository import BlacklistDraft

_RECORD = re.compile(r"records\[(\d+)\]")


class BlacklistsPage(EditorPage[Blacklist, BlacklistDraft]):
    """Black lists: a record a line."""

    def __init__(self, context: Context, key: str) -> None:
        self._chapters = context.repository.chapters
        of, trial = context.repository.blacklists, context.repository.trial().blacklists
        names = ("Black list", "Black lists", "/blacklists")
        kind = Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update)
        super().__init__(kind, key)

    def _form(self, shown: Blacklist | None, like: Blacklist | None) -> BlacklistForm:
        return BlacklistForm(shown, like)

    def _losses(self, chosen: Blacklist) -> Losses:
        using = [f"Chapter {chapter.name}" for chapter in self._chapters.of_blacklist(chosen.id)]
        return Losses("These go on without it:", using) if using else Losses()

    def _told(self, error: FieldError) -> str:
        field = _RECORD.sub(lambda match: f"record {int(match[1]) + 1}", error.field)
        return super()._told(FieldError(field, error.message))


class BlacklistForm:
    """Of `shown`, or of a new one, which may begin like another."""

    def __init__(self, shown: Blacklist | None, like: Blacklist | None) -> None:
        self._id = None if shown is None else shown.id
        first = shown or like or Blacklist(name="", records=[])
        with ui.element("div").classes("fx-form"):
            self._name = line("Name", copied(first.name, copy=first is like))
        with ui.element("div").classes("fx-form"):
            self._records = ui.textarea("Addresses and networks, one a line", value="\n".join(first.records))
            self._records.props("outlined dense").classes("fx-wide")

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        return among({"name": self._name, "records": self._records}, path)

    def draft(self) -> BlacklistDraft:
        """What is written."""
        return BlacklistDraft(id=self._id, name=self._name.value, records=records(self._records.value or ""))


def records(written: str) -> list[str]:
    """What is written in lines, those apart in which nothing is."""
    return [record for each in written.splitlines() if (record := each.strip())]
