"""Bringing what is on a Topology to a plan: its nodes, then the paths between them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fauxmon.client import Client, Topology
from fauxmon.modelling.difference import same
from fauxmon.modelling.documents import NODE, PATH
from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.record import Record
from fauxmon.modelling.shapes import topology_shape


def put_on(
    client: Client, inventory: Inventory, topology: Topology, document: Mapping[str, Any], *, prune: bool
) -> None:
    """Make what is missing, change what differs, and by `prune` delete the rest, paths first. The inventory follows.
    Errors: ClientError."""
    there = topology_shape.describe(topology, inventory)
    nodes = inventory.nodes.setdefault(topology["name"], [])
    paths = inventory.paths.setdefault(topology["name"], [])
    parts = _Parts(document, there, prune)
    parts.write(
        NODE,
        "nodes",
        nodes,
        lambda wanted, found: topology_shape.node_entity(wanted, topology, found),
        client.create_node,
        client.update_node,
    )
    parts.write(
        PATH,
        "paths",
        paths,
        lambda wanted, found: topology_shape.path_entity(wanted, topology, inventory, found),
        client.create_path,
        client.update_path,
    )
    parts.delete("paths", paths, client.delete_path)
    parts.delete("nodes", nodes, client.delete_node)


class _Parts:
    def __init__(self, wanted: Mapping[str, Any], found: Mapping[str, Any], prune: bool) -> None:
        self._wanted = wanted
        self._found = found
        self._prune = prune

    def write(
        self,
        record: Record,
        field: str,
        objects: list[Any],
        entity: Callable[[Mapping[str, Any], Any], dict[str, Any]],
        create: Callable[[Mapping[str, Any]], Any],
        update: Callable[[Mapping[str, Any]], Any],
    ) -> None:
        there = {part["name"]: part for part in self._found[field]}
        places = {one["name"]: index for index, one in enumerate(objects)}
        for wanted in self._wanted[field]:
            index = places.get(wanted["name"])
            if index is None:
                objects.append(create(entity(wanted, None)))
            elif not same(record, wanted, there[wanted["name"]]):
                objects[index] = update(entity(wanted, objects[index]))

    def delete(self, field: str, objects: Sequence[Any], delete: Callable[[Any], None]) -> None:
        names = {part["name"] for part in self._wanted[field]}
        for one in objects if self._prune else ():
            if one["name"] not in names:
                delete(one["id"])
