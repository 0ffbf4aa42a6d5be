"""What the page can draw, and the Widgets that it makes for it."""

from __future__ import annotations

from typing import Any

from fauxmon_model import widget_form
from fauxmon_model.repository import Repository
from fauxmon_model.widget_kinds import CHAPTER_ENDPOINT, CONNECTIONS_ENDPOINT, TOPOLOGY_ENDPOINT, usual_class


def drawable(repository: Repository) -> dict[str, str]:
    """What a Widget can draw: its name by `dataEndpoint`."""
    chapters = {f"{CHAPTER_ENDPOINT}{one.id}": one.name for one in repository.chapters.all()}
    topologies = {f"{TOPOLOGY_ENDPOINT}{one.id}": f"Topology {one.name}" for one in repository.topologies.all()}
    return {CONNECTIONS_ENDPOINT: "Sources", **topologies, **chapters}


def fitting_class(repository: Repository, endpoint: str) -> str:
    """The `clazz` that fits what is drawn. Errors: NotFoundError (Chapter)."""
    if not endpoint.startswith(CHAPTER_ENDPOINT):
        return usual_class(endpoint, None)
    return usual_class(endpoint, repository.chapters.get(endpoint.removeprefix(CHAPTER_ENDPOINT)).type)


def add(repository: Repository, dashboard_id: int, endpoint: str, clazz: str) -> None:
    """A Widget below all others. Errors: NotFoundError, InvalidError, ForbiddenError."""
    options: dict[str, Any] = widget_form.options_of(endpoint, clazz)
    if endpoint.startswith(CHAPTER_ENDPOINT):
        options = widget_form.options(repository.chapters.get(endpoint.removeprefix(CHAPTER_ENDPOINT)), clazz)
    repository.widgets.append(dashboard_id, options)
