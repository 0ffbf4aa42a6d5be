"""Chapter data: shapes and the product's arithmetic."""

import json
from typing import Any

import httpx
import pytest

NOON = "2025-03-01 12:00"
NOON_MS = 1_740_830_400_000
SLOT_MS = 300_000
HOUR = {"from": "2025-03-01 11:00", "to": NOON}


@pytest.fixture
def pair(collector: Any) -> Any:
    """Two exporters: 3,000 octets by TCP to port 443 from one, 1,000 by UDP to port 53 from the other."""
    first, second = collector.source("192.168.1.123"), collector.source("192.168.1.124")
    collector.flow(first, NOON_MS - SLOT_MS, octets=1000, dst_port=443)
    collector.flow(first, NOON_MS - 2 * SLOT_MS, octets=2000, dst_port=443)
    collector.flow(second, NOON_MS - SLOT_MS, octets=1000, packets=2, protocol=17, dst_port=53, dst="203.0.113.5")
    return collector


def _chapter(client: httpx.Client, **entity: Any) -> str:
    full = {"name": "c", "type": "traffic", "profile": "live", **entity}
    return client.post("/rest/fmc/chapters", json={"entity": full}).json()["id"]


def _data(client: httpx.Client, chapter_id: str, **search: Any) -> httpx.Response:
    return client.get(f"/rest/fmc/chapterData/{chapter_id}", params={"search": json.dumps({**HOUR, **search})})


def test_traffic(client: httpx.Client, pair: Any) -> None:
    response = _data(client, _chapter(client, channelColumnName="Node"))
    assert response.status_code == 200
    body = response.json()
    mean = 8 / (300 * 13)  # the product divides by the slots of both ends: 13 in an hour
    assert body["table"] == {
        "data": [
            {"Node": "192.168.1.123", "mbps": 8 * round(2000 / 300, 5), "bps": 3000 * mean, "ibyt": 3000},
            {"Node": "192.168.1.124", "mbps": 8 * round(1000 / 300, 5), "bps": 1000 * mean, "ibyt": 1000},
        ],
        "summary": {
            "type": "total",
            "values": {"Node": "", "mbps": 8 * round(2000 / 300, 5), "bps": 4000 * mean, "ibyt": 4000},
        },
    }
    first, second = body["chart"]
    assert first["channel"] == "192.168.1.123"
    assert len(first["values"]) == 12
    assert first["values"][0][0] == NOON_MS // 1000 - 3600 + 300, "the first point is five minutes after from"
    assert second["values"][-1] == [
        NOON_MS // 1000,
        8 * round(1000 / 300, 5),
        round(2 / 300, 5),
        round(1 / 300, 5),
    ]


def test_traffic_with_percentiles(client: httpx.Client, pair: Any) -> None:
    body = _data(client, _chapter(client, showPercentile=True)).json()
    assert list(body["table"]["data"][0]) == ["Channel", "mbps", "95bps", "bps", "95ibyt", "ibyt"]
    assert body["table"]["data"][0]["95ibyt"] == 2000


def test_the_order_is_that_of_the_chapter(client: httpx.Client, pair: Any) -> None:
    pair.flow(pair.repository.sources.all()[1], NOON_MS - 3 * SLOT_MS, octets=1900)
    pair.flow(pair.repository.sources.all()[1], NOON_MS - 4 * SLOT_MS, octets=1900)
    by_octets = _data(client, _chapter(client)).json()["table"]["data"]
    by_peak = _data(client, _chapter(client, channelsOrderBy="mbps")).json()["table"]["data"]
    assert [row["Channel"] for row in by_octets] == ["192.168.1.124", "192.168.1.123"]
    assert [row["Channel"] for row in by_peak] == ["192.168.1.123", "192.168.1.124"]


def test_one_channel_only(client: httpx.Client, pair: Any) -> None:
    body = _data(client, _chapter(client, channels=["192-168-1-124_p3000"])).json()
    assert [row["Channel"] for row in body["table"]["data"]] == ["192.168.1.124"]
    assert body["table"]["summary"]["values"]["ibyt"] == 1000


def test_top_by_address(client: httpx.Client, pair: Any) -> None:
    body = _data(client, _chapter(client, type="top", statsBy="dstip", middleOutputColumns=["bps"])).json()
    mean = 8 / (300 * 13)
    assert body["data"] == [
        {"dstip": "198.51.100.2", "bps": 3000 * mean, "ibyt": 3000},
        {"dstip": "203.0.113.5", "bps": 1000 * mean, "ibyt": 1000},
    ]
    assert body["summary"] == {"type": "total", "values": {"dstip": "", "bps": 4000 * mean, "ibyt": 4000}}
    assert [series["channel"] for series in body["chart"]] == ["Top1", "Top2"]
    assert body["chart"][1]["values"][-1] == [NOON_MS // 1000, 8 * round(1000 / 300, 5)]


def test_top_by_port_names_the_protocol_by_number(client: httpx.Client, pair: Any) -> None:
    chapter = _chapter(client, type="top", statsBy="portp", orderBy="flows", filter="dst port in [53, 443]")
    rows = _data(client, chapter).json()["data"]
    assert {"portp": "443", "proto": 6, "fl": 2} in rows
    assert {"portp": "53", "proto": 17, "fl": 1} in rows


def test_no_flow_is_no_content(client: httpx.Client, collector: Any) -> None:
    collector.source("192.168.1.123")
    for chapter in (_chapter(client), _chapter(client, type="top")):
        response = _data(client, chapter)
        assert (response.status_code, response.content) == (204, b"")


def test_relative_times(client: httpx.Client, pair: Any) -> None:
    chapter = _chapter(client)
    assert _data(client, chapter, **{"from": "h1Ago", "to": "now"}).json() == _data(client, chapter).json()


@pytest.mark.parametrize(
    ("search", "fields"),
    [({"from": "never"}, ["from"]), ({"businessHours": 3}, ["businessHours"]), ({"to": None}, ["to"])],
    ids=str,
)
def test_what_is_wrong_is_told(client: httpx.Client, search: Any, fields: list[str]) -> None:
    response = _data(client, _chapter(client), **search)
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields


def test_unknown_chapter(client: httpx.Client) -> None:
    assert _data(client, "nix").status_code == 404


def test_a_chapter_over_everything_covers_a_source_that_comes_later(client: httpx.Client, pair: Any) -> None:
    everything, fixed = _chapter(client, channels="*"), _chapter(client, channels=["192-168-1-123_p3000"])
    pair.flow(pair.source("192.168.1.125"), NOON_MS - SLOT_MS, octets=500)
    rows = _data(client, everything).json()["table"]["data"]
    assert [row["Channel"] for row in rows] == ["192.168.1.123", "192.168.1.124", "192.168.1.125"]
    assert [row["Channel"] for row in _data(client, fixed).json()["table"]["data"]] == ["192.168.1.123"]
