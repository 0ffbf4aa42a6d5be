"""The page `/reports`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from nicegui import ui

from fauxmon_api.context import Context
from fauxmon_api.web.editor import EditorPage, Kind, Losses, copied
from fauxmon_api.web.fields import choice, line
from fauxmon_api.web.marks import Place, among
from fauxmon_api.web.parts import text
from fauxmon_api.web.row_list import RowList, add_button, row_box
from fauxmon_model.entities import Report, ReportChapter
from fauxmon_model.errors import FieldError
from fauxmon_model.repository import ReportChapterDraft, ReportDraft
from fauxmon_model.repository.copies import copy_of_report

_CHAPTER = re.compile(r"chapters\[(\d+)\]\.chapterId")
_CHART = {"stacked": "Stacked", "logarithmic": "Logarithmic"}


class ReportsPage(EditorPage[Report, ReportDraft]):
    """Reports; a new one belongs to the visitor."""

    def __init__(self, context: Context, key: str) -> None:
        self._repository = context.repository
        of, trial = context.repository.reports, context.repository.trial().reports
        names = ("Report", "Reports", "/reports")
        super().__init__(Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update), key)

    def _form(self, shown: Report | None, like: Report | None) -> ReportForm:
        return ReportForm({chapter.id: chapter.name for chapter in self._repository.chapters.all()}, shown, like)

    def _losses(self, chosen: Report) -> Losses:
        sending = [f"E-mail report {each.name}" for each in self._repository.email_reports.of_reports([chosen.id])]
        return Losses("These stay, and send nothing:", sending) if sending else Losses()

    def _told(self, error: FieldError) -> str:
        field = _CHAPTER.sub(lambda match: f"Chapter {int(match[1]) + 1}", error.field)
        return super()._told(FieldError(field, error.message))


class ReportForm:
    """Of `shown`, or of a new one, which may begin like another. `chapters` are the names of all by id."""

    def __init__(self, chapters: Mapping[str, str], shown: Report | None, like: Report | None) -> None:
        self._id = None if shown is None else shown.id
        self._like = like
        self._names = chapters
        first = shown or like or Report(name="", location="", device="", chapters=[])
        with ui.element("div").classes("fx-form"):
            self._name = line("Name", copied(first.name, copy=first is like))
            self._location = line("Location", first.location)
            self._device = line("Device", first.device)
        text("h3", "Chapters, in the order of the Report", "fx-label")
        self._rows: RowList[_Row] = RowList("Chapters")
        for chapter in first.chapters:
            self._rows.append(_Row(self._rows, chapters, chapter))
        if chapters:
            add_button("Add Chapter").on_click(self._add)
        else:
            text("p", "There is no Chapter yet: make one first, on the page Chapters.", "fx-form")

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        if path.startswith("chapters["):
            return self._rows.field(path.removeprefix("chapters"))
        return among({"name": self._name, "location": self._location, "device": self._device}, path)

    def draft(self) -> ReportDraft:
        """What is written."""
        return replace(
            ReportDraft() if self._like is None else copy_of_report(self._like),
            id=self._id,
            name=self._name.value,
            location=self._location.value,
            device=self._device.value,
            chapters=[row.draft() for row in self._rows.rows],
        )

    def _add(self) -> None:
        self._rows.append(_Row(self._rows, self._names, ReportChapter(chapter_id=next(iter(self._names)))))


class _Row:
    def __init__(self, rows: RowList[_Row], names: Mapping[str, str], chapter: ReportChapter) -> None:
        chart = chapter.traffic_chart or {}
        with row_box() as self.box:
            rows.handle("Chapter")
            self._chapter = choice("Chapter", names, chapter.chapter_id).classes("fx-wide")
            self._chart = {id_: ui.checkbox(title, value=bool(chart.get(id_))) for id_, title in _CHART.items()}
            rows.buttons(self, "Chapter")

    def field(self, path: str) -> Place:
        """Where what is wrong with a field is marked."""
        return among({"chapterId": self._chapter}, path)

    def draft(self) -> ReportChapterDraft:
        """What is chosen."""
        chart = {id_: bool(box.value) for id_, box in self._chart.items()}
        return ReportChapterDraft(chapter_id=str(self._chapter.value), traffic_chart=chart)
