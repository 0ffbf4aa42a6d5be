"""Paths between nodes of Topologies (contract 2.11)."""

from __future__ import annotations

from starlette.responses import Response

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.fmd.topology_shape import PathObject, path_draft, path_object
from fauxmon_api.rest.numbers import numbered, numbers
from fauxmon_api.rest.search import entity_id
from fauxmon_api.transport.answers import answer, listing, nothing, one
from fauxmon_api.transport.call import Bearer

ENDPOINTS = Endpoints("Topologies")

_PATH = "/rest/fmd/paths"
_ENTITY = {
    "srcNode": {"id": 1, "name": "WebShop"},
    "dstNode": {"id": 2, "name": "10.0.0.11"},
    "channelSrcToDst": {
        "speed": 1000,
        "profile": "live",
        "channel": "192-168-1-123_p3000",
        "traffic": None,
        "summary": None,
    },
    "channelDstToSrc": None,
    "topology": {"id": 1},
    "type": "symmetric",
    "calculationMode": "avg",
    "name": "WebShop to 10.0.0.11",
}
_SHAPE = "the shape that LM writes"


@ENDPOINTS.on(
    "GET",
    _PATH,
    Known.INFERRED,
    f"{_SHAPE}; `search` as of Widgets",
    takes={"search": {"topology": 1}},
    answers={200: "Paths", 204: "There are none"},
    gives=list[PathObject],
)
def all_paths(call: Bearer) -> Response:
    """The paths of the Topology in `search`; without `search`, all."""
    paths = call.context.repository.paths.all(entity_id(call.parameters, "topology"))
    return listing([path_object(path) for path in paths])


@ENDPOINTS.on(
    "GET", f"{_PATH}/{{id}}", Known.INFERRED, _SHAPE, answers={200: "The path", 204: "No such path"}, gives=PathObject
)
def one_path(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """One path."""
    return one(lambda: path_object(call.context.repository.paths.get(numbered("Path", id))))


@ENDPOINTS.on(
    "POST",
    _PATH,
    Known.READ,
    "LM reads the id; the status, calculation modes but `avg` and types but `symmetric` are inferred",
    takes={"entity": _ENTITY},
    answers={201: "The path with its id", 404: "No such Topology"},
    gives=PathObject,
)
def create_path(call: Bearer) -> Response:
    """Connect two nodes of a Topology.

    A direction is told by a Channel of a Profile, and has a speed in Mb/s. `channelDstToSrc` null: the other Channel
    tells of both directions. `calculationMode` is `avg`, `max` or `95th`, over slots of five minutes.
    """
    entity = call.parameters.received("entity")
    entity.needs("topology")
    return answer(path_object(call.context.repository.paths.create(path_draft(entity))), 201)


@ENDPOINTS.on(
    "PUT",
    _PATH,
    Known.INFERRED,
    "by analogy with Widgets: what is not given is kept",
    takes={"entity": {"id": "1", "calculationMode": "max"}},
    answers={200: "The path as it is now", 404: "No such path"},
    gives=PathObject,
)
def update_path(call: Bearer) -> Response:
    """Change a path. Properties that are not given keep their values; `channelDstToSrc` null takes it away."""
    entity = call.parameters.received("entity")
    entity.needs("id")
    return answer(path_object(call.context.repository.paths.update(path_draft(entity))))


@ENDPOINTS.on(
    "DELETE",
    f"{_PATH}/{{id}}",
    Known.INFERRED,
    "by analogy with the other entities",
    answers={204: "Deleted", 404: "No such path"},
)
def remove_paths(id: str, call: Bearer) -> Response:  # noqa: A002 (the contract's word)
    """Delete one path, or several with commas between their ids."""
    call.context.repository.paths.remove(*numbers("Path", id))
    return nothing()
