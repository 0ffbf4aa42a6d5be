"""Widgets on Dashboards (contract 2.11, 2.11.1)."""

from __future__ import annotations

from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.bodies import Numbered
from fauxmon_api.rest.fmd.dashboards import UserObject, user_object, users_of
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.rest.search import entity_id
from fauxmon_api.transport.answers import answer, listing, nothing
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received, as_integer
from fauxmon_model.entities import User, Widget
from fauxmon_model.errors import NotFoundError
from fauxmon_model.widget_kinds import CHAPTER_ENDPOINT, TIME_SERIES

ENDPOINTS = Endpoints("Dashboards")

_WIDGETS = "/rest/fmd/overview/widgets"
_OPTIONS = {
    "name": None,
    "clazz": TIME_SERIES,
    "dataEndpoint": f"{CHAPTER_ENDPOINT}330206dc-8bed-4bb4-b336-e6a5b0746cb3",
    "visualizationSettings": [{"index": 0, "channelName": "main", "settings": {"channel": "main", "series": "*"}}],
    "parametersSettings": [{"name": "from", "value": "h12Ago"}, {"name": "to", "value": "now"}],
}
_LAYOUTS = {"lg": {"x": 0, "y": 0, "w": 6, "h": 10, "i": None}}


class WidgetDashboard(Numbered):
    """The Dashboard of a Widget."""

    user: UserObject


class WidgetObject(TypedDict):
    """A Widget."""

    id: int
    row: int
    col: int
    dashboard: WidgetDashboard
    options: dict[str, Any]
    layouts: dict[str, Any]


def _object(users: dict[int, User], widget: Widget) -> dict[str, Any]:
    # row and col are of the older generation of clients; the newer one reads layouts.
    place = widget.layouts.get("lg")
    place = place if isinstance(place, dict) else {}
    dashboard = widget.dashboard
    return {
        "id": widget.id,
        "row": as_integer(place.get("y")) or 0,
        "col": as_integer(place.get("x")) or 0,
        "dashboard": {
            "id": dashboard.id,
            "name": dashboard.name,
            "user": user_object(users, dashboard.user_id),
        },
        "options": widget.options,
        "layouts": widget.layouts,
    }


@ENDPOINTS.on(
    "GET",
    f"{_WIDGETS}/find",
    Known.READ,
    "SK reads the list; documented",
    takes={"search": {"dashboard": 1}},
    answers={200: "Widgets", 204: "There are none"},
    gives=list[WidgetObject],
)
def find(call: Bearer) -> Response:
    """The Widgets of the Dashboard in `search`; without `search`, all."""
    widgets = call.context.repository.widgets
    dashboard_id = entity_id(call.parameters, "dashboard")
    found = widgets.all() if dashboard_id is None else widgets.of_dashboard(dashboard_id)
    users = users_of(call)
    return listing([_object(users, widget) for widget in found])


@ENDPOINTS.on(
    "GET",
    f"{_WIDGETS}/{{id}}",
    Known.READ,
    "SK prints it; 204 for an unknown id as elsewhere",
    answers={200: "The Widget", 204: "No such Widget"},
    gives=WidgetObject,
)
def one_widget(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One Widget."""
    try:
        widget = call.context.repository.widgets.get(numbered("Widget", id))
    except NotFoundError as error:
        return nothing(str(error))
    return answer(_object(users_of(call), widget))


@ENDPOINTS.on(
    "POST",
    _WIDGETS,
    Known.READ,
    "LM reads the id; the status, and that `row` and `col` are taken where there are no layouts, are inferred",
    takes={"entity": {"dashboard": {"id": 1}, "options": _OPTIONS, "layouts": _LAYOUTS}},
    answers={201: "The Widget with its id", 404: "No such Dashboard"},
    gives=WidgetObject,
)
def create_widget(call: Bearer) -> Response:
    """Put a Widget on a Dashboard. `options` and `layouts` are kept as they come.

    Without layouts it stands where `row` and `col` say, as clients of the older generation have it.
    """
    entity = call.parameters.received("entity")
    dashboard = entity.object("dashboard") or Received({}, "dashboard", entity.errors)
    dashboard_id = dashboard.required("id")
    options, layouts = entity.mapping("options") or {}, entity.mapping("layouts") or {}
    row, col = entity.integer("row"), entity.integer("col")
    entity.check()
    widget = call.context.repository.widgets.create(numbered("Dashboard", dashboard_id), options, layouts, row, col)
    return answer(_object(users_of(call), widget), 201)


@ENDPOINTS.on(
    "PUT",
    _WIDGETS,
    Known.READ,
    "LM sends id and layouts only and relies on options being kept",
    takes={"entity": {"id": "7", "options": _OPTIONS, "layouts": {"lg": {"x": 6, "y": 0, "w": 6, "h": 10, "i": "7"}}}},
    answers={200: "The Widget as it is now", 404: "No such Widget"},
    gives=WidgetObject,
)
def update_widget(call: Bearer) -> Response:
    """Change a Widget: `options` and `layouts` are each replaced when given and kept when not.

    `row` and `col` move it on wide pages, unless there are layouts.
    """
    entity = call.parameters.received("entity")
    id_, options, layouts = entity.required("id"), entity.mapping("options"), entity.mapping("layouts")
    row, col = entity.integer("row"), entity.integer("col")
    entity.check()
    widget = call.context.repository.widgets.update(numbered("Widget", id_), options, layouts, row, col)
    return answer(_object(users_of(call), widget))


@ENDPOINTS.on(
    "DELETE",
    f"{_WIDGETS}/{{id}}",
    Known.INFERRED,
    "by analogy with the other entities",
    answers={204: "Deleted", 404: "No such Widget"},
)
def remove_widget(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete a Widget."""
    call.context.repository.widgets.remove(numbered("Widget", id))
    return nothing()
