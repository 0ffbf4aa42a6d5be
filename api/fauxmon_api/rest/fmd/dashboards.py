"""Dashboards (contract 2.11)."""

from __future__ import annotations

from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.transport.answers import answer, listing, nothing
from fauxmon_api.transport.call import Bearer, Call
from fauxmon_model.entities import Dashboard, User
from fauxmon_model.errors import NotFoundError

ENDPOINTS = Endpoints("Dashboards")

_DASHBOARDS = "/rest/fmd/overview/dashboards"
TENANT = {"id": "00000000-0000-0000-0001-000000000001", "name": "Base tenant"}


class UserObject(TypedDict):
    """A user as Dashboards and Widgets name theirs."""

    id: int
    login: str
    email: str


class DashboardObject(TypedDict):
    """A Dashboard. `order` is its tab position for the caller, `isDefault` is 0 or 1."""

    id: int
    name: str
    description: str
    order: int | None
    isDefault: int
    user: UserObject
    tenant: dict[str, Any] | None


def user_object(users: dict[int, User], user_id: int) -> dict[str, Any]:
    """A user as Dashboards and Widgets name theirs. Nobody has an e-mail address here."""
    user = users.get(user_id)
    return {"id": user_id, "login": user.login if user else "", "email": ""}


def users_of(call: Call) -> dict[int, User]:
    """All users by id."""
    return {user.id: user for user in call.context.repository.accounts.users()}


def _object(call: Call, dashboard: Dashboard) -> dict[str, Any]:
    tabs = [tab.dashboard_id for tab in call.context.repository.dashboards.displayed(call.caller.id)]
    mine = [tab for tab in dashboard.displayed if tab.user_id == call.caller.id]
    return {
        "id": dashboard.id,
        "name": dashboard.name,
        "description": dashboard.description,
        "order": mine[0].order if mine else None,
        "isDefault": int(tabs[:1] == [dashboard.id]),
        "user": user_object(users_of(call), dashboard.user_id),
        "tenant": dashboard.tenant,
    }


@ENDPOINTS.on(
    "GET",
    _DASHBOARDS,
    Known.DOCUMENTED,
    "guide; tenant as FOS 11 clients write it; order of a dashboard that the caller does not display is inferred",
    answers={200: "Dashboards", 204: "There are none"},
    gives=list[DashboardObject],
)
def all_dashboards(call: Bearer) -> Response:
    """Every Dashboard; `order` is its tab position for the caller, null when it is not displayed."""
    return listing([_object(call, dashboard) for dashboard in call.context.repository.dashboards.all()])


@ENDPOINTS.on(
    "GET",
    f"{_DASHBOARDS}/{{id}}",
    Known.READ,
    "SK prints it; 204 for an unknown id as elsewhere",
    answers={200: "The Dashboard", 204: "No such Dashboard"},
    gives=DashboardObject,
)
def one_dashboard(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One Dashboard."""
    try:
        return answer(_object(call, call.context.repository.dashboards.get(numbered("Dashboard", id))))
    except NotFoundError as error:
        return nothing(str(error))


@ENDPOINTS.on(
    "POST",
    _DASHBOARDS,
    Known.READ,
    "LM reads id and name; the status is inferred",
    takes={"entity": {"name": "LoadMaster", "description": "The pair", "tenant": TENANT}},
    answers={201: "The Dashboard with its id"},
    gives=DashboardObject,
)
def create_dashboard(call: Bearer) -> Response:
    """Create a Dashboard. Nobody sees it before it is displayed to them."""
    entity = call.parameters.received("entity")
    name, tenant = entity.required("name"), entity.mapping("tenant")
    description = entity.text("description") or ""
    entity.check()
    dashboards = call.context.repository.dashboards
    return answer(_object(call, dashboards.create(name, tenant, call.caller.id, description)), 201)


@ENDPOINTS.on(
    "PUT",
    _DASHBOARDS,
    Known.INFERRED,
    "by analogy with the other entities",
    takes={"entity": {"id": 1, "name": "LoadMaster pair", "description": "", "tenant": TENANT}},
    answers={200: "The Dashboard as it is now", 404: "No such Dashboard"},
    gives=DashboardObject,
)
def update_dashboard(call: Bearer) -> Response:
    """Change a Dashboard. Properties that are not given keep their values."""
    entity = call.parameters.received("entity")
    id_, name = entity.required("id"), entity.text("name")
    description, tenant = entity.text("description"), entity.mapping("tenant")
    entity.check()
    dashboards = call.context.repository.dashboards
    return answer(_object(call, dashboards.update(numbered("Dashboard", id_), name, description, tenant)))


@ENDPOINTS.on(
    "DELETE",
    f"{_DASHBOARDS}/{{id}}",
    Known.INFERRED,
    "by analogy with the other entities",
    answers={204: "Deleted with its Widgets", 404: "No such Dashboard"},
)
def remove_dashboard(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete a Dashboard with its Widgets."""
    call.context.repository.dashboards.remove(numbered("Dashboard", id))
    return nothing()
