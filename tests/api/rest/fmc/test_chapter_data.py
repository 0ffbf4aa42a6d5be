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


def _printed(value: float) -> float:
    """As the product prints: 14 significant digits."""
    return float(f"{value:.14g}")


def test_traffic(client: httpx.Client, pair: Any) -> None:
    response = _data(client, _chapter(client, channelColumnName="Node"))
    assert response.status_code == 200
    body = response.json()
    mean = 8 / (300 * 13)  # the product divides by the slots of both ends: 13 in an hour
    assert body["table"] == {
        "data": [
            {"Node": "192.168.1.123", "mbps": 8 * round(2000 / 300, 5), "bps": _printed(3000 * mean), "ibyt": 3000},
            {"Node": "192.168.1.124", "mbps": 8 * round(1000 / 300, 5), "bps": _printed(1000 * mean), "ibyt": 1000},
        ],
        "summary": {
            "type": "total",
            "values": {"Node": "", "mbps": 8 * round(2000 / 300, 5), "bps": _printed(4000 * mean), "ibyt": 4000},
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


def test_the_arithmetic_of_a_table_by_hand(client: httpx.Client, collector: Any) -> None:
    """Twenty slots of 300, 600, … 6,000 octets: 63,000 in all, over 21 slots of 300 s are 10 octets a second."""
    source = collector.source("192.168.1.123")
    for slot in range(20):
        collector.flow(source, NOON_MS - (20 - slot) * SLOT_MS, octets=300 * (slot + 1))
    body = _data(client, _chapter(client, showPercentile=True), **{"from": "2025-03-01 10:20"}).json()
    row = {"mbps": 160.0, "95bps": 152.0, "bps": 80.0, "95ibyt": 5700, "ibyt": 63_000}
    assert body["table"]["data"] == [{"Channel": "192.168.1.123", **row}]
    assert body["table"]["summary"]["values"] == {"Channel": "", **row}
    assert body["chart"][0]["values"][0] == [NOON_MS // 1000 - 20 * 300 + 300, 8.0, 0.00333, 0.00333]
    assert body["chart"][0]["values"][-1] == [NOON_MS // 1000, 160.0, 0.00333, 0.00333]


def test_performance(client: httpx.Client, pair: Any) -> None:
    first, second = pair.repository.sources.all()
    pair.flow(first, NOON_MS - SLOT_MS, npm_srt=1000, npm_rtt=10, npm_retransmissions=0)
    pair.flow(first, NOON_MS - SLOT_MS, npm_srt=2001, npm_jitter_avg=5, npm_jitter_max=50, npm_retransmissions=3)
    pair.flow(second, NOON_MS - 2 * SLOT_MS, npm_srt=1_234_567)
    chapter = _chapter(client, performance={"rtt": 1, "srt": True, "jitter": True, "rtr": True})

    body = _data(client, chapter).json()

    zeros = {"nrtt": "0", "nrttmax": "0", "njavg": "0", "njmax": "0", "nretr": "0", "nretrmax": "0"}
    assert body["npm_table"] == {
        "data": [
            {
                "source": "192.168.1.123",
                "nsrt": "1500.5",
                "nsrtmax": "2001",
                "nrtt": "10",
                "nrttmax": "10",
                "njavg": "5",
                "njmax": "50",
                "nretr": "1.5",
                "nretrmax": "3",
            },
            {"source": "192.168.1.124", "nsrt": "1234567", "nsrtmax": "1234567", **zeros},
        ],
        "summary": {
            "type": "total",
            "values": {
                "source": "",
                "nsrt": 1_237_568 / 3,
                "nsrtmax": 1_234_567,
                "nrtt": 10,
                "nrttmax": 10,
                "njavg": 5,
                "njmax": 50,
                "nretr": 1.5,
                "nretrmax": 3,
            },
        },
    }
    assert [(series["channel"], series["values"][-2:]) for series in body["npm_chart"]] == [
        ("npm-srt", [[NOON_MS // 1000 - 300, 1_234_567.0], [NOON_MS // 1000, 1500.5]]),
        ("npm-rtt", [[NOON_MS // 1000 - 300, 0.0], [NOON_MS // 1000, 10.0]]),
        ("npm-jitter", [[NOON_MS // 1000 - 300, 0.0], [NOON_MS // 1000, 5.0]]),
        ("npm-rtr", [[NOON_MS // 1000 - 300, 0.0], [NOON_MS // 1000, 3.0]]),
    ]


def test_only_the_performance_that_the_chapter_shows(client: httpx.Client, pair: Any) -> None:
    pair.flow(pair.repository.sources.all()[0], NOON_MS - SLOT_MS, npm_srt=1000, npm_rtt=10)
    body = _data(client, _chapter(client, performance={"rtt": True}, channels=["192-168-1-123_p3000"])).json()
    assert body["npm_table"]["data"] == [{"source": "192.168.1.123", "nrtt": "10", "nrttmax": "10"}]
    assert [series["channel"] for series in body["npm_chart"]] == ["npm-rtt"]
    assert _data(client, _chapter(client)).json().keys() == {"table", "chart"}


def test_a_chart_without_any_measure_of_volume_has_no_series(client: httpx.Client, pair: Any) -> None:
    some, none = ({"flows": False, "bytes": False, "packets": shown} for shown in (True, False))
    assert len(_data(client, _chapter(client, volumetric=some)).json()["chart"]) == 2
    body = _data(client, _chapter(client, volumetric=none)).json()
    assert (body["chart"], len(body["table"]["data"])) == ([], 2)


def test_a_channel_that_is_switched_off_is_left_out(client: httpx.Client, pair: Any) -> None:
    modes = {"on": {}, "quiet": {"trafficEnabled": False}, "still": {"npmEnabled": False}, "off": {"enabled": False}}
    channels = [{"name": name, "filter": "any", "mode": mode} for name, mode in modes.items()]
    entity = {"name": "Modes", "type": "shadow", "start": "2025-03-01 11:30", "channels": channels}
    profile = client.post("/rest/fmc/profiles", json={"entity": entity}).json()["id"]
    body = _data(client, _chapter(client, profile=profile, performance={"rtr": True})).json()
    assert [row["Channel"] for row in body["table"]["data"]] == ["on", "still"]
    assert [row["source"] for row in body["npm_table"]["data"]] == ["on", "quiet"]
    assert body["table"]["summary"]["values"]["ibyt"] == 2 * 4000


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
        {"dstip": "198.51.100.2", "bps": _printed(3000 * mean), "ibyt": 3000},
        {"dstip": "203.0.113.5", "bps": _printed(1000 * mean), "ibyt": 1000},
    ]
    assert body["summary"] == {"type": "total", "values": {"dstip": "", "bps": _printed(4000 * mean), "ibyt": 4000}}
    assert body["other"] == {"values": {"dstip": "", "bps": 0.0, "ibyt": 0}}
    assert "blacklisted" not in body
    assert [series["channel"] for series in body["chart"]] == ["Top1", "Top2"]
    assert body["chart"][1]["values"][-1] == [NOON_MS // 1000, 8 * round(1000 / 300, 5)]


def test_top_by_port_names_the_protocol_by_number(client: httpx.Client, pair: Any) -> None:
    chapter = _chapter(client, type="top", statsBy="portp", orderBy="flows", filter="dst port in [53, 443]")
    rows = _data(client, chapter).json()["data"]
    assert {"portp": "443", "proto": 6, "fl": 2} in rows
    assert {"portp": "53", "proto": 17, "fl": 1} in rows


@pytest.mark.parametrize(
    ("by", "subject"),
    [
        ("srcip", {"srcip": "192.0.2.1"}),
        ("proto", {"proto": "TCP"}),
        ("dstport:p", {"dstport:p": "443", "proto": 6}),
        ("router:p", {"router:p": "192.168.1.123", "proto": 6}),
    ],
)
def test_what_rows_are_together_has_their_keys(
    client: httpx.Client, pair: Any, by: str, subject: dict[str, str | int]
) -> None:
    body = _data(client, _chapter(client, type="top", statsBy=by, channels=["192-168-1-123_p3000"], top=1)).json()
    assert body["data"] == [{**subject, "ibyt": 3000}]
    assert body["summary"]["values"] == {**dict.fromkeys(subject, ""), "ibyt": 3000}
    assert body["other"]["values"] == {**dict.fromkeys(subject, ""), "ibyt": 0}


def test_what_is_in_the_black_list_and_what_is_in_no_row(client: httpx.Client, pair: Any) -> None:
    entity = {"name": "B", "records": ["203.0.113.0/24"]}
    black = client.post("/rest/fmc/blacklists", json={"entity": entity}).json()["id"]
    columns = ["packets", "pps"]
    chapter = _chapter(client, type="top", statsBy="dstip", top=1, blacklist=black, middleOutputColumns=columns)
    body = _data(client, chapter).json()
    mean_s = 300 * 13
    assert body["data"] == [{"dstip": "198.51.100.2", "pkt": 2, "pps": _printed(2 / mean_s), "ibyt": 3000}]
    rest = {"values": {"dstip": "", "pkt": 2, "pps": _printed(2 / mean_s), "ibyt": 1000}}
    assert body["blacklisted"] == body["other"] == rest


def test_a_record_has_a_key_for_each_of_its_parts(client: httpx.Client, pair: Any) -> None:
    specific = {"aggregateBy": ["dstport", "proto"]}
    body = _data(client, _chapter(client, type="top", statsBy="record", orderBy="flows", specific=specific)).json()
    assert body["data"] == [{"dstport:p": "443", "pr": "TCP", "fl": 2}, {"dstport:p": "53", "pr": "UDP", "fl": 1}]
    assert body["summary"]["values"] == {"dstport:p": "", "pr": "", "fl": 3}


@pytest.mark.parametrize("kind", ["traffic", "top"])
def test_a_disabled_chapter_has_no_data(client: httpx.Client, pair: Any, kind: str) -> None:
    chapter = _chapter(client, type=kind, status=0)
    response = _data(client, chapter)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == "The Chapter is disabled"
    client.put("/rest/fmc/chapters", json={"entity": {"id": chapter, "status": 1}})
    assert _data(client, chapter).status_code == 200


def _hours(client: httpx.Client, first: int, end: int, day: str) -> int:
    entity = {"label": "L", "intervals": [{"from": first, "to": end}], "days": {day: True}}
    return client.post("/rest/fmc/businessHours", json={"entity": entity}).json()["id"]


def test_business_hours(client: httpx.Client, pair: Any) -> None:
    """The flows came on a Saturday between 11:50 and 12:00."""
    pair.flow(pair.repository.sources.all()[0], NOON_MS - 13 * SLOT_MS, octets=50_000)
    eleven, other_day = _hours(client, 11, 12, "saturday"), _hours(client, 11, 12, "sunday")
    times = {"from": "2025-03-01 10:00", "to": NOON}
    traffic, top = _chapter(client), _chapter(client, type="top", statsBy="dstip")
    body = _data(client, traffic, **times, businessHours=str(eleven)).json()
    assert body == _data(client, traffic).json(), "as from 11:00 on"
    assert _data(client, top, **times, businessHours=eleven).json() == _data(client, top).json()
    assert _data(client, traffic, **times).json() != body
    for chapter in (traffic, top):
        response = _data(client, chapter, **times, businessHours=other_day)
        assert (response.status_code, response.content) == (204, b"")


def test_business_hours_over_years(client: httpx.Client, pair: Any) -> None:
    times = {"from": "2022-03-01 00:00", "to": NOON}
    body = _data(client, _chapter(client), **times, businessHours=_hours(client, 11, 12, "saturday")).json()
    points = body["chart"][0]["values"]
    assert [point[0] % (7 * 86400) for point in points] == [NOON_MS // 1000 % (7 * 86400)] * 157, "a point a Saturday"
    assert points[-1][1] == 8 * round(3000 / 3600, 5)
    assert body["table"]["data"][0]["bps"] == _printed(3000 * 8 / (158 * 3600))


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
    [
        ({"from": "never"}, ["from"]),
        ({"businessHours": 3}, ["businessHours"]),
        ({"businessHours": []}, ["businessHours"]),
        ({"to": None}, ["to"]),
    ],
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
