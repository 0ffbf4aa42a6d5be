"""The page `/chapters`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fauxmon_api.context import Context
from fauxmon_api.rest.fmd.dependent_widgets import widgets_of
from fauxmon_api.web.chapters.form import ChapterForm
from fauxmon_api.web.editor import EditorPage, Kind, Losses
from fauxmon_model.entities import Chapter
from fauxmon_model.repository import ChapterDraft, Repository

_GROUPS = {"traffic": "Traffic", "top": "Top N"}


class ChaptersPage(EditorPage[Chapter, ChapterDraft]):
    """The Chapters by type."""

    def __init__(self, context: Context, chapter_id: str) -> None:
        self._context = context
        self._repository = context.repository
        of, trial = context.repository.chapters, context.repository.trial().chapters
        names = ("Chapter", "Chapters", "/chapters")
        kind = Kind(*names, of.all, of.create, of.update, of.remove, trial.create, trial.update)
        super().__init__(kind, chapter_id)

    def _nodes(self, kept: Sequence[Chapter]) -> list[dict[str, Any]]:
        return tree_of(kept)

    def _form(self, shown: Chapter | None, like: Chapter | None) -> ChapterForm:
        profiles = {profile.id: profile for profile in self._repository.profiles.all()}
        return ChapterForm(self._context, profiles, self._repository.blacklists.all(), shown, like)

    def _losses(self, chosen: Chapter) -> Losses:
        using = [
            *(f"Report {report.name} loses it" for report in self._repository.reports.of_chapters([chosen.id])),
            *widget_lines(self._repository, [chosen]),
        ]
        return Losses("This happens along with it:", using) if using else Losses()


def widget_lines(repository: Repository, chapters: Sequence[Chapter]) -> list[str]:
    """What becomes of Widgets that show Chapters which go."""
    return [
        f"Widget {name} on Dashboard {widget.dashboard.name} stays and says that its Chapter is gone"
        for widget, name in widgets_of(repository, chapters)
    ]


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
