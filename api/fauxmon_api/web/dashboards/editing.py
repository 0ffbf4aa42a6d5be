"""What the page can draw, and the Widgets that it makes for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fauxmon_api.web.dashboards.kinds import KINDS
from fauxmon_model import widget_form
from fauxmon_model.repository import Repository
from fauxmon_model.widget_kinds import (
    CHAPTER_ENDPOINT,
    CONNECTIONS,
    CONNECTIONS_ENDPOINT,
    SUMMARIES,
    TIME_SERIES,
    TOPOLOGY,
    TOPOLOGY_ENDPOINT,
    TWO_PIES,
)

_OF_CHAPTERS = (TIME_SERIES, TWO_PIES, SUMMARIES)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a Widget can draw, and the ways to draw it: what each is called, by `clazz`."""

    endpoint: str
    name: str
    ways: Mapping[str, str]


def offers(repository: Repository) -> list[Offer]:
    """The Sources, every Topology and every Chapter."""
    topologies = repository.topologies.all()
    return [
        Offer(CONNECTIONS_ENDPOINT, "Sources", _ways(CONNECTIONS)),
        *(Offer(f"{TOPOLOGY_ENDPOINT}{one.id}", f"Topology {one.name}", _ways(TOPOLOGY)) for one in topologies),
        *(Offer(f"{CHAPTER_ENDPOINT}{one.id}", one.name, _ways(*_OF_CHAPTERS)) for one in repository.chapters.all()),
    ]


def _ways(*classes: str) -> dict[str, str]:
    return {clazz: KINDS[clazz] for clazz in classes}


def add(repository: Repository, dashboard_id: int, endpoint: str, clazz: str) -> None:
    """A Widget below all others. Errors: NotFoundError, InvalidError, ForbiddenError."""
    if endpoint.startswith(CHAPTER_ENDPOINT):
        chapter = repository.chapters.get(endpoint.removeprefix(CHAPTER_ENDPOINT))
        repository.widgets.append(dashboard_id, widget_form.options(chapter, clazz))
    else:
        repository.widgets.append(dashboard_id, widget_form.options_of(endpoint, clazz))
