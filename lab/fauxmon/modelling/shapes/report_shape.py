"""Reports (contract 2.8)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.client import Report, ReportChapter
from fauxmon.modelling.documents import REPORT_LOCALIZATION_NAMES
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.localization import entity_texts, foreign_texts

_CHART = ("stacked", "logarithmic")


def describe(report: Report, inventory: Inventory) -> dict[str, Any]:
    """As a file has it. A Chapter that there is no more stays with its id."""
    return {
        "name": report["name"],
        "location": report.get("location") or "",
        "device": report.get("device") or "",
        "localization": foreign_texts(report.get("localization") or {}, report, REPORT_LOCALIZATION_NAMES),
        "chapters": [_describe_chapter(chapter, inventory) for chapter in report["chapters"]],
    }


def _describe_chapter(chapter: ReportChapter, inventory: Inventory) -> dict[str, Any]:
    chart = chapter.get("trafficChart") or {}
    name = inventory.chapter_name(str(chapter["chapterId"]))
    return {"chapter": name, **{flag: None if flag not in chart else bool(chart[flag]) for flag in _CHART}}


def entity(document: Mapping[str, Any], inventory: Inventory, found: Report | None) -> dict[str, Any]:
    """What is posted for it, or with `found` put over it."""
    chapters = [_chapter_entity(chapter, inventory) for chapter in document["chapters"]]
    fields: dict[str, Any] = {name: document[name] for name in ("name", "location", "device")}
    fields |= {"localization": entity_texts(document, REPORT_LOCALIZATION_NAMES, found), "chapters": chapters}
    return fields if found is None else {"id": found["id"], **fields}


def _chapter_entity(document: Mapping[str, Any], inventory: Inventory) -> dict[str, Any]:
    chart = {flag: document[flag] for flag in _CHART if document[flag] is not None}
    chapter: dict[str, Any] = {"chapterId": inventory.chapters[document["chapter"]]["id"]}
    return {**chapter, "trafficChart": chart} if chart else chapter
