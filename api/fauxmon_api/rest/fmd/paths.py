"""Paths between nodes of Topologies (contract 2.11)."""

from __future__ import annotations

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.entity import Entity
from fauxmon_api.rest.fmd.topology_shape import PathObject, path_draft, path_object
from fauxmon_api.rest.search import entity_id

ENDPOINTS = Endpoints("Topologies")

_SHAPE = "the shape that LM writes"
_PATHS = Entity(
    module=__name__,
    endpoints=ENDPOINTS,
    path="/rest/fmd/paths",
    kind="Path",
    noun="path",
    nouns="paths",
    kept=lambda repository: repository.paths,
    draft=path_draft,
    shape=lambda _: path_object,
    gives=PathObject,
    example={
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
    },
)
_PATHS.on_list(
    Known.INFERRED,
    f"{_SHAPE}; `search` as of Widgets",
    "The paths of the Topology in `search`; without `search`, all.",
    chosen=lambda call: call.context.repository.paths.all(entity_id(call.parameters, "topology")),
    takes={"search": {"topology": 1}},
)
_PATHS.on_one(Known.INFERRED, _SHAPE, "One path.")
_PATHS.on_post(
    Known.READ,
    "LM reads the id; the status, calculation modes but `avg` and types but `symmetric` are inferred",
    """Connect two nodes of a Topology.

    A direction is told by a Channel of a Profile, and has a speed in Mb/s. `channelDstToSrc` null: the other Channel
    tells of both directions. `calculationMode` is `avg`, `max` or `95th`, over slots of five minutes.
    """,
    needs=("topology",),
    answers={404: "No such Topology"},
)
_PATHS.on_put(
    Known.INFERRED,
    "by analogy with Widgets: what is not given is kept",
    "Change a path. Properties that are not given keep their values; `channelDstToSrc` null takes it away.",
)
_PATHS.on_delete(
    Known.INFERRED,
    "by analogy with the other entities",
    "Delete one path, or several with commas between their ids.",
)
