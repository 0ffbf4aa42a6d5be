"""Users (contract 2.2.3)."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbers
from fauxmon_api.transport.answers import answer, listing, nothing
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received, as_integer
from fauxmon_model.entities import User
from fauxmon_model.repository import UserDraft

ENDPOINTS = Endpoints("Users and roles")

_PATH = "/rest/fcc/users"
_ENTITY = {"login": "anna", "password": "correct horse", "role": {"id": 2}}
_PLUGINS = (
    ("FCC", "Configuration Center", "/docs"),
    ("FMD", "Dashboard and Reports", "/dashboards"),
    ("FMC", "Monitoring Center", "/"),
)
"""Short name, name and page of what there is here; what is configured here is configured over REST."""


def user_object(user: User) -> dict[str, Any]:
    """A user as the contract has it. FS2 reads `name`, the guide has `login`: they are the same."""
    return {
        "id": user.id,
        "login": user.login,
        "name": user.login,
        "role": {"id": user.role.id, "name": user.role.name},
        "plugins": [
            {
                "id": number,
                "name": name,
                "shortname": short,
                "active": int(short != "FCC" or user.role.administrator),
                "url": url,
            }
            for number, (short, name, url) in enumerate(_PLUGINS, start=1)
        ],
    }


def _draft(entity: Received) -> UserDraft:
    draft = UserDraft(
        id=entity.integer("id"),
        login=entity.text("login" if "login" in entity else "name"),
        password=entity.text("password"),
        role_id=_role_id(entity),
    )
    entity.check()
    return draft


def _role_id(entity: Received) -> int | None:
    """An id, or an object that has it."""
    given = entity.value.get("role")
    if given is None or as_integer(given) is not None:
        return entity.integer("role")
    return (entity.object("role") or Received({}, "role", entity.errors)).required_integer("id")


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.READ,
    "FS2 reads id and name; the guide has id, login and plugins; role is ours",
    takes={"fields": ["id", "login"]},
    answers={200: "Users by id; who is no administrator sees oneself"},
)
def all_users(call: Bearer) -> Response:
    """Every user, with the plugins that are open to them."""
    return listing([user_object(user) for user in call.context.repository.users.all()], call.parameters.fields())


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "FS2 needs 201 and reads id and name; the fields that are written are inferred",
    takes={"entity": _ENTITY},
    answers={201: "The user with its id", 401: "No administrator", 405: "Validation failed"},
)
def create_user(call: Bearer) -> Response:
    """Create a user with `login`, `password` and `role`. The password is kept as a hash, and never answered."""
    draft = _draft(call.parameters.received("entity"))
    return answer(user_object(call.context.repository.users.create(draft)), 201)


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.READ,
    "FS2 needs 200; that one may change one's own password is inferred",
    takes={"entity": {"id": 2, "password": "battery staple"}},
    answers={
        200: "The user as it is now",
        401: "No administrator",
        404: "No such user",
        405: "Validation failed; there must be an administrator",
    },
)
def update_user(call: Bearer) -> Response:
    """Change a user. Properties that are not given keep their values; tokens stay valid.

    Who is no administrator may change the own password.
    """
    entity = call.parameters.received("entity")
    entity.needs("id")
    return answer(user_object(call.context.repository.users.update(_draft(entity))))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.READ,
    "FS2 needs 204; that the last administrator stays is inferred",
    answers={
        204: "Deleted with tokens and Dashboards",
        401: "No administrator",
        404: "No such user",
        405: "No administrator would be left",
    },
)
def remove_user(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete a user, or several with commas between their ids. Their tokens end, their Dashboards go with them."""
    call.context.repository.users.remove(*numbers("User", id))
    return nothing()
