"""Topologies between names and ids (contract 2.11)."""

from __future__ import annotations

from typing import Any

from fauxmon.modelling.inventory import Inventory
from fauxmon.modelling.shapes.topology_shape import describe, entity, node_entity, path_entity

SHOP: Any = {"id": "G/Shop-1", "name": "Shop", "channels": [{"id": "a-1", "name": "Node"}]}
MAP: Any = {"id": "3", "name": "Map", "trafficScale": "80", "type": 0, "theirs": 1}
NODES: Any = [
    {"id": 8, "name": "b", "coordinates": {"x": "1.50", "y": 2}, "icon": {"id": "4", "name": "server"}, "topology": {}},
    {"id": "7", "name": "a", "coordinates": {}, "icon": None, "topology": {}},
]
LINK = {"speed": 1000.0, "profile": "G/Shop-1", "channel": "a-1", "traffic": None}
PATHS: Any = [
    {"id": 9, "name": "p", "srcNode": {"id": 7}, "dstNode": {"id": "8"}, "channelSrcToDst": LINK, "topology": {}},
    {
        "id": 10,
        "name": "gone",
        "srcNode": {"id": 99},
        "dstNode": {"id": 8},
        "type": "asymmetric",
        "calculationMode": "max",
        "channelSrcToDst": LINK,
        "channelDstToSrc": {**LINK, "channel": "b-1"},
        "topology": {},
    },
]
INVENTORY = Inventory(profiles={"Shop": SHOP}, nodes={"Map": NODES}, paths={"Map": PATHS})
DOCUMENT = describe(MAP, INVENTORY)


def test_ids_become_names() -> None:
    link = {"profile": "Shop", "channel": "Node", "speed": "1000"}
    gone, path = DOCUMENT["paths"]
    assert (DOCUMENT["name"], DOCUMENT["trafficScale"]) == ("Map", 80)
    assert DOCUMENT["nodes"] == [
        {"name": "a", "x": "0", "y": "0", "icon": None},
        {"name": "b", "x": "1.5", "y": "2", "icon": {"id": 4, "name": "server"}},
    ]
    assert path == {
        "name": "p",
        "srcNode": "a",
        "dstNode": "b",
        "type": "symmetric",
        "calculationMode": "avg",
        "channelSrcToDst": link,
        "channelDstToSrc": None,
    }
    assert (gone["srcNode"], gone["channelDstToSrc"]["channel"]) == ("(gone) 99", "(gone) b-1")


def test_names_become_ids_again() -> None:
    assert entity(DOCUMENT, None) == {"type": 0, "ownerCanEdit": True, "name": "Map", "trafficScale": 80}
    assert entity(DOCUMENT, MAP) == {"id": "3", "name": "Map", "trafficScale": 80}
    made = path_entity(DOCUMENT["paths"][1], MAP, INVENTORY, None)
    assert (made["topology"], made["srcNode"], made["dstNode"]) == (
        {"id": "3"},
        {"id": "7", "name": "a"},
        {"id": 8, "name": "b"},
    )
    assert made["channelSrcToDst"] == {**LINK, "summary": None}
    assert made["channelDstToSrc"] is None
    changed = path_entity(DOCUMENT["paths"][1], MAP, INVENTORY, PATHS[0])
    assert changed["id"] == 9
    assert "topology" not in changed


def test_an_icon_that_is_left_is_not_sent() -> None:
    first, second = DOCUMENT["nodes"]
    assert "icon" not in node_entity(first, MAP, None)
    assert node_entity(second, MAP, NODES[0]) == {
        "id": 8,
        "name": "b",
        "coordinates": {"x": "1.5", "y": "2"},
        "icon": {"id": 4, "name": "server"},
    }
