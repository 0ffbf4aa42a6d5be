from typing import Any

import httpx
import pytest

PREFIXES = ["/rest/fmc/dependencies", "/rest/dependencies"]


def _short(entity: dict[str, Any]) -> dict[str, Any]:
    return {"id": entity["id"], "name": entity["name"]}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_a_topology(client: httpx.Client, map_: Any, prefix: str) -> None:
    path, widget = map_.path(), map_.widget()
    map_.create("topologies", name="other")
    listed = client.get(f"{prefix}/topologies/{map_.topology['id']}").json()
    assert listed == {
        "action": "delete",
        "items": [_short(map_.topology)],
        "dependent": [
            {"action": "delete", "type": "node", "items": [_short(node) for node in map_.nodes]},
            {"action": "delete", "type": "path", "items": [_short(path)]},
            {"action": "update", "type": "widget", "items": [{"id": widget, "name": "WebShop"}]},
        ],
    }


@pytest.mark.parametrize("prefix", PREFIXES)
def test_of_nodes(client: httpx.Client, map_: Any, prefix: str) -> None:
    path, alone = map_.path(), map_.node("alone", "0", "0")
    listed = client.get(f"{prefix}/nodes/{alone['id']},{map_.nodes[1]['id']}").json()
    assert listed["items"] == [_short(alone), _short(map_.nodes[1])]
    assert listed["dependent"] == [{"action": "delete", "type": "path", "items": [_short(path)]}]
    assert client.get(f"{prefix}/nodes/{alone['id']}").json()["dependent"] == []


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("bar", ["/", "|"])
def test_of_a_channel(client: httpx.Client, map_: Any, prefix: str, bar: str) -> None:
    entity = {"name": "P", "group": "G", "channels": [{"name": "a"}, {"name": "b"}]}
    profile = client.post("/rest/fmc/profiles", json={"entity": entity}).json()
    a, b = profile["channels"]
    below = {"name": "C", "parent": profile["id"], "channels": [{"name": "c", "parent": [a["id"]]}]}
    child = client.post("/rest/fmc/profiles", json={"entity": below}).json()
    chapters = [
        client.post("/rest/fmc/chapters", json={"entity": {"name": "Ch", "type": "traffic", **chosen}}).json()
        for chosen in ({"profile": profile["id"], "channels": [a["id"]]}, {"profile": profile["id"], "channels": "*"})
    ]
    path = map_.path(channelSrcToDst={"speed": 1, "profile": profile["id"], "channel": a["id"]})
    series = [{"id": f"{profile['id']}|{a['id']}"}]
    options = {"name": "W", "visualizationSettings": [{"settings": {"series": series}}]}
    widget = {"entity": {"dashboard": {"id": 1}, "options": options}}
    widget_id = client.post("/rest/fmd/overview/widgets", json=widget).json()["id"]
    listed = client.get(f"{prefix}/channels/id", params={"id": f"{profile['id']}{bar}{a['id']}"}).json()
    assert listed == {
        "action": "delete",
        "items": [_short(a)],
        "dependent": [
            {"action": "update", "type": "chapter", "items": [_short(chapters[0])]},
            {"action": "update", "type": "profile", "items": [_short(child)]},
            {"action": "update", "type": "path", "items": [_short(path)]},
            {"action": "update", "type": "widget", "items": [{"id": widget_id, "name": "W"}]},
        ],
    }
    unused = client.get(f"{prefix}/channels/id", params={"id": f"{profile['id']}{bar}{b['id']}"}).json()
    assert unused["dependent"] == []


def test_a_profile_lists_the_paths_that_lose_their_channel(client: httpx.Client, map_: Any) -> None:
    profile = client.post("/rest/fmc/profiles", json={"entity": {"name": "P"}}).json()
    path = map_.path(channelSrcToDst={"speed": 1, "profile": profile["id"], "channel": "c"})
    listed = client.get("/rest/fmc/dependencies/profiles/id", params={"id": profile["id"]}).json()
    assert listed["dependent"] == [{"action": "update", "type": "path", "items": [_short(path)]}]


@pytest.mark.parametrize(
    "path", ["topologies/99", "topologies/x", "nodes/99", "channels/id", "channels/id?id=live", "channels/id?id=live/x"]
)
def test_of_what_does_not_exist(client: httpx.Client, path: str) -> None:
    assert client.get(f"/rest/fmc/dependencies/{path}").status_code == 404
