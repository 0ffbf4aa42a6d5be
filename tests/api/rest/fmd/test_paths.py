import json
from typing import Any

import httpx
import pytest

PATH = "/rest/fmd/paths"
LINK = {"speed": 100, "profile": "live", "channel": "back", "traffic": None, "summary": None}


def test_it_is_answered_as_it_was_written(client: httpx.Client, map_: Any) -> None:
    made, written = map_.path(), map_.path_entity()
    src, dst = ({"id": node["id"], "name": node["name"]} for node in map_.nodes)
    topology = {"id": map_.topology["id"]}
    assert made == {"id": made["id"], **written, "srcNode": src, "dstNode": dst, "topology": topology}
    assert client.get(f"{PATH}/{made['id']}").json() == made
    assert client.get(PATH, params={"search": json.dumps({"topology": str(topology["id"])})}).json() == [made]
    assert client.get(PATH).json() == [made]


@pytest.mark.parametrize("channel", ["ch", "G/P|ch", "G/P/ch", {"id": "G/P|ch", "name": "c"}])
@pytest.mark.parametrize("profile", ["G/P", {"id": "G/P", "name": "p"}])
@pytest.mark.parametrize("speed", [2.5, "2.5"])
def test_a_link_may_be_written_in_several_ways(map_: Any, channel: Any, profile: Any, speed: Any) -> None:
    made = map_.path(channelSrcToDst={"speed": speed, "profile": profile, "channel": channel})
    expected = {"speed": 2.5, "profile": "G/P", "channel": "ch", "traffic": None, "summary": None}
    assert made["channelSrcToDst"] == expected


def test_put_keeps_what_is_not_given(client: httpx.Client, map_: Any) -> None:
    made = map_.path(channelDstToSrc=LINK, type="asymmetric")
    id_ = str(made["id"])
    response = client.put(PATH, json={"entity": {"id": id_, "calculationMode": "max"}})
    assert (response.status_code, response.json()) == (200, {**made, "calculationMode": "max"})
    one_link = client.put(PATH, json={"entity": {"id": id_, "channelDstToSrc": None}}).json()
    assert one_link == {**made, "calculationMode": "max", "channelDstToSrc": None}
    turned = {"srcNode": {"id": map_.nodes[1]["id"]}, "dstNode": {"id": map_.nodes[0]["id"]}}
    ends = client.put(PATH, json={"entity": {"id": id_, **turned}}).json()
    assert (ends["srcNode"]["name"], ends["dstNode"]["name"]) == ("VS", "client")


def test_delete(client: httpx.Client, map_: Any) -> None:
    ids = [map_.path()["id"] for _ in range(3)]
    assert client.delete(f"{PATH}/{ids[0]},{ids[2]}").status_code == 204
    assert [path["id"] for path in client.get(PATH).json()] == ids[1:2]
    assert client.delete(f"{PATH}/{ids[0]}").status_code == 404


def test_unknown_ids(client: httpx.Client, map_: Any) -> None:
    assert client.get(f"{PATH}/x").headers["x-fm-message"] == "Path x does not exist"
    assert client.put(PATH, json={"entity": {"id": 999}}).status_code == 404
    entity = {**map_.path_entity(), "topology": {"id": 99}}
    assert client.post(PATH, json={"entity": entity}).status_code == 404


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"topology": None}, ["topology"]),
        ({"channelSrcToDst": None}, ["channelSrcToDst"]),
        ({"channelSrcToDst": {}}, [f"channelSrcToDst.{name}" for name in ("speed", "profile", "channel")]),
        ({"channelDstToSrc": {**LINK, "speed": "fast"}}, ["channelDstToSrc.speed"]),
        ({"channelDstToSrc": {**LINK, "speed": "nan"}}, ["channelDstToSrc.speed"]),
        (
            {"channelDstToSrc": {**LINK, "speed": True, "profile": []}},
            [f"channelDstToSrc.{n}" for n in ("speed", "profile")],
        ),
        ({"calculationMode": "sum", "type": "ring"}, ["type", "calculationMode"]),
        ({"srcNode": {}, "dstNode": {"id": "x"}}, ["srcNode.id", "dstNode.id"]),
        ({"srcNode": {"id": 99}, "dstNode": None}, ["srcNode", "dstNode"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, map_: Any, changed: dict[str, Any], fields: list[str]) -> None:
    response = client.post(PATH, json={"entity": {**map_.path_entity(), **changed}})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
