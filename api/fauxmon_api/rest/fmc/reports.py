"""Reports (contract 2.8)."""

from __future__ import annotations

from typing import Any, NotRequired, TypedDict

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.entity import Entity
from fauxmon_api.rest.localization import localized
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import Report, ReportChapter
from fauxmon_model.repository import ReportChapterDraft, ReportDraft

ENDPOINTS = Endpoints("Reports")

_TEXTS = ("name", "location", "device")


class ReportChapterObject(TypedDict):
    """A Chapter of a Report, and how its chart is drawn where that is not as usual."""

    chapterId: str
    trafficChart: NotRequired[dict[str, bool]]


class ReportObject(TypedDict):
    """A Report. `localization` has its texts by language, `isDefault` is 0 or 1."""

    id: str
    name: str
    location: str
    device: str
    localization: dict[str, dict[str, str]]
    owner: str
    isDefault: int
    chapters: list[ReportChapterObject]


def report_object(report: Report) -> dict[str, Any]:
    """A Report as the contract has it."""
    texts = {"name": report.name, "location": report.location, "device": report.device}
    return {
        "id": report.id,
        **texts,
        "localization": localized(report.localization, texts),
        "owner": report.owner,
        "isDefault": report.is_default,
        "chapters": [_chapter_object(chapter) for chapter in report.chapters],
    }


def _chapter_object(chapter: ReportChapter) -> dict[str, Any]:
    return {
        "chapterId": chapter.chapter_id,
        **({"trafficChart": chapter.traffic_chart} if chapter.traffic_chart else {}),
    }


def _draft(entity: Received) -> ReportDraft:
    is_default, chapters = entity.boolean("isDefault"), entity.objects("chapters")
    draft = ReportDraft(
        id=entity.text("id"),
        name=entity.text("name"),
        location=entity.text("location"),
        device=entity.text("device"),
        localization=entity.localization(_TEXTS),
        is_default=None if is_default is None else int(is_default),
        chapters=None if chapters is None else [_chapter_draft(chapter) for chapter in chapters],
    )
    entity.check()
    return draft


def _chapter_draft(chapter: Received) -> ReportChapterDraft:
    chart = chapter.object("trafficChart") or Received({})
    given = {name: chart.boolean(name) for name in ("stacked", "logarithmic")}
    return ReportChapterDraft(
        chapter_id=chapter.required("chapterId"),
        traffic_chart={name: value for name, value in given.items() if value is not None},
    )


_REPORTS = Entity(
    module=__name__,
    endpoints=ENDPOINTS,
    path="/rest/fmc/reports",
    kind="Report",
    noun="Report",
    nouns="Reports",
    kept=lambda repository: repository.reports,
    draft=_draft,
    shape=lambda _: report_object,
    gives=ReportObject,
    example={
        "localization": {"name": {"en": "Failover", "cz": "Přepnutí"}, "location": {"en": "Lab"}},
        "chapters": [
            {
                "chapterId": "330206dc-8bed-4bb4-b336-e6a5b0746cb3",
                "trafficChart": {"stacked": True, "logarithmic": False},
            }
        ],
    },
    example_id="2f0c7f8a-0b5e-5c53-8a5e-6a0d8f3a2b11",
    numbered=False,
)
_REPORTS.on_list(
    Known.READ,
    "FS2 reads id, name and chapters[].chapterId; that there is none to begin with is inferred",
    "Every Report.",
)
_REPORTS.on_one(Known.DOCUMENTED, "guide", "One Report.")
_REPORTS.on_post(
    Known.READ,
    "FS2 needs 201 where the guide says 200, and reads id and name",
    """Create a Report of some Chapters; whoever creates it is its owner.

    Where `localization` has an English text, that is the text; a `name`, `location` or `device` without one is the
    English text.
    """,
)
_REPORTS.on_put(
    Known.READ,
    "FS2 needs 200; that the localization wins is shown by a sample of the guide",
    "Change a Report. Properties that are not given keep their values, languages too; `chapters` is the whole list.",
)
_REPORTS.on_delete(
    Known.READ,
    "FS2 needs 204; several ids are documented",
    "Delete one Report, or several with commas between their ids. E-mail reports that sent them stay, without.",
)
