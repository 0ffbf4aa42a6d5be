"""What else would go, or be affected, if something were deleted (contract 2.1.9)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmd.dependent_widgets import Found, widgets_of
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.transport.answers import answer
from fauxmon_api.transport.call import Bearer
from fauxmon_model.errors import NotFoundError

ENDPOINTS = Endpoints("Dependencies")

PREFIXES = ("/rest/fmc/dependencies", "/rest/dependencies")
"""Two samples of the guide leave /fmc out."""


class Named(Protocol):
    """What has an id and a name."""

    @property
    def id(self) -> Any:
        """Of either kind."""

    @property
    def name(self) -> str:
        """As people see it."""


_GUIDE = "guide; no public client asks. That Widgets and paths are listed is inferred"
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
    """Profiles, Chapters and alerts that go with a Profile or several; Reports, Widgets and paths that are changed.

    Several are a JSON list of ids. Such Reports stay with the others of their Chapters; such Widgets and paths of
    Topologies stay, and say what is gone.
    """
    profiles = call.context.repository.profiles
    ids = list(dict.fromkeys(call.parameters.identifiers("id")))
    if not ids:
        raise NotFoundError("Profile", "without id")
    chosen = [profiles.get(id_) for id_ in ids]
    found = profiles.dependants(*ids)
    return dependencies(
        chosen,
        group("delete", "chapter", [short(chapter) for chapter in found.chapters]),
        group("delete", "profile", [short(profile) for profile in found.profiles]),
        group("delete", "alert", [short(alert) for alert in found.alerts]),
        group("update", "report", [short(report) for report in found.reports]),
        group("update", "path", [short(path) for path in found.paths]),
        group("update", "widget", widgets(widgets_of(call.context.repository, found.chapters))),
    )


def of_chapters(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Reports and Widgets that lose their Chapter: Reports stay with the others, Widgets stay and say so.

    Several Chapters are given with commas between their ids.
    """
    repository = call.context.repository
    chapters = [repository.chapters.get(chapter_id) for chapter_id in dict.fromkeys(id.split(","))]
    reports = repository.reports.of_chapters([chapter.id for chapter in chapters])
    return dependencies(
        chapters,
        group("update", "report", [short(report) for report in reports]),
        group("update", "widget", widgets(widgets_of(repository, chapters))),
    )


def of_reports(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """E-mail reports that lose their Report: they stay, and send nothing.

    Several Reports are given with commas between their ids.
    """
    repository = call.context.repository
    reports = [repository.reports.get(report_id) for report_id in dict.fromkeys(id.split(","))]
    sending = repository.email_reports.of_reports([report.id for report in reports])
    return dependencies(reports, group("update", "emailReports", [short(each) for each in sending]))


def of_blacklist(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """What a black list goes from: Chapters that use it stay, and are changed."""
    repository = call.context.repository
    blacklist = repository.blacklists.get(numbered("Blacklist", id))
    chapters = [short(chapter) for chapter in repository.chapters.of_blacklist(blacklist.id)]
    return dependencies([blacklist], group("update", "chapter", chapters))


for prefix in PREFIXES:
    ENDPOINTS.on(
        "GET",
        f"{prefix}/profiles/id",
        Known.DOCUMENTED,
        _GUIDE,
        takes={"id": "WebSho-4f1c2a"},
        answers={**_ANSWERS, 405: "This Profile cannot be deleted"},
        gives=Dependencies,
    )(of_profiles)
    for kind, handler in (("chapters", of_chapters), ("reports", of_reports), ("blacklists", of_blacklist)):
        ENDPOINTS.on("GET", f"{prefix}/{kind}/{{id}}", Known.DOCUMENTED, _GUIDE, answers=_ANSWERS, gives=Dependencies)(
            handler
        )


def dependencies(items: Sequence[Named], *groups: dict[str, Any]) -> Response:
    """The answer. A group without items is left out."""
    dependent = [group for group in groups if group["items"]]
    return answer({"action": "delete", "items": [short(item) for item in items], "dependent": dependent})


def group(action: str, kind: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    """What of one kind goes (`delete`) or stays and loses something (`update`)."""
    return {"action": action, "type": kind, "items": items}


def short(entity: Named) -> dict[str, Any]:
    """As dependencies list it."""
    return {"id": entity.id, "name": entity.name}


def widgets(found: Found) -> list[dict[str, Any]]:
    """As dependencies list them."""
    return [{"id": widget.id, "name": name} for widget, name in found]
