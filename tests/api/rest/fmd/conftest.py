"""A Topology with two nodes and the path between them, as LM makes them."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

TENANT = {"id": "00000000-0000-0000-0001-000000000001", "name": "Base tenant"}
CHANNEL = "192-168-1-123_p3000"


class Map:
    """Makes entities of a Topology over REST; what it gives are the answers."""

    def __init__(self, client: httpx.Client) -> None:
        self.client = client
        owner = {"owningUser": {"id": "1", "login": "admin"}, "owningRole": {"id": "1"}, "ownerCanEdit": True}
        self.topology = self.create("topologies", type=0, name="WebShop", tenant=TENANT, trafficScale=50, **owner)
        self.nodes = [self.node("client", "10.50", "20"), self.node("VS", "310.25", "20.0")]

    def create(self, kind: str, **entity: Any) -> dict[str, Any]:
        response = self.client.post(f"/rest/fmd/{kind}", json={"entity": entity})
        assert response.status_code == 201, response.text
        return response.json()

    def node(self, name: str, x: str, y: str) -> dict[str, Any]:
        place, icon = {"coordinates": {"x": x, "y": y}}, {"icon": {"id": 4, "name": "server"}}
        return self.create("nodes", topology={"id": str(self.topology["id"])}, name=name, **place, **icon)

    def path(self, **changed: Any) -> dict[str, Any]:
        return self.create("paths", **{**self.path_entity(), **changed})

    def path_entity(self) -> dict[str, Any]:
        src, dst = ({"id": str(node["id"]), "name": node["name"]} for node in self.nodes)
        there = {"speed": 1000, "profile": "live", "channel": CHANNEL, "traffic": None, "summary": None}
        return {
            "srcNode": src,
            "dstNode": dst,
            "channelSrcToDst": there,
            "channelDstToSrc": None,
            "topology": {"id": str(self.topology["id"])},
            "type": "symmetric",
            "calculationMode": "avg",
            "name": "client to VS",
        }

    def widget(self, **options: Any) -> int:
        """A Widget that shows it."""
        shown = {"clazz": "TopologyWidget", "dataEndpoint": f"TOPOLOGY_{self.topology['id']}", **options}
        entity = {"dashboard": {"id": 1}, "options": shown}
        return int(self.client.post("/rest/fmd/overview/widgets", json={"entity": entity}).json()["id"])

    def data(self, **options: Any) -> httpx.Response:
        """What a Widget that shows it has."""
        return self.client.get(f"/rest/fmd/overview/widget/data/{self.widget(**options)}")


@pytest.fixture
def map_(client: httpx.Client) -> Map:
    return Map(client)
