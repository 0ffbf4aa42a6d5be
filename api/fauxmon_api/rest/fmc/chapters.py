"""Chapters (contract 2.6)."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmc.chapter_shape import ChapterObject, chapter_draft, chapter_object
from fauxmon_api.shapes import Either
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Chapters")

_TEXTS = {"en": "Both nodes", "cz": "", "jp": ""}
_COMMON = {
    "name": "Both nodes",
    "description": "What the two of them have sent",
    "localization": {"name": _TEXTS, "description": _TEXTS, "channelColumnName": _TEXTS},
    "profile": "live",
    "channels": "*",
    "status": 1,
}
_TRAFFIC = {
    **_COMMON,
    "type": "traffic",
    "channelColumnName": "Node",
    "channelsOrderBy": "ibyt",
    "showPercentile": True,
    "volumetric": {"flows": True, "bytes": True, "packets": True},
    "performance": {"rtt": True, "srt": True, "jitter": False, "rtr": False},
}
_MASK = {"ipVersion": 4, "mask": 24}
_TOP = {
    **_COMMON,
    "type": "top",
    "top": 10,
    "statsBy": "record",
    "orderBy": "bytes",
    "specific": {"bidirectional": 0, "aggregateBy": ["srcip"], "sourceIpMask": _MASK, "targetIpMask": _MASK},
    "middleOutputColumns": ["packets"],
    "filter": "proto tcp",
    "blacklist": 1,
    "recompute": 0,
}
_ID = {"id": "330206dc-8bed-4bb4-b336-e6a5b0746cb3"}


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/chapters",
    Known.READ,
    "LM looks the predefined ones up by exact name, FS2 reads id, name and profile",
    takes={"fields": ["id", "name"]},
    answers={200: "Chapters", 204: "There are none"},
    gives=list[ChapterObject],
)
def all_chapters(call: Bearer) -> Response:
    """Every Chapter."""
    rows = [chapter_object(chapter) for chapter in call.context.repository.chapters.all()]
    return listing(rows, call.parameters.fields())


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/chapters/{id}",
    Known.DOCUMENTED,
    "guide",
    takes={"fields": ["id", "name"]},
    answers={200: "The Chapter", 204: "No such Chapter"},
    gives=ChapterObject,
)
def one_chapter(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One Chapter."""
    return one(lambda: chapter_object(call.context.repository.chapters.get(id)), call.parameters.fields())


@ENDPOINTS.on(
    "POST",
    "/rest/fmc/chapters",
    Known.READ,
    "FS2 needs 201, LM reads id and channels",
    takes={"entity": Either(_TRAFFIC, _TOP)},
    answers={201: "The Chapter with its id"},
    gives=ChapterObject,
)
def create_chapter(call: Bearer) -> Response:
    """Create a Chapter of type `traffic` or `top` over one Profile.

    `channels` is `"*"` (all Channels, later ones too) or a list of ids; a Channel of another Profile is refused.
    `outputColumns` are computed, what is sent as them is passed over. `recompute` is checked, then passed over: every
    answer is computed from the flows, so there is nothing to compute anew.
    """
    draft = chapter_draft(call.parameters.received("entity"))
    return answer(chapter_object(call.context.repository.chapters.create(draft)), 201)


@ENDPOINTS.on(
    "PUT",
    "/rest/fmc/chapters",
    Known.READ,
    "FS2 needs 200",
    takes={"entity": Either({**_ID, **_TRAFFIC}, {**_ID, **_TOP})},
    answers={200: "The Chapter as it is now", 404: "No such Chapter"},
    gives=ChapterObject,
)
def update_chapter(call: Bearer) -> Response:
    """Change a Chapter. Properties that are not given keep their values."""
    entity = call.parameters.received("entity")
    entity.needs("id")
    return answer(chapter_object(call.context.repository.chapters.update(chapter_draft(entity))))


@ENDPOINTS.on(
    "DELETE",
    "/rest/fmc/chapters/{id}",
    Known.READ,
    "FS2 needs 204; several ids are documented",
    answers={204: "Deleted", 404: "No such Chapter"},
)
def remove_chapters(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete one Chapter, or several with commas between their ids."""
    chapters = call.context.repository.chapters
    chosen = [chapters.get(chapter_id) for chapter_id in dict.fromkeys(id.split(","))]
    for chapter in chosen:
        chapters.remove(chapter.id)
    return nothing()
