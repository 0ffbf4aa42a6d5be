"""What else would go if something were deleted (contract 2.1.9)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Bearer
from fauxmon_model.entities import Blacklist, Chapter, Profile

ENDPOINTS = Endpoints("Dependencies")

_GUIDE = "guide; no public client asks"
_ANSWERS = {200: "What depends on it", 404: "It does not exist"}


def of_profile(call: Bearer) -> Response:
    """Profiles and Chapters that go with a Profile."""
    profiles = call.context.repository.profiles
    profile = profiles.get(call.parameters.text("id") or "")
    dependants = profiles.dependants(profile.id)
    groups: list[dict[str, Any]] = []
    if dependants.chapters:
        groups.append({"action": "delete", "type": "chapter", "items": [_short(c) for c in dependants.chapters]})
    if dependants.profiles:
        groups.append({"action": "delete", "type": "profile", "items": [_short(p) for p in dependants.profiles]})
    return answer({"action": "delete", "items": [_short(profile)], "dependent": groups})


def of_chapter(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """What goes with a Chapter: nothing, since Widgets stay and say that their Chapter is gone."""
    chapter = call.context.repository.chapters.get(id)
    return answer({"action": "delete", "items": [_short(chapter)], "dependent": []})


def of_blacklist(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """What a black list goes from: Chapters that use it stay, and are changed."""
    repository = call.context.repository
    blacklist = repository.blacklists.get(numbered("Blacklist", id))
    chapters = [_short(chapter) for chapter in repository.chapters.of_blacklist(blacklist.id)]
    groups = [{"action": "update", "type": "chapter", "items": chapters}] if chapters else []
    return answer({"action": "delete", "items": [_short(blacklist)], "dependent": groups})


# Two samples of the guide leave /fmc out.
for prefix in ("/rest/fmc/dependencies", "/rest/dependencies"):
    ENDPOINTS.on(
        "GET", f"{prefix}/profiles/id", Known.DOCUMENTED, _GUIDE, takes={"id": "WebSho-4f1c2a"}, answers=_ANSWERS
    )(of_profile)
    ENDPOINTS.on("GET", f"{prefix}/chapters/{{id}}", Known.DOCUMENTED, _GUIDE, answers=_ANSWERS)(of_chapter)
    ENDPOINTS.on("GET", f"{prefix}/blacklists/{{id}}", Known.DOCUMENTED, _GUIDE, answers=_ANSWERS)(of_blacklist)


def _short(entity: Profile | Chapter | Blacklist) -> dict[str, str | int]:
    return {"id": entity.id, "name": entity.name}
