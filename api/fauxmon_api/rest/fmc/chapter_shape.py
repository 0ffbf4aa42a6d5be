"""Chapters between the contract's objects and the model's (contract 2.6.1)."""

from __future__ import annotations

from typing import Any

from fauxmon_api.transport.received import Received
from fauxmon_model.entities import Chapter
from fauxmon_model.repository import ChapterDraft

_LOCALIZED = ("name", "description", "channelColumnName")


def chapter_object(chapter: Chapter) -> dict[str, Any]:
    """A Chapter as the contract has it, with the properties of its type."""
    return {
        "id": chapter.id,
        "name": chapter.name,
        "description": chapter.description,
        "localization": chapter.localization,
        "type": chapter.type,
        "profile": chapter.profile_id,
        "channels": chapter.channels,
        "status": chapter.status,
        "outputColumns": output_columns(chapter),
        **(_top(chapter) if chapter.type == "top" else _traffic(chapter)),
    }


def output_columns(chapter: Chapter) -> list[str]:
    """Columns of the Chapter's table. Read-only: clients write their own texts into it (guide, LM)."""
    if chapter.type == "top":
        return [chapter.stats_by, *chapter.middle_output_columns, chapter.order_by]
    percentile = chapter.show_percentile
    rates = ["mbps", "95bps", "bps", "95ibyt", "ibyt"] if percentile else ["mbps", "bps", "ibyt"]
    return [chapter.channel_column_name, *rates]


def _top(chapter: Chapter) -> dict[str, Any]:
    return {
        "top": chapter.top,
        "statsBy": chapter.stats_by,
        "orderBy": chapter.order_by,
        "specific": chapter.specific,
        "middleOutputColumns": chapter.middle_output_columns,
        "filter": chapter.filter,
    }


def _traffic(chapter: Chapter) -> dict[str, Any]:
    return {
        "channelColumnName": chapter.channel_column_name,
        "channelsOrderBy": chapter.channels_order_by,
        "showPercentile": chapter.show_percentile,
        "volumetric": chapter.volumetric,
        "performance": chapter.performance,
    }


def chapter_draft(entity: Received) -> ChapterDraft:
    """What a POST or PUT asks for. Errors: InvalidError."""
    status = entity.boolean("status")
    draft = ChapterDraft(
        id=entity.text("id"),
        name=entity.text("name"),
        description=entity.text("description"),
        localization=_localization(entity),
        type=entity.text("type"),
        profile_id=entity.text("profile"),
        channels=entity.wildcard_or_texts("channels"),
        status=None if status is None else int(status),
        top=entity.integer("top"),
        stats_by=entity.text("statsBy"),
        order_by=entity.text("orderBy"),
        filter=entity.text("filter"),
        specific=entity.mapping("specific"),
        middle_output_columns=entity.texts("middleOutputColumns"),
        channel_column_name=entity.text("channelColumnName"),
        channels_order_by=entity.text("channelsOrderBy"),
        show_percentile=entity.boolean("showPercentile"),
        volumetric=entity.flags("volumetric"),
        performance=entity.flags("performance"),
    )
    entity.check()
    return draft


def _localization(entity: Received) -> dict[str, dict[str, str]] | None:
    localization = entity.object("localization")
    if localization is None:
        return None
    sections = {name: localization.object(name) for name in _LOCALIZED}
    return {
        name: {language: section.text(language) or "" for language in section.value}
        for name, section in sections.items()
        if section is not None
    }
