"""Reports (contract 2.8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.client import Report, ReportChapter
from fauxmon.modelling.documents import REPORT_LOCALIZATION_NAMES
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.localization import english, entity_texts, foreign_texts
from fauxmon.modelling.shapes.wire import flag

_CHART = ("stacked", "logarithmic")


def describe(report: Report, inventory: Inventory) -> dict[str, Any]:
    """As a file has it."""
    return {
        **{name: english(report, name) for name in REPORT_LOCALIZATION_NAMES},
        "localization": foreign_texts(report, REPORT_LOCALIZATION_NAMES),
        "chapters": [_describe_chapter(chapter, inventory) for chapter in report["chapters"]],
    }


def _describe_chapter(chapter: ReportChapter, inventory: Inventory) -> dict[str, Any]:
    chart = chapter.get("trafficChart") or {}
    drawn = {name: flag(chart[name]) if name in chart else None for name in _CHART}
    return {"chapter": inventory.chapter_name(chapter["chapterId"]), **drawn}


def entity(document: Mapping[str, Any], inventory: Inventory, found: Report | None) -> dict[str, Any]:
    """What is posted for it, or with `found` put over it."""
    chapters = [_chapter_entity(chapter, inventory) for chapter in document["chapters"]]
    fields: dict[str, Any] = {name: document[name] for name in ("name", "location", "device")}
    fields |= {"localization": entity_texts(document, REPORT_LOCALIZATION_NAMES, found), "chapters": chapters}
    return fields if found is None else {"id": found["id"], **fields}


def _chapter_entity(document: Mapping[str, Any], inventory: Inventory) -> dict[str, Any]:
    chart = {name: document[name] for name in _CHART if document[name] is not None}
    chapter: dict[str, Any] = {"chapterId": inventory.chapters[document["chapter"]]["id"]}
    return {**chapter, "trafficChart": chart} if chart else chapter
