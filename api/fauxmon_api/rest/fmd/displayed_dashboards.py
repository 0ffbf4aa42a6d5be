"""Who is shown which Dashboards, and in which order (contract 2.11)."""

from __future__ import annotations

from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.bodies import Login
from fauxmon_api.rest.fmd.dashboards import users_of
from fauxmon_api.rest.numbers import numbered, numbers
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import DisplayedDashboard

ENDPOINTS = Endpoints("Dashboards")

_PATH = "/rest/fmd/overview/displayed-dashboards"
_FLAGS = {"isReadOnlyForCurrentUser": False, "canBeSetAsPredefinedByUser": True, "isAvailableToOtherUsers": True}
"""What LM says of a Dashboard that it has made; so it is where nobody has said anything."""
_ENTITY = {"dashboard": {"id": 1, **_FLAGS}, "observingUser": {"id": 1, "login": "admin"}, "order": 0}
_SHAPE = "the shape that LM writes"


class TabDashboard(TypedDict):
    """The Dashboard of a tab, with what is said of it there."""

    id: int
    name: str
    isReadOnlyForCurrentUser: bool
    canBeSetAsPredefinedByUser: bool
    isAvailableToOtherUsers: bool


class TabObject(TypedDict):
    """A Dashboard that a user is shown, its Widgets read anew every `refreshInterval` seconds, 0 for never."""

    id: int
    dashboard: TabDashboard
    observingUser: Login
    order: int
    refreshInterval: int


def _object(call: Call, tab: DisplayedDashboard) -> dict[str, Any]:
    observer = users_of(call).get(tab.user_id)
    return {
        "id": tab.id,
        "dashboard": {"id": tab.dashboard.id, "name": tab.dashboard.name, **_FLAGS, **tab.flags},
        "observingUser": {"id": tab.user_id, "login": observer.login if observer else ""},
        "order": tab.order,
        "refreshInterval": tab.refresh_s,
    }


def _flags(dashboard: Received) -> dict[str, bool]:
    return {name: value for name in _FLAGS if (value := dashboard.boolean(name)) is not None}


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.INFERRED,
    _SHAPE,
    answers={200: "The caller's tabs from left to right", 204: "The caller has none"},
    gives=list[TabObject],
)
def displayed(call: Bearer) -> Response:
    """The Dashboards that the caller is shown."""
    return listing([_object(call, tab) for tab in call.context.repository.dashboards.displayed(call.caller.id)])


@ENDPOINTS.on(
    "GET", f"{_PATH}/{{id}}", Known.INFERRED, _SHAPE, answers={200: "The tab", 204: "No such tab"}, gives=TabObject
)
def one_displayed(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One tab, whoever is shown it."""
    return one(lambda: _object(call, call.context.repository.dashboards.tab(numbered("DisplayedDashboard", id))))


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "LM reads the id; the status is inferred",
    takes={"entity": _ENTITY},
    answers={201: "The tab", 404: "No such Dashboard or user"},
    gives=TabObject,
)
def display(call: Bearer) -> Response:
    """Show a Dashboard to a user, by default the caller, as tab number `order`. Equal numbers are fine.

    What is said of the Dashboard there is kept and answered, and restricts nobody.
    """
    entity = call.parameters.received("entity")
    dashboard, observer = entity.required_object("dashboard"), entity.object("observingUser")
    dashboard_id = dashboard.required("id") if "dashboard" in entity else ""
    flags = _flags(dashboard)
    user_id = observer.integer("id") if observer else None
    order = entity.integer("order") or 0
    entity.check()
    dashboards = call.context.repository.dashboards
    chosen = dashboards.get(numbered("Dashboard", dashboard_id))
    tab = dashboards.display(chosen.id, call.caller.id if user_id is None else user_id, order, flags)
    return answer(_object(call, tab), 201)


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.INFERRED,
    "by analogy with Widgets: what is not given is kept; refreshInterval is ours",
    takes={"entity": {"id": "1", "order": 2, "refreshInterval": 30}},
    answers={200: "The tab as it is now", 404: "No such tab"},
    gives=TabObject,
)
def arrange(call: Bearer) -> Response:
    """Move a tab, and say how often its page reads the Widgets anew. Its Dashboard and its user are fixed."""
    entity = call.parameters.received("entity")
    id_, order, dashboard = entity.required("id"), entity.integer("order"), entity.object("dashboard")
    refresh_s = entity.integer("refreshInterval")
    flags = _flags(dashboard) if dashboard else {}
    entity.check()
    tab = call.context.repository.dashboards.arrange(numbered("DisplayedDashboard", id_), order, flags, refresh_s)
    return answer(_object(call, tab))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.INFERRED,
    "by analogy with the other entities",
    answers={204: "The Dashboard is not shown there any more", 404: "No such tab"},
)
def hide(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Close one tab, or several with commas between their ids: the Dashboards stay."""
    call.context.repository.dashboards.hide(*numbers("DisplayedDashboard", id))
    return nothing()
