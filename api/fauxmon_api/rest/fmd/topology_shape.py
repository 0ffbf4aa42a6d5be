"""Topologies, nodes and paths between the contract's objects and the model's (contract 2.11)."""

from __future__ import annotations

import re
from typing import Any, NotRequired, TypedDict

from fauxmon_api.rest.bodies import Login, Numbered
from fauxmon_api.rest.numbers import numbered
from fauxmon_api.transport.received import Received
from fauxmon_model.entities import Topology, TopologyNode, TopologyPath, User
from fauxmon_model.link import Link
from fauxmon_model.repository import NodeDraft, PathDraft, TopologyDraft

_CHANNEL = re.compile(r"[|/]")


class TopologyObject(TypedDict):
    """A Topology. `trafficScale` is how many percent of its speed a path carries when it is drawn as full."""

    id: int
    type: int
    owningUser: Login
    owningRole: dict[str, Any] | None
    name: str
    tenant: dict[str, Any] | None
    ownerCanEdit: bool
    trafficScale: int


class Coordinates(TypedDict):
    """Decimal numbers as text."""

    x: str
    y: str


class OfTopology(TypedDict):
    """The Topology of a node or a path."""

    id: int


class NodeObject(TypedDict):
    """A node of a Topology."""

    id: int
    coordinates: Coordinates
    icon: dict[str, Any] | None
    topology: OfTopology
    name: str


class LinkObject(TypedDict):
    """A direction of a path; `speed` is in Mb/s. `traffic` in bits/s and the rest are what a Widget tells."""

    speed: float
    profile: str
    channel: str
    traffic: float | None
    summary: dict[str, float] | None
    color: NotRequired[str]
    message: NotRequired[str]


class PathObject(TypedDict):
    """A path between two nodes. `channelDstToSrc` null: the other Channel tells of both directions."""

    id: int
    srcNode: Numbered
    dstNode: Numbered
    channelSrcToDst: LinkObject
    channelDstToSrc: LinkObject | None
    topology: OfTopology
    type: str
    calculationMode: str
    name: str


def topology_object(users: dict[int, User], topology: Topology) -> dict[str, Any]:
    """A Topology without what is on it."""
    owner = users.get(topology.user_id)
    return {
        "id": topology.id,
        "type": topology.type,
        "owningUser": {"id": topology.user_id, "login": owner.login if owner else ""},
        "owningRole": topology.owning_role,
        "name": topology.name,
        "tenant": topology.tenant,
        "ownerCanEdit": topology.owner_can_edit,
        "trafficScale": topology.traffic_scale,
    }


def node_object(node: TopologyNode) -> dict[str, Any]:
    """A node; its coordinates are texts, as they were written."""
    return {
        "id": node.id,
        "coordinates": {"x": node.x, "y": node.y},
        "icon": node.icon,
        "topology": {"id": node.topology_id},
        "name": node.name,
    }


def path_object(path: TopologyPath) -> dict[str, Any]:
    """A path without its traffic, which a Widget tells."""
    there, back = path.links
    return {
        "id": path.id,
        "srcNode": {"id": path.src_node.id, "name": path.src_node.name},
        "dstNode": {"id": path.dst_node.id, "name": path.dst_node.name},
        "channelSrcToDst": link_object(there),
        "channelDstToSrc": None if back is None else link_object(back),
        "topology": {"id": path.topology_id},
        "type": path.type,
        "calculationMode": path.calculation_mode,
        "name": path.name,
    }


def link_object(link: Link) -> dict[str, Any]:
    """A direction of a path without its traffic."""
    return {**link.stored(), "traffic": None, "summary": None}


def topology_draft(entity: Received) -> TopologyDraft:
    """What a POST or PUT asks for. Errors: InvalidError."""
    owner = entity.object("owningUser")
    draft = TopologyDraft(
        id=entity.integer("id"),
        name=entity.text("name"),
        type=entity.integer("type"),
        user_id=owner.required_integer("id") if owner else None,
        owning_role=entity.mapping("owningRole"),
        tenant=entity.mapping("tenant"),
        owner_can_edit=entity.boolean("ownerCanEdit"),
        traffic_scale=entity.integer("trafficScale"),
    )
    entity.check()
    return draft


def node_draft(entity: Received) -> NodeDraft:
    """What a POST or PUT asks for. Errors: InvalidError, NotFoundError (Topology)."""
    place = entity.object("coordinates") or Received({})
    draft = NodeDraft(
        id=entity.integer("id"),
        name=entity.text("name"),
        x=place.text("x"),
        y=place.text("y"),
        icon=entity.mapping("icon"),
        topology_id=_topology_id(entity),
    )
    entity.check()
    return draft


def path_draft(entity: Received) -> PathDraft:
    """What a POST or PUT asks for. Errors: InvalidError, NotFoundError (Topology)."""
    draft = PathDraft(
        id=entity.integer("id"),
        name=entity.text("name"),
        src_node_id=_node_id(entity, "srcNode"),
        dst_node_id=_node_id(entity, "dstNode"),
        type=entity.text("type"),
        calculation_mode=entity.text("calculationMode"),
        src_to_dst=_link(entity, "channelSrcToDst"),
        dst_to_src=_link(entity, "channelDstToSrc"),
        # It is taken away by null; where it is absent, it stays.
        one_link="channelDstToSrc" in entity.value and entity.value["channelDstToSrc"] is None,
        topology_id=_topology_id(entity),
    )
    entity.check()
    return draft


def _topology_id(entity: Received) -> int | None:
    given = entity.identifier("topology")
    return numbered("Topology", given) if given else None


def _node_id(entity: Received, name: str) -> int | None:
    node = entity.object(name)
    return None if node is None else node.required_integer("id")


def _link(entity: Received, name: str) -> Link | None:
    """Its Channel may be given with its Profile in front, as Widgets and lists of Channels have it."""
    given = entity.object(name)
    if given is None:
        return None
    given.needs("speed", "profile", "channel")
    channel = given.identifier("channel") or ""
    return Link(given.number("speed") or 0, given.identifier("profile") or "", _CHANNEL.split(channel)[-1])
