"""What the page changes of Dashboards and Widgets, by the same repositories as REST."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fauxmon_api.rest.fmd.drawn import CONNECTIONS, TIME_SERIES, TOPOLOGY
from fauxmon_api.rest.fmd.widget_options import CHAPTER_ENDPOINT, CONNECTIONS_ENDPOINT, TIMES, TOPOLOGY_ENDPOINT
from fauxmon_api.web.dashboards.place import Place
from fauxmon_model import widget_form
from fauxmon_model.repository import Repository


def drawable(repository: Repository) -> dict[str, str]:
    """What a Widget can draw: its name by `dataEndpoint`."""
    chapters = {f"{CHAPTER_ENDPOINT}{one.id}": one.name for one in repository.chapters.all()}
    topologies = {f"{TOPOLOGY_ENDPOINT}{one.id}": f"Topology {one.name}" for one in repository.topologies.all()}
    return {**chapters, CONNECTIONS_ENDPOINT: "Sources", **topologies}


def usual_class(repository: Repository, endpoint: str) -> str:
    """The `clazz` that fits what is drawn. Errors: NotFoundError (Chapter)."""
    if endpoint == CONNECTIONS_ENDPOINT:
        return CONNECTIONS
    if endpoint.startswith(TOPOLOGY_ENDPOINT):
        return TOPOLOGY
    chapter = repository.chapters.get(endpoint.removeprefix(CHAPTER_ENDPOINT))
    return TIME_SERIES if chapter.type == "traffic" else "TwoPiesAndTableWidget"


def add(repository: Repository, dashboard_id: int, endpoint: str, clazz: str) -> None:
    """A Widget below all others. Errors: NotFoundError, InvalidError."""
    if endpoint.startswith(CHAPTER_ENDPOINT):
        options = widget_form.options(repository.chapters.get(endpoint.removeprefix(CHAPTER_ENDPOINT)), clazz)
    else:
        options = {"name": None, "clazz": clazz, "dataEndpoint": endpoint}
    others = [Place.of(widget.layouts) for widget in repository.widgets.of_dashboard(dashboard_id)]
    repository.widgets.create(dashboard_id, options, {}, max((one.y + one.h for one in others), default=0), 0)


def put(repository: Repository, widget_id: int, place: Place) -> None:
    """Move and resize a Widget on wide pages, and push down what it would cover; narrower layouts stay as they are.

    Errors: NotFoundError.
    """
    moved = repository.widgets.get(widget_id)
    widgets = {one.id: one for one in repository.widgets.of_dashboard(moved.dashboard_id)}
    before = {id_: Place.of(one.layouts) for id_, one in widgets.items()}
    for id_, now in settled(before, widget_id, place).items():
        if now != before[id_]:
            known = widget_form.placed(id_, widgets[id_].layouts, now.y, now.x)
            layouts = {**known, "lg": {**known["lg"], "w": now.w, "h": now.h}}
            repository.widgets.update(id_, layouts=layouts)


def settled(places: Mapping[int, Place], moved: int, place: Place) -> dict[int, Place]:
    """Where all stand once `moved` has its `place`: nothing covers anything, and what must give way goes down."""
    done = {moved: place}
    for id_, other in sorted(places.items(), key=lambda item: (item[1].y, item[1].x)):
        if id_ == moved:
            continue
        while covering := [one for one in done.values() if one.covers(other)]:
            other = replace(other, y=max(one.y + one.h for one in covering))
        done[id_] = other
    return done


def with_time(options: Mapping[str, Any], since: str) -> dict[str, Any]:
    """`options` over the time from `since` until now; what else they say stays."""
    given = options.get("parametersSettings")
    kept = [one for one in given if isinstance(one, Mapping)] if isinstance(given, list) else []
    wanted = {**TIMES, "from": since}
    known = {one.get("name") for one in kept}
    changed = [{**one, "value": wanted[one["name"]]} if one.get("name") in wanted else one for one in kept]
    missing = [{"name": name, "value": value} for name, value in wanted.items() if name not in known]
    return {**options, "parametersSettings": [*changed, *missing]}


def shift(repository: Repository, user_id: int, dashboard_id: int, by: int) -> None:
    """Move a tab of the user by so many places, and number all of them from 0. Errors: NotFoundError."""
    tabs = repository.dashboards.displayed(user_id)
    at = next((i for i, tab in enumerate(tabs) if tab.dashboard_id == dashboard_id), 0)
    tabs.insert(max(0, at + by), tabs.pop(at))
    for order, tab in enumerate(tabs):
        repository.dashboards.arrange(tab.id, order)


def open_new(repository: Repository, user_id: int, name: str) -> int:
    """A Dashboard as the user's last tab; its id. Errors: InvalidError."""
    last = max((tab.order for tab in repository.dashboards.displayed(user_id)), default=-1)
    dashboard = repository.dashboards.create(name, user_id=user_id)
    repository.dashboards.display(dashboard.id, user_id, last + 1)
    return dashboard.id
