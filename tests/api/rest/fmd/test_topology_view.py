"""The Widget over a Topology: what its paths carry, from the flows of the Channels that they name."""

from typing import Any

import httpx
import pytest

NOON_MS = 1_740_830_400_000
SLOT_MS = 300_000
CHANNEL = "192-168-1-123_p3000"
SLOTS = 145
"""Of twelve hours, as the mean counts them."""


def _link(speed: float, channel: str = CHANNEL, profile: str = "live") -> dict[str, Any]:
    return {"speed": speed, "profile": profile, "channel": channel}


@pytest.fixture
def flows(collector: Any) -> Any:
    """Of one exporter: 75 MB in one slot, a third of that in the slot before. 2 Mb/s at most."""
    source = collector.source("192.168.1.123")
    collector.flow(source, NOON_MS - 1, octets=75_000_000)
    collector.flow(source, NOON_MS - SLOT_MS - 1, octets=25_000_000)
    return collector


def test_a_symmetric_path_is_told_by_one_channel(map_: Any, flows: Any) -> None:
    path = map_.path(channelSrcToDst=_link(1))
    body = map_.data().json()
    mean = 100_000_000 * 8000 / (SLOTS * SLOT_MS)
    assert body["name"] == "WebShop"
    assert body["table"] == {
        "header": ["Path", "Direction", "Traffic", "Speed", "Utilization"],
        "rows": [["client to VS", "client ↔ VS", "18.39 kb/s", "1 Mb/s", "1.84 %"]],
        "rowsColors": ["#3f9a4d"],
    }
    shown = body["topology"]
    assert {key: shown[key] for key in ("id", "name", "trafficScale")} == {
        "id": map_.topology["id"],
        "name": "WebShop",
        "trafficScale": 50,
    }
    assert shown["nodes"] == map_.nodes
    (drawn,) = shown["paths"]
    there = drawn["channelSrcToDst"]
    assert drawn == {**path, "channelSrcToDst": there}
    assert there["traffic"] == pytest.approx(mean)
    assert there["summary"] == {
        "utilization": round(mean / 10_000, 5),
        "load": round(mean / 10_000 / 50, 5),
        "ibyt": 100_000_000,
        "bps": pytest.approx(mean),
        "mbps": pytest.approx(2_000_000),
        "95bps": 0,
    }


@pytest.mark.parametrize(
    ("mode", "speed", "scale", "cells", "load", "color"),
    [
        ("max", 4, 100, ["2 Mb/s", "4 Mb/s", "50 %"], 0.5, "#e0812b"),
        ("max", 4, 50, ["2 Mb/s", "4 Mb/s", "50 %"], 1.0, "#c23b3b"),
        ("max", 0.5, 100, ["2 Mb/s", "500 kb/s", "400 %"], 1.0, "#c23b3b"),
        ("max", 1000, 100, ["2 Mb/s", "1 Gb/s", "0.2 %"], 0.002, "#3f9a4d"),
        ("95th", 1, 50, ["0 b/s", "1 Mb/s", "0 %"], 0.0, "#3f9a4d"),
    ],
)
def test_modes_speeds_and_scales(
    client: httpx.Client,
    map_: Any,
    flows: Any,
    mode: str,
    speed: float,
    scale: int,
    cells: Any,
    load: float,
    color: str,
) -> None:
    client.put("/rest/fmd/topologies", json={"entity": {"id": map_.topology["id"], "trafficScale": scale}})
    map_.path(channelSrcToDst=_link(speed), calculationMode=mode)
    body = map_.data().json()
    assert (body["table"]["rows"][0][2:], body["table"]["rowsColors"]) == (cells, [color])
    assert body["topology"]["paths"][0]["channelSrcToDst"]["summary"]["load"] == load


def test_each_direction_has_its_own_channel_profile_and_speed(client: httpx.Client, map_: Any, flows: Any) -> None:
    channels = [{"name": "to", "filter": "dst ip 198.51.100.2"}, {"name": "from", "filter": "src ip 198.51.100.2"}]
    entity = {"name": "Lab", "start": "2025-03-01 11:00", "channels": channels}
    profile = client.post("/rest/fmc/profiles", json={"entity": entity}).json()
    source = flows.repository.sources.all()[0]
    flows.flow(source, NOON_MS - 1, octets=37_500_000, src="198.51.100.2", dst="192.0.2.1")
    there, back = (_link(speed, c["id"], profile["id"]) for speed, c in zip((4, 2), profile["channels"], strict=True))
    map_.path(channelSrcToDst=there, channelDstToSrc=back, type="asymmetric", calculationMode="max")
    rows = map_.data().json()["table"]["rows"]
    assert [row[1:] for row in rows] == [
        ["client → VS", "2 Mb/s", "4 Mb/s", "50 %"],
        ["VS → client", "1 Mb/s", "2 Mb/s", "50 %"],
    ]


def test_the_time_is_the_widgets(map_: Any, flows: Any) -> None:
    map_.path(channelSrcToDst=_link(1), calculationMode="max")
    times = [{"name": "from", "value": "h1Ago"}, {"name": "to", "value": "m5Ago"}]
    assert map_.data(parametersSettings=times).json()["table"]["rows"][0][2] == "666.67 kb/s"
    assert map_.data(parametersSettings=[{"name": "to", "value": "soon"}]).status_code == 405


def test_a_channel_whose_mode_hides_it_still_tells(client: httpx.Client, map_: Any, flows: Any) -> None:
    hidden = {"name": "c", "mode": {"enabled": False}}
    entity = {"name": "Lab", "start": "2025-03-01 11:00", "channels": [hidden]}
    profile = client.post("/rest/fmc/profiles", json={"entity": entity}).json()
    link = _link(4, profile["channels"][0]["id"], profile["id"])
    map_.path(channelSrcToDst=link, calculationMode="max")
    assert map_.data().json()["table"]["rows"][0][4] == "50 %"


@pytest.mark.parametrize("profile", ["live", "gone"])
def test_what_tells_nothing_since_it_is_gone_says_so(map_: Any, flows: Any, profile: str) -> None:
    map_.path(channelSrcToDst=_link(1, "gone", profile), channelDstToSrc=_link(1))
    body = map_.data().json()
    message = f"Channel {profile}|gone does not exist"
    assert body["table"]["rows"][0][2:] == [message, "1 Mb/s", "N/A"]
    assert body["table"]["rows"][1][1] == "VS → client"
    drawn = body["topology"]["paths"][0]
    there, back = drawn["channelSrcToDst"], drawn["channelDstToSrc"]
    assert (there["traffic"], there["summary"], there["message"]) == (None, None, message)
    assert back["traffic"] > 0
    assert "message" not in back


def test_a_path_loses_its_channel_with_the_profile(client: httpx.Client, map_: Any) -> None:
    profile = client.post("/rest/fmc/profiles", json={"entity": {"name": "P", "channels": [{"name": "c"}]}}).json()
    map_.path(channelSrcToDst=_link(1, profile["channels"][0]["id"], profile["id"]))
    assert map_.data().json()["table"]["rows"][0][2] == "0 b/s"
    client.delete("/rest/fmc/profiles/id", params={"id": profile["id"]})
    assert map_.data().json()["table"]["rows"][0][2].endswith("does not exist")


def test_nodes_alone_are_a_map_and_nothing_is_none(client: httpx.Client, map_: Any) -> None:
    body = map_.data(name="Own name").json()
    assert (body["name"], body["table"]["rows"], body["topology"]["paths"]) == ("Own name", [], [])
    for node in map_.nodes:
        client.delete(f"/rest/fmd/nodes/{node['id']}")
    response = map_.data()
    assert (response.status_code, response.headers["x-fm-message"]) == (204, "The Topology has no nodes")
