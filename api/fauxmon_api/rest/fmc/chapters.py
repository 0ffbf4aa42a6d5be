"""Chapters (contract 2.6)."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmc.chapter_shape import chapter_draft, chapter_object
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Chapters")

_ENTITY = {"name": "Both nodes", "type": "traffic", "profile": "live", "channels": "*"}


@ENDPOINTS.on(
    "GET",
    "/rest/fmc/chapters",
    Known.READ,
    "LM looks the predefined ones up by exact name, FS2 reads id, name and profile",
    takes={"fields": ["id", "name"]},
    answers={200: "Chapters", 204: "There are none"},
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
)
def one_chapter(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One Chapter."""
    return one(lambda: chapter_object(call.context.repository.chapters.get(id)), call.parameters.fields())


@ENDPOINTS.on(
    "POST",
    "/rest/fmc/chapters",
    Known.READ,
    "FS2 needs 201, LM reads id and channels",
    takes={"entity": _ENTITY},
    answers={201: "The Chapter with its id", 405: "Validation failed"},
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
    takes={"entity": {"id": "330206dc-8bed-4bb4-b336-e6a5b0746cb3", **_ENTITY}},
    answers={200: "The Chapter as it is now", 404: "No such Chapter", 405: "Validation failed"},
)
def update_chapter(call: Bearer) -> Response:
    """Change a Chapter. Properties that are not given keep their values."""
    draft = chapter_draft(call.parameters.received("entity"))
    return answer(chapter_object(call.context.repository.chapters.update(draft)))


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
