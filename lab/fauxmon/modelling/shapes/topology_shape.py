"""Topologies with their nodes and paths (contract 2.11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fauxmon.client import Node, Path, Topology
from fauxmon.modelling.canonical import number, topology_parts
from fauxmon.modelling.documents import PATH, TOPOLOGY
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.wire import whole
from fauxmon.modelling.words import gone

LINKS = ("channelSrcToDst", "channelDstToSrc")
_DEFAULTS = {field.name: field.default for record in (TOPOLOGY, PATH) for field in record.fields}


def describe(topology: Topology, inventory: Inventory) -> dict[str, Any]:
    """As a file has it."""
    name = topology["name"]
    nodes = inventory.nodes.get(name, [])
    names = {str(node["id"]): node["name"] for node in nodes}
    document = {
        "name": name,
        "trafficScale": whole(topology.get("trafficScale")) or _DEFAULTS["trafficScale"],
        "nodes": [_describe_node(node) for node in nodes],
        "paths": [_describe_path(path, names, inventory) for path in inventory.paths.get(name, [])],
    }
    return {**document, **topology_parts(document)}


def _describe_node(node: Node) -> dict[str, Any]:
    place, icon = node["coordinates"], node.get("icon") or {}
    id_ = whole(icon.get("id"))
    return {
        "name": node["name"],
        "x": place.get("x") or "0",
        "y": place.get("y") or "0",
        "icon": None if id_ is None else {"id": id_, "name": str(icon.get("name") or "")},
    }


def _describe_path(path: Path, names: Mapping[str, str], inventory: Inventory) -> dict[str, Any]:
    ends = {end: str(path[end]["id"]) for end in ("srcNode", "dstNode")}
    there, back = path["channelSrcToDst"], path.get("channelDstToSrc")
    return {
        "name": path["name"],
        **{end: names.get(id_, gone(id_)) for end, id_ in ends.items()},
        "type": path.get("type") or _DEFAULTS["type"],
        "calculationMode": path.get("calculationMode") or _DEFAULTS["calculationMode"],
        "channelSrcToDst": _describe_link(there, inventory),
        "channelDstToSrc": None if back is None else _describe_link(back, inventory),
    }


def _describe_link(link: Mapping[str, Any], inventory: Inventory) -> dict[str, Any]:
    profile, channel = inventory.channel_name(str(link["profile"]), str(link["channel"]))
    return {"profile": profile, "channel": channel, "speed": link["speed"]}


def entity(document: Mapping[str, Any], found: Topology | None) -> dict[str, Any]:
    """What is posted for it, or with `found` put over it; without what is on it."""
    fields = {"name": document["name"], "trafficScale": document["trafficScale"]}
    return {"type": 0, "ownerCanEdit": True, **fields} if found is None else {"id": found["id"], **fields}


def node_entity(document: Mapping[str, Any], topology: Topology, found: Node | None) -> dict[str, Any]:
    """What is posted for a node, or with `found` put over it."""
    icon = document["icon"]
    fields: dict[str, Any] = {
        "name": document["name"],
        "coordinates": {axis: number(document[axis]) for axis in ("x", "y")},
        **({} if icon is None else {"icon": icon}),
    }
    return _on(topology, fields, found)


def path_entity(
    document: Mapping[str, Any], topology: Topology, inventory: Inventory, found: Path | None
) -> dict[str, Any]:
    """What is posted for a path, or with `found` put over it. Its nodes are there."""
    nodes = {node["name"]: node["id"] for node in inventory.nodes[topology["name"]]}
    fields: dict[str, Any] = {name: document[name] for name in ("name", "type", "calculationMode")}
    for end in ("srcNode", "dstNode"):
        fields[end] = {"id": nodes[document[end]], "name": document[end]}
    for way in LINKS:
        fields[way] = None if document[way] is None else _link_entity(document[way], inventory)
    return _on(topology, fields, found)


def _on(topology: Topology, fields: dict[str, Any], found: Node | Path | None) -> dict[str, Any]:
    if found is None:
        return {"topology": {"id": topology["id"]}, **fields}
    return {"id": found["id"], **fields}


def _link_entity(link: Mapping[str, Any], inventory: Inventory) -> dict[str, Any]:
    profile, channel = inventory.channel_id(link["profile"], link["channel"])
    speed = float(link["speed"])
    return {
        "speed": int(speed) if speed.is_integer() else speed,
        "profile": profile,
        "channel": channel,
        "traffic": None,
        "summary": None,
    }
