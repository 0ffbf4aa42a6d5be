"""Topologies (contract 2.11)."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmd.dashboards import TENANT, users_of
from fauxmon_api.rest.fmd.topology_shape import TopologyObject, topology_draft, topology_object
from fauxmon_api.rest.numbers import numbered, numbers
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Topologies")

_PATH = "/rest/fmd/topologies"
_ENTITY = {
    "type": 0,
    "owningUser": {"id": 1, "login": "admin"},
    "owningRole": {"id": 1},
    "name": "WebShop",
    "tenant": TENANT,
    "ownerCanEdit": True,
    "trafficScale": 50,
}
_SHAPE = "the shape that LM writes"


@ENDPOINTS.on(
    "GET", _PATH, Known.INFERRED, _SHAPE, answers={200: "Topologies", 204: "There are none"}, gives=list[TopologyObject]
)
def all_topologies(call: Bearer) -> Response:
    """Every Topology."""
    users = users_of(call)
    return listing([topology_object(users, topology) for topology in call.context.repository.topologies.all()])


@ENDPOINTS.on(
    "GET",
    f"{_PATH}/{{id}}",
    Known.INFERRED,
    _SHAPE,
    answers={200: "The Topology", 204: "No such Topology"},
    gives=TopologyObject,
)
def one_topology(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One Topology."""
    topologies = call.context.repository.topologies
    return one(lambda: topology_object(users_of(call), topologies.get(numbered("Topology", id))))


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "LM reads the id; the status and what `trafficScale` means are inferred",
    takes={"entity": _ENTITY},
    answers={201: "The Topology with its id", 404: "No such user"},
    gives=TopologyObject,
)
def create_topology(call: Bearer) -> Response:
    """Create a Topology, by default of the caller.

    `trafficScale`, 1 to 100, is how many percent of its speed a path carries when it is drawn as full.
    """
    entity = call.parameters.received("entity")
    draft = topology_draft(entity)
    owner = call.caller.id if draft.user_id is None else draft.user_id
    topology = call.context.repository.topologies.create(replace(draft, user_id=owner))
    return answer(topology_object(users_of(call), topology), 201)


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.INFERRED,
    "by analogy with Widgets: what is not given is kept",
    takes={"entity": {"id": "1", "trafficScale": 80}},
    answers={200: "The Topology as it is now", 404: "No such Topology or user"},
    gives=TopologyObject,
)
def update_topology(call: Bearer) -> Response:
    """Change a Topology. Properties that are not given keep their values."""
    entity = call.parameters.received("entity")
    entity.needs("id")
    topology = call.context.repository.topologies.update(topology_draft(entity))
    return answer(topology_object(users_of(call), topology))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.INFERRED,
    "by analogy with the other entities",
    answers={204: "Deleted with its nodes and paths", 404: "No such Topology"},
)
def remove_topologies(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete one Topology, or several with commas between their ids. Widgets that show them stay and say so."""
    call.context.repository.topologies.remove(*numbers("Topology", id))
    return nothing()
