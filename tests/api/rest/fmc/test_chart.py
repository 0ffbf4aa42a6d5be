"""Charts: shapes, the grid and the arithmetic that public samples show."""

import json
from typing import Any

import httpx
import pytest

CHART = "/rest/fmc/analysis/chart"
NOON = "2025-03-01 12:00"
NOON_MS = 1_740_830_400_000
SLOT_MS = 300_000


def _search(**changed: Any) -> dict[str, Any]:
    return {"from": "2025-03-01 11:50", "to": NOON, "profile": "live", "chart": {"measure": "traffic"}, **changed}


def _values(client: httpx.Client, **changed: Any) -> dict[str, list[list[float]]]:
    response = client.get(CHART, params={"search": json.dumps(_search(**changed))})
    assert response.status_code == 200, response.text
    return {series["channel"]["id"]: series["values"] for series in response.json()}


@pytest.fixture
def pair(collector: Any) -> Any:
    """Two exporters: one sent 1,000 octets of TCP and 64 of ICMP in the last slot but one, one was silent."""
    active, _silent = collector.source("192.168.1.123"), collector.source("192.168.1.124")
    collector.flow(active, NOON_MS - 2 * SLOT_MS, octets=1000, packets=3)
    collector.flow(active, NOON_MS - SLOT_MS - 1, octets=64, protocol=1)
    return collector


def test_shape(client: httpx.Client, pair: Any) -> None:
    response = client.get(CHART, params={"search": json.dumps(_search())})
    assert response.headers["content-type"] == "application/json"
    assert response.json() == [
        {
            "channel": {"id": "live/192-168-1-123_p3000", "name": "192.168.1.123"},
            "values": [[NOON_MS - SLOT_MS, 8 * round(1064 / 300, 5)], [NOON_MS, 0.0]],
        },
        {
            "channel": {"id": "live/192-168-1-124_p3000", "name": "192.168.1.124"},
            "values": [[NOON_MS - SLOT_MS, 0.0], [NOON_MS, 0.0]],
        },
    ]


@pytest.mark.parametrize(
    ("chart", "rate"),
    [
        ({"measure": "traffic", "protocol": 0}, 8 * round(1064 / 300, 5)),
        ({"measure": "bytes"}, 8 * round(1064 / 300, 5)),
        ({"measure": "traffic", "protocol": "1"}, 8 * round(64 / 300, 5)),
        ({"measure": "packets"}, round(4 / 300, 5)),
        ({"measure": "flows", "protocol": 6}, round(1 / 300, 5)),
        ({}, 8 * round(1064 / 300, 5)),
    ],
    ids=str,
)
def test_measures_and_protocols(client: httpx.Client, pair: Any, chart: Any, rate: float) -> None:
    values = _values(client, chart=chart)
    assert values["live/192-168-1-123_p3000"][0] == [NOON_MS - SLOT_MS, rate]


def test_get_and_post_give_the_same(client: httpx.Client, pair: Any) -> None:
    search = _search(chart={"measure": "traffic", "protocol": "0"}, npm={"srt": True, "rtt": True, "rtr": True})
    by_get = client.get(CHART, params={"search": json.dumps(search, indent=2)})
    by_post = client.post(CHART, json={"search": search})
    assert (by_post.status_code, by_post.json()) == (200, by_get.json())


@pytest.mark.parametrize("channels", [["192-168-1-123_p3000"], ["live/192-168-1-123_p3000"]])
def test_one_channel(client: httpx.Client, pair: Any, channels: list[str]) -> None:
    assert list(_values(client, channels=channels)) == ["live/192-168-1-123_p3000"]


@pytest.mark.parametrize("channels", [None, "*", ["all"], ["*"]])
def test_all_channels(client: httpx.Client, pair: Any, channels: Any) -> None:
    assert len(_values(client, channels=channels)) == 2


def test_a_slot_gives_one_point_and_so_does_any_shorter_time(client: httpx.Client, pair: Any) -> None:
    for window in (
        {"from": "2025-03-01 11:50", "to": "2025-03-01 11:55"},
        {"from": "2025-03-01 11:53:59.987654", "to": "2025-03-01 11:54:01"},
    ):
        assert [[at for at, _ in values] for values in _values(client, **window).values()] == [[NOON_MS - SLOT_MS]] * 2


def test_no_channel_is_no_data(client: httpx.Client) -> None:
    response = client.get(CHART, params={"search": json.dumps(_search())})
    assert (response.status_code, response.content) == (204, b"")


def test_a_profile_with_a_filter(client: httpx.Client, pair: Any, collector: Any) -> None:
    entity = {"name": "Ping", "start": "2025-03-01 11:30", "channels": [{"name": "icmp", "filter": "proto icmp"}]}
    profile = client.post("/rest/fmc/profiles", json={"entity": {**entity, "type": "shadow"}}).json()
    ((channel_id, values),) = _values(client, profile=profile["id"]).items()
    assert channel_id == f"{profile['id']}/{profile['channels'][0]['id']}"
    assert values[0] == [NOON_MS - SLOT_MS, 8 * round(64 / 300, 5)]


def test_performance_is_extra_series_behind_the_channels(client: httpx.Client, pair: Any) -> None:
    source = pair.repository.sources.all()[0]
    pair.flow(source, NOON_MS - SLOT_MS, npm_srt=1500, npm_retransmissions=2, npm_jitter_avg=7)
    pair.flow(source, NOON_MS - 1, npm_srt=2500, npm_retransmissions=3)
    values = _values(client, npm={"rtr": 1, "jitter": "true", "rtt": True, "srt": True})
    assert list(values)[2:] == ["live/npm-srt", "live/npm-rtt", "live/npm-jitter", "live/npm-rtr"]
    assert values["live/npm-srt"] == [[NOON_MS - SLOT_MS, 0.0], [NOON_MS, 2000.0]]
    assert values["live/npm-rtt"] == [[NOON_MS - SLOT_MS, 0.0], [NOON_MS, 0.0]]
    assert values["live/npm-jitter"] == [[NOON_MS - SLOT_MS, 0.0], [NOON_MS, 7.0]]
    assert values["live/npm-rtr"] == [[NOON_MS - SLOT_MS, 0.0], [NOON_MS, 5.0]]
    assert list(_values(client, npm={"rtr": True, "srt": False}))[2:] == ["live/npm-rtr"]


def test_a_step_of_our_own(client: httpx.Client, pair: Any) -> None:
    active = "live/192-168-1-123_p3000"
    pair.flow(pair.repository.sources.all()[0], NOON_MS - 1500, octets=125)
    by_second = _values(client, **{"from": "2025-03-01 11:59:57", "step": 1})[active]
    assert by_second == [[NOON_MS - 2000, 0.0], [NOON_MS - 1000, 1000.0], [NOON_MS, 0.0]]
    by_half_minute = _values(client, **{"from": "2025-03-01 11:59", "step": "30"})[active]
    assert by_half_minute == [[NOON_MS - 30_000, 0.0], [NOON_MS, 8 * round(125 / 30, 5)]]
    assert _values(client, step=300) == _values(client)


def test_a_step_too_fine_for_its_time_is_widened(client: httpx.Client, pair: Any) -> None:
    values = _values(client, **{"from": "2025-03-01 00:00", "step": 1})["live/192-168-1-123_p3000"]
    assert values[1][0] - values[0][0] == 5000
    assert len(values) == 12 * 720
    assert sum(rate for _, rate in values) * 5 / 8 == pytest.approx(1064, abs=0.001)


def test_more_points_than_one_answer_may_have_are_refused(client: httpx.Client, pair: Any) -> None:
    channels = [{"name": f"c{number}", "filter": "any"} for number in range(50)]
    entity = {"name": "Wide", "type": "shadow", "start": "2025-03-01 11:30", "channels": channels}
    profile = client.post("/rest/fmc/profiles", json={"entity": entity}).json()["id"]
    search = _search(profile=profile, step=1, npm={"srt": 1, "rtt": 1, "jitter": 1, "rtr": 1})
    search["from"] = "2025-03-01 09:20"
    response = client.get(CHART, params={"search": json.dumps(search)})
    assert response.status_code == 405
    assert "9600 slots for each of 250 series: too many" in response.text


def test_a_batch_takes_performance_and_steps_too(client: httpx.Client, pair: Any) -> None:
    search = _search(step=60, npm={"rtr": True}, showOnly=5)
    (answered,) = client.post("/rest/fmc/analysis/charts", json={"search": [search]}).json()
    assert [series["channel"]["id"] for series in answered][-1] == "live/npm-rtr"
    assert [at for at, _ in answered[0]["values"]] == [NOON_MS - 480_000 + 120_000 * n for n in range(5)]


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"from": None}, ["from"]),
        ({"from": "Yesterday", "to": [1]}, ["from", "to"]),
        ({"from": NOON, "to": "2025-03-01 11:50"}, ["to"]),
        ({"profile": None}, ["profile"]),
        ({"chart": {"measure": "foo", "protocol": 256}}, ["chart.measure", "chart.protocol"]),
        ({"chart": "traffic"}, ["chart"]),
        ({"channels": "live"}, ["channels"]),
        ({"npm": {"srt": "often", "delay": True}}, ["npm.delay", "npm.srt"]),
        ({"npm": True}, ["npm"]),
        ({"step": 0}, ["step"]),
        ({"step": 86_401}, ["step"]),
        ({"step": "1 s"}, ["step"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_field_by_field(client: httpx.Client, changed: Any, fields: list[str]) -> None:
    response = client.get(CHART, params={"search": json.dumps(_search(**changed))})
    assert response.status_code == 405
    assert [result["field"] for result in response.json()["validationResults"]] == fields
    assert response.json()["checkedData"] == _search(**changed)


def test_a_channel_that_the_profile_lacks_is_refused(client: httpx.Client, pair: Any) -> None:
    response = client.get(CHART, params={"search": json.dumps(_search(channels=["nix"]))})
    assert response.status_code == 405
    assert "nix" in response.text


def test_an_unknown_profile(client: httpx.Client) -> None:
    response = client.get(CHART, params={"search": json.dumps(_search(profile="nix"))})
    assert response.status_code == 404
    assert response.json()["message"] == "Profile nix does not exist"


def test_a_batch_answers_in_order(client: httpx.Client, pair: Any) -> None:
    searches = [_search(), _search(chart={"measure": "flows"}), _search(channels=["192-168-1-124_p3000"])]
    response = client.post("/rest/fmc/analysis/charts", json={"search": searches})
    assert response.status_code == 200
    single = [client.get(CHART, params={"search": json.dumps(search)}).json() for search in searches]
    assert response.json() == single


def test_a_batch_puts_neighbours_together(client: httpx.Client, pair: Any) -> None:
    search = _search(**{"from": "2025-03-01 11:00", "showOnly": 2})
    ((first, *_),) = client.post("/rest/fmc/analysis/charts", json={"search": [search]}).json()
    assert [at for at, _ in first["values"]] == [NOON_MS - 1_800_000, NOON_MS]
    assert first["values"][1][1] == 8 * round(1064 / 1800, 5), "nothing is lost"


@pytest.mark.parametrize("points", [2, 3, 5, 7, 11])
@pytest.mark.parametrize("start", ["09:00", "09:05", "10:25", "10:55"])
def test_wherever_a_batch_begins_it_has_no_more_points_than_asked_for(
    client: httpx.Client, collector: Any, points: int, start: str
) -> None:
    source = collector.source("192.168.1.123")
    collector.flow(source, NOON_MS - 1, octets=3000)
    search = _search(**{"from": f"2025-03-01 {start}", "showOnly": points})
    ((only,),) = client.post("/rest/fmc/analysis/charts", json={"search": [search]}).json()
    values = only["values"]
    assert 1 < len(values) <= points
    step_s = (values[1][0] - values[0][0]) / 1000
    assert sum(rate for _, rate in values) * step_s / 8 == pytest.approx(3000, abs=1)


def test_a_batch_without_data_is_empty(client: httpx.Client) -> None:
    assert client.post("/rest/fmc/analysis/charts", json={"search": [_search()]}).status_code == 204


@pytest.mark.parametrize(
    "search", [[], {}, [{}] * 101, [7], [{"from": NOON, "to": NOON, "profile": "live", "showOnly": -1}]]
)
def test_a_batch_that_makes_no_sense(client: httpx.Client, search: Any) -> None:
    assert client.post("/rest/fmc/analysis/charts", json={"search": search}).status_code == 405


def test_a_very_long_time_is_answered_with_wider_slots(client: httpx.Client, collector: Any) -> None:
    source = collector.repository.sources.add("192.0.2.1", 2055, 0)
    collector.flow(source, NOON_MS - 1, octets=3000)
    values = _values(client, **{"from": "1990-01-01 00:00"})["live/192-0-2-1_p2055"]
    step_ms = values[1][0] - values[0][0]
    assert len(values) <= 10_000
    assert step_ms % SLOT_MS == 0
    assert sum(rate for _, rate in values) * step_ms / 8000 == pytest.approx(3000, rel=0.05)


def test_a_batch_tells_which_of_its_searches_is_wrong(client: httpx.Client, pair: Any) -> None:
    refused = client.post("/rest/fmc/analysis/charts", json={"search": [_search(), _search(channels=["nix"])]})
    assert [result["field"] for result in refused.json()["validationResults"]] == ["search[1].channels[0]"]
