"""Topologies (contract 2.11)."""

from __future__ import annotations

from functools import partial

from fauxmon_api.endpoint import Endpoints, Known
from fauxmon_api.rest.entity import Entity
from fauxmon_api.rest.fmd.dashboards import TENANT, users_of
from fauxmon_api.rest.fmd.topology_shape import TopologyObject, topology_draft, topology_object

ENDPOINTS = Endpoints("Topologies")

_SHAPE = "the shape that LM writes"


_TOPOLOGIES = Entity(
    module=__name__,
    endpoints=ENDPOINTS,
    path="/rest/fmd/topologies",
    kind="Topology",
    noun="Topology",
    nouns="Topologies",
    kept=lambda repository: repository.topologies,
    draft=topology_draft,
    shape=lambda call: partial(topology_object, users_of(call)),
    gives=TopologyObject,
    example={
        "type": 0,
        "owningUser": {"id": 1, "login": "admin"},
        "owningRole": {"id": 1},
        "name": "WebShop",
        "tenant": TENANT,
        "ownerCanEdit": True,
        "trafficScale": 50,
    },
)
_TOPOLOGIES.on_list(Known.INFERRED, _SHAPE, "Every Topology.")
_TOPOLOGIES.on_one(Known.INFERRED, _SHAPE, "One Topology.")
_TOPOLOGIES.on_post(
    Known.READ,
    "LM reads the id; the status and what `trafficScale` means are inferred",
    """Create a Topology, by default of the caller.

    `trafficScale`, 1 to 100, is how many percent of its speed a path carries when it is drawn as full.
    """,
    answers={404: "No such user"},
)
_TOPOLOGIES.on_put(
    Known.INFERRED,
    "by analogy with Widgets: what is not given is kept",
    "Change a Topology. Properties that are not given keep their values.",
    answers={404: "No such Topology or user"},
)
_TOPOLOGIES.on_delete(
    Known.INFERRED,
    "by analogy with the other entities",
    "Delete one Topology, or several with commas between their ids. Widgets that show them stay and say so.",
    deleted="Deleted with its nodes and paths",
)
