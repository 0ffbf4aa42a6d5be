"""Nodes of Topologies (contract 2.11)."""

from __future__ import annotations

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.entity import Entity
from fauxmon_api.rest.fmd.topology_shape import NodeObject, node_draft, node_object
from fauxmon_api.rest.search import entity_id

ENDPOINTS = Endpoints("Topologies")

_SHAPE = "the shape that LM writes"
_NODES = Entity(
    module=__name__,
    endpoints=ENDPOINTS,
    path="/rest/fmd/nodes",
    kind="Node",
    noun="node",
    nouns="nodes",
    kept=lambda repository: repository.nodes,
    draft=node_draft,
    shape=lambda _: node_object,
    gives=NodeObject,
    example={
        "coordinates": {"x": "120.5", "y": "80.25"},
        "icon": {"id": 4, "name": "server"},
        "topology": {"id": 1},
        "name": "10.0.0.11",
    },
)
_NODES.on_list(
    Known.INFERRED,
    f"{_SHAPE}; `search` as of Widgets",
    "The nodes of the Topology in `search`; without `search`, all.",
    chosen=lambda call: call.context.repository.nodes.all(entity_id(call.parameters, "topology")),
    takes={"search": {"topology": 1}},
)
_NODES.on_one(Known.INFERRED, _SHAPE, "One node.")
_NODES.on_post(
    Known.READ,
    "LM reads the id; the status is inferred",
    "Put a node on a Topology. Coordinates are decimal numbers as text, and are kept as they come.",
    needs=("topology",),
    answers={404: "No such Topology"},
)
_NODES.on_put(
    Known.INFERRED,
    "by analogy with Widgets: what is not given is kept",
    "Change a node. Properties that are not given keep their values.",
)
_NODES.on_delete(
    Known.INFERRED,
    "by analogy with the other entities",
    "Delete one node, or several with commas between their ids, with the paths that lead to them.",
    deleted="Deleted with the paths that lead to it",
)
