"""Roles (contract 2.2.3)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbers
from fauxmon_api.transport.answers import answer, listing, nothing
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import Role
from fauxmon_model.repository import RoleDraft

ENDPOINTS = Endpoints("Users and roles")

_PATH = "/rest/fcc/roles"
OURS = "_fauxmon"
"""Under this name a role says what its users see. How the product's own roles say it is not public, and whatever else a
client writes is kept as it is."""
_ENTITY = {
    "name": "Web team",
    OURS: {
        "administrator": False,
        "fullAccess": False,
        "write": True,
        "rootProfiles": ["WebSho-4f1c2a"],
        "sources": ["192-168-1-123_p3000"],
    },
}
_NO_PERMISSION = "No administrator"


def role_object(role: Role) -> dict[str, Any]:
    """A role as the contract has it, with everything that a client has said of it."""
    ours = {
        "administrator": role.administrator,
        "fullAccess": role.full_access,
        "write": role.write,
        "rootProfiles": [profile.id for profile in role.roots],
        "sources": role.sources,
    }
    return {**role.more, "id": role.id, "name": role.name, OURS: ours}


def _draft(entity: Received) -> RoleDraft:
    ours = entity.object(OURS) or Received({}, OURS, entity.errors)
    draft = RoleDraft(
        id=entity.integer("id"),
        name=entity.text("name"),
        administrator=ours.boolean("administrator"),
        full_access=ours.boolean("fullAccess"),
        write=ours.boolean("write"),
        roots=ours.texts("rootProfiles"),
        sources=ours.texts("sources"),
        more={name: value for name, value in entity.value.items() if name not in ("id", "name", OURS)},
    )
    entity.check()
    return draft


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.READ,
    "FS2 reads id and name; the fields that say what a role may see are ours",
    takes={"fields": ["id", "name"]},
    answers={200: "Roles; of who is no administrator, the own one"},
)
def all_roles(call: Bearer) -> Response:
    """Every role; 1 is that of the administrators.

    `_fauxmon` says what its users see. An `administrator` may do everything, who has `fullAccess` everything but
    users, roles and the control plane. Others see the Profiles `rootProfiles` with all below them and, in All Sources,
    the Channels `sources`; with `write` they may change what is below their root Profiles.
    """
    return listing([role_object(role) for role in call.context.repository.roles.all()], call.parameters.fields())


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "FS2 needs 201 and copies all fields but id and name unread",
    takes={"entity": _ENTITY},
    answers={201: "The role with its id", 401: _NO_PERMISSION, 405: "Validation failed"},
)
def create_role(call: Bearer) -> Response:
    """Create a role. Fields that are not known are kept and answered as they came."""
    draft = _draft(call.parameters.received("entity"))
    return answer(role_object(call.context.repository.roles.create(draft)), 201)


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.READ,
    "FS2 needs 200",
    takes={"entity": {"id": 2, **_ENTITY}},
    answers={
        200: "The role as it is now",
        401: _NO_PERMISSION,
        404: "No such role",
        405: "Validation failed; there must be an administrator",
    },
)
def update_role(call: Bearer) -> Response:
    """Change a role. Fields that are not given keep their values; who is logged in sees the change at once."""
    entity = call.parameters.received("entity")
    entity.needs("id")
    return answer(role_object(call.context.repository.roles.update(_draft(entity))))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.READ,
    "FS2 needs 204; that a role with users stays is inferred",
    answers={204: "Deleted", 401: _NO_PERMISSION, 404: "No such role", 405: "It has users, or it is role 1"},
)
def remove_role(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete a role, or several with commas between their ids."""
    call.context.repository.roles.remove(*numbers("Role", id))
    return nothing()
