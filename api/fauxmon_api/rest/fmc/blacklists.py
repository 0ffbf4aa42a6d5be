"""Black lists (contract 2.8)."""

from __future__ import annotations

from typing import Any, TypedDict

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.numbers import numbered, numbers
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import Blacklist
from fauxmon_model.repository import BlacklistDraft

ENDPOINTS = Endpoints("Black lists")

_PATH = "/rest/fmc/blacklists"
_ENTITY = {"name": "Botnets", "records": ["192.0.2.7", "198.51.100.0/24", "2001:db8::/32"]}
_FIELDS = ["id", "name"]


class BlacklistObject(TypedDict):
    """Addresses and networks."""

    id: int
    name: str
    records: list[str]


def blacklist_object(blacklist: Blacklist) -> dict[str, Any]:
    """A Blacklist as the contract has it."""
    return {"id": blacklist.id, "name": blacklist.name, "records": blacklist.records}


def _draft(entity: Received) -> BlacklistDraft:
    draft = BlacklistDraft(id=entity.integer("id"), name=entity.text("name"), records=entity.texts("records"))
    entity.check()
    return draft


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.READ,
    "FS2 reads id and name",
    takes={"fields": _FIELDS},
    answers={200: "Black lists", 204: "There are none"},
    gives=list[BlacklistObject],
)
def all_blacklists(call: Bearer) -> Response:
    """Every black list."""
    rows = [blacklist_object(blacklist) for blacklist in call.context.repository.blacklists.all()]
    return listing(rows, call.parameters.fields())


@ENDPOINTS.on(
    "GET",
    f"{_PATH}/{{id}}",
    Known.DOCUMENTED,
    "guide",
    takes={"fields": _FIELDS},
    answers={200: "The black list", 204: "No such black list"},
    gives=BlacklistObject,
)
def one_blacklist(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One black list."""
    return one(
        lambda: blacklist_object(call.context.repository.blacklists.get(numbered("Blacklist", id))),
        call.parameters.fields(),
    )


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "FS2 needs 201 where the guide says 200, and reads id and name; networks as records are inferred",
    takes={"entity": _ENTITY},
    answers={201: "The black list with its id"},
    gives=BlacklistObject,
)
def create_blacklist(call: Bearer) -> Response:
    """Create a black list. `records` are addresses and networks of both families, at most 100,000."""
    draft = _draft(call.parameters.received("entity"))
    return answer(blacklist_object(call.context.repository.blacklists.create(draft)), 201)


def update_blacklist(call: Bearer) -> Response:
    """Change a black list. Properties that are not given keep their values; `records` are replaced as a whole."""
    draft = _draft(call.parameters.received("entity"))
    return answer(blacklist_object(call.context.repository.blacklists.update(draft)))


# The guide writes the singular once.
for path in (_PATH, "/rest/fmc/blacklist"):
    ENDPOINTS.on(
        "PUT",
        path,
        Known.READ,
        "FS2 needs 200",
        takes={"entity": {"id": 1, **_ENTITY}},
        answers={200: "The black list as it is now", 404: "No such black list"},
        gives=BlacklistObject,
    )(update_blacklist)


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.READ,
    "FS2 needs 204; several ids are documented",
    answers={204: "Deleted", 404: "No such black list"},
)
def remove_blacklists(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete one black list, or several with commas between their ids. Chapters that used them go on without."""
    call.context.repository.blacklists.remove(*numbers("Blacklist", id))
    return nothing()
