"""What else would go, or be affected, if something were deleted (contract 2.1.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmd.widget_options import WidgetOptions
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_model.entities import Blacklist, Chapter, Profile
from fauxmon_model.errors import NotFoundError

ENDPOINTS = Endpoints("Dependencies")

_Entity: TypeAlias = Profile | Chapter | Blacklist

_GUIDE = "guide; no public client asks. That Widgets are listed is inferred"
_ANSWERS = {200: "What depends on it", 404: "It does not exist"}


class Dependent(TypedDict):
    """Entities of a kind, and what would happen to them."""

    action: str
    type: str
    items: list[dict[str, Any]]


class Dependencies(TypedDict):
    """What is asked about, and what depends on it."""

    action: str
    items: list[dict[str, Any]]
    dependent: list[Dependent]


def of_profiles(call: Bearer) -> Response:
    """Profiles and Chapters that go with a Profile, or with several, and Widgets that lose their Chapter.

    Several are a JSON list of ids. Such Widgets stay, and say that their Chapter is gone.
    """
    profiles = call.context.repository.profiles
    ids = list(dict.fromkeys(call.parameters.identifiers("id")))
    if not ids:
        raise NotFoundError("Profile", "without id")
    chosen = [profiles.get(id_) for id_ in ids]
    found = profiles.dependants(*ids)
    return _dependencies(
        chosen,
        _group("delete", "chapter", [_short(chapter) for chapter in found.chapters]),
        _group("delete", "profile", [_short(profile) for profile in found.profiles]),
        _group("update", "widget", _widgets_of(call, found.chapters)),
    )


def of_chapters(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Widgets that lose their Chapter: they stay and say so.

    Several Chapters are given with commas between their ids.
    """
    chapters = [call.context.repository.chapters.get(chapter_id) for chapter_id in dict.fromkeys(id.split(","))]
    return _dependencies(chapters, _group("update", "widget", _widgets_of(call, chapters)))


def of_blacklist(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """What a black list goes from: Chapters that use it stay, and are changed."""
    repository = call.context.repository
    blacklist = repository.blacklists.get(numbered("Blacklist", id))
    chapters = [_short(chapter) for chapter in repository.chapters.of_blacklist(blacklist.id)]
    return _dependencies([blacklist], _group("update", "chapter", chapters))


# Two samples of the guide leave /fmc out.
for prefix in ("/rest/fmc/dependencies", "/rest/dependencies"):
    ENDPOINTS.on(
        "GET",
        f"{prefix}/profiles/id",
        Known.DOCUMENTED,
        _GUIDE,
        takes={"id": "WebSho-4f1c2a"},
        answers={**_ANSWERS, 405: "This Profile cannot be deleted"},
        gives=Dependencies,
    )(of_profiles)
    ENDPOINTS.on("GET", f"{prefix}/chapters/{{id}}", Known.DOCUMENTED, _GUIDE, answers=_ANSWERS, gives=Dependencies)(
        of_chapters
    )
    ENDPOINTS.on("GET", f"{prefix}/blacklists/{{id}}", Known.DOCUMENTED, _GUIDE, answers=_ANSWERS, gives=Dependencies)(
        of_blacklist
    )


def _dependencies(items: Sequence[_Entity], *groups: dict[str, Any]) -> Response:
    dependent = [group for group in groups if group["items"]]
    return answer({"action": "delete", "items": [_short(item) for item in items], "dependent": dependent})


def _group(action: str, kind: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"action": action, "type": kind, "items": items}


def _short(entity: _Entity) -> dict[str, Any]:
    return {"id": entity.id, "name": entity.name}


def _widgets_of(call: Call, chapters: Sequence[Chapter]) -> list[dict[str, Any]]:
    """The Widgets that show these Chapters. One without a name goes by its Chapter's."""
    names = {chapter.id: chapter.name for chapter in chapters}
    widgets = ((widget.id, WidgetOptions(widget.options)) for widget in call.context.repository.widgets.all())
    return [
        {"id": id_, "name": options.name or names[options.chapter_id]}
        for id_, options in widgets
        if options.chapter_id in names
    ]
