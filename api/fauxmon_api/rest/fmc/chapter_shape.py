"""Chapters between the contract's objects and the model's (contract 2.6.1)."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from fauxmon_api.rest.localization import localized
from fauxmon_api.transport.received import Received
from fauxmon_collector.analysis import outputs
from fauxmon_collector.analysis.top_chapter import subject_columns
from fauxmon_model.entities import Chapter
from fauxmon_model.repository import ChapterDraft
from fauxmon_model.specific import IpMask, Specific

DISABLED = "The Chapter is disabled"
"""Why a Chapter of status 0 has no data."""
_LOCALIZED = ("name", "description", "channelColumnName")


class ChapterObject(TypedDict):
    """A Chapter, with the properties of its type. `status` is 0 or 1."""

    id: str
    name: str
    description: str
    localization: dict[str, dict[str, str]]
    type: str
    profile: str
    channels: Literal["*"] | list[str]
    status: int
    outputColumns: list[str]
    top: NotRequired[int]
    statsBy: NotRequired[str]
    orderBy: NotRequired[str]
    specific: NotRequired[dict[str, Any]]
    middleOutputColumns: NotRequired[list[str]]
    filter: NotRequired[str]
    blacklist: NotRequired[int]
    channelColumnName: NotRequired[str]
    channelsOrderBy: NotRequired[str]
    showPercentile: NotRequired[bool]
    volumetric: NotRequired[dict[str, bool]]
    performance: NotRequired[dict[str, bool]]


def chapter_object(chapter: Chapter) -> dict[str, Any]:
    """A Chapter as the contract has it, with the properties of its type."""
    return {
        "id": chapter.id,
        "name": chapter.name,
        "description": chapter.description,
        "localization": _localization(chapter),
        "type": chapter.type,
        "profile": chapter.profile_id,
        "channels": chapter.channels,
        "status": chapter.status,
        "outputColumns": output_columns(chapter),
        **(_top(chapter) if chapter.type == "top" else _traffic(chapter)),
    }


def _localization(chapter: Chapter) -> dict[str, dict[str, str]]:
    texts = {"name": chapter.name, "description": chapter.description}
    if chapter.type == "traffic":
        texts["channelColumnName"] = chapter.channel_column_name
    return localized(chapter.localization, texts)


def output_columns(chapter: Chapter) -> list[str]:
    """Columns of the Chapter's table. Read-only: clients write their own texts into it (guide, LM)."""
    if chapter.type == "top":
        subject = (outputs.id_of(key) for key in subject_columns(chapter))
        return [*subject, *chapter.middle_output_columns, chapter.order_by]
    percentile = chapter.show_percentile
    rates = ["mbps", "95bps", "bps", "95ibyt", "ibyt"] if percentile else ["mbps", "bps", "ibyt"]
    return [chapter.channel_column_name, *rates]


def _top(chapter: Chapter) -> dict[str, Any]:
    return {
        "top": chapter.top,
        "statsBy": chapter.stats_by,
        "orderBy": chapter.order_by,
        "specific": Specific.of(chapter.specific).stored(),
        "middleOutputColumns": chapter.middle_output_columns,
        "filter": chapter.filter,
        **({} if chapter.blacklist_id is None else {"blacklist": chapter.blacklist_id}),
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
        localization=entity.localization(_LOCALIZED),
        type=entity.text("type"),
        profile_id=entity.text("profile"),
        channels=entity.wildcard_or_texts("channels"),
        status=None if status is None else int(status),
        top=entity.integer("top"),
        stats_by=entity.text("statsBy"),
        order_by=entity.text("orderBy"),
        filter=entity.text("filter"),
        specific=_specific(entity),
        blacklist_id=entity.link("blacklist"),
        recompute=entity.integer("recompute"),
        middle_output_columns=entity.texts("middleOutputColumns"),
        channel_column_name=entity.text("channelColumnName"),
        channels_order_by=entity.text("channelsOrderBy"),
        show_percentile=entity.boolean("showPercentile"),
        volumetric=entity.flags("volumetric"),
        performance=entity.flags("performance"),
    )
    entity.check()
    return draft


def _specific(entity: Received) -> Specific | None:
    specific = entity.object("specific")
    if specific is None:
        return None
    return Specific(
        bool(specific.boolean("bidirectional")),
        tuple(specific.texts("aggregateBy") or ()),
        _mask(specific.object("sourceIpMask")),
        _mask(specific.object("targetIpMask")),
    )


def _mask(mask: Received | None) -> IpMask | None:
    return None if mask is None else IpMask(mask.required_integer("ipVersion"), mask.required_integer("mask"))
