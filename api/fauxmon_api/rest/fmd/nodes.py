"""Nodes of Topologies (contract 2.11)."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmd.topology_shape import NodeObject, node_draft, node_object
from fauxmon_api.rest.numbers import numbered, numbers
from fauxmon_api.rest.search import entity_id
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Topologies")

_PATH = "/rest/fmd/nodes"
_ENTITY = {
    "coordinates": {"x": "120.5", "y": "80.25"},
    "icon": {"id": 4, "name": "server"},
    "topology": {"id": 1},
    "name": "10.0.0.11",
}
_SHAPE = "the shape that LM writes"


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.INFERRED,
    f"{_SHAPE}; `search` as of Widgets",
    takes={"search": {"topology": 1}},
    answers={200: "Nodes", 204: "There are none"},
    gives=list[NodeObject],
)
def all_nodes(call: Bearer) -> Response:
    """The nodes of the Topology in `search`; without `search`, all."""
    nodes = call.context.repository.nodes.all(entity_id(call.parameters, "topology"))
    return listing([node_object(node) for node in nodes])


@ENDPOINTS.on(
    "GET", f"{_PATH}/{{id}}", Known.INFERRED, _SHAPE, answers={200: "The node", 204: "No such node"}, gives=NodeObject
)
def one_node(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One node."""
    return one(lambda: node_object(call.context.repository.nodes.get(numbered("Node", id))))


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "LM reads the id; the status is inferred",
    takes={"entity": _ENTITY},
    answers={201: "The node with its id", 404: "No such Topology"},
    gives=NodeObject,
)
def create_node(call: Bearer) -> Response:
    """Put a node on a Topology. Coordinates are decimal numbers as text, and are kept as they come."""
    entity = call.parameters.received("entity")
    entity.needs("topology")
    return answer(node_object(call.context.repository.nodes.create(node_draft(entity))), 201)


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.INFERRED,
    "by analogy with Widgets: what is not given is kept",
    takes={"entity": {"id": "1", "coordinates": {"x": "200", "y": "80.25"}}},
    answers={200: "The node as it is now", 404: "No such node"},
    gives=NodeObject,
)
def update_node(call: Bearer) -> Response:
    """Change a node. Properties that are not given keep their values."""
    entity = call.parameters.received("entity")
    entity.needs("id")
    return answer(node_object(call.context.repository.nodes.update(node_draft(entity))))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.INFERRED,
    "by analogy with the other entities",
    answers={204: "Deleted with the paths that lead to it", 404: "No such node"},
)
def remove_nodes(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete one node, or several with commas between their ids, with the paths that lead to them."""
    call.context.repository.nodes.remove(*numbers("Node", id))
    return nothing()
