"""Each kind of Widget, drawn from Chapters and Sources."""

from typing import Any

import httpx
import pytest

NOON_MS = 1_740_830_400_000
SLOT_MS = 300_000


@pytest.fixture
def pair(collector: Any) -> Any:
    """3 MiB by TCP to port 443 through one exporter, 1 MiB by UDP to port 53 through the other."""
    first, second = collector.source("192.168.1.123"), collector.source("192.168.1.124")
    collector.flow(first, NOON_MS - SLOT_MS, octets=3 << 20, dst_port=443)
    collector.flow(second, NOON_MS - SLOT_MS, octets=1 << 20, protocol=17, dst_port=53)
    return collector


def _chapter(client: httpx.Client, **entity: Any) -> str:
    full = {"name": "Chapter's name", "type": "traffic", "profile": "live", **entity}
    return client.post("/rest/fmc/chapters", json={"entity": full}).json()["id"]


def _data(client: httpx.Client, clazz: str, endpoint: str, views: Any = (), **options: Any) -> httpx.Response:
    settings = [{"index": i, "channelName": name, "settings": view} for i, (name, view) in enumerate(views)]
    entity = {
        "dashboard": {"id": 1},
        "options": {"clazz": clazz, "dataEndpoint": endpoint, "visualizationSettings": settings, **options},
    }
    widget_id = client.post("/rest/fmd/overview/widgets", json={"entity": entity}).json()["id"]
    return client.get(f"/rest/fmd/overview/widget/data/{widget_id}")


def test_time_series_and_table(client: httpx.Client, pair: Any) -> None:
    chapter = _chapter(client, channelColumnName="Node")
    views = [
        ("traffic", {"series": "*", "chartOptions": {"stacked": True}}),
        ("main", {"columns": [f"chapter{chapter}col", "mbps", "nsrt", "ibyt"], "summaries": ["total"]}),
    ]
    body = _data(client, "TimeSeriesAndTableWidget", f"fmc_chapter_{chapter}", views).json()
    assert body["name"] == "Chapter's name"
    assert body["table"]["header"] == ["Node", "Maximum", "Average SRT", "Bytes"]
    assert body["table"]["rows"] == [
        ["192.168.1.123", "83.89 kb/s", "N/A", "3 MiB"],
        ["192.168.1.124", "27.96 kb/s", "N/A", "1 MiB"],
    ]
    assert body["table"]["summaries"] == [["Total", "111.85 kb/s", "N/A", "4 MiB"]]
    lines = body["trafficChart"]["lines"]
    assert body["trafficChart"]["metricLabel"] == "b/s"
    assert [line["name"] for line in lines] == ["192.168.1.123", "192.168.1.124"]
    assert [line["color"] for line in lines] == body["table"]["rowsColors"]
    assert len(lines[0]["values"]) == 144, "twelve hours unless told otherwise"
    assert lines[0]["values"][-1] == [NOON_MS // 1000, 8 * round((3 << 20) / 300, 5)]


@pytest.mark.parametrize(("metric", "label"), [("flows", "flows/s"), ("pkt", "packets/s"), ("odd", "b/s")])
def test_the_metric_of_a_chart(client: httpx.Client, pair: Any, metric: str, label: str) -> None:
    endpoint = f"fmc_chapter_{_chapter(client)}"
    body = _data(client, "TimeSeriesAndTableWidget", endpoint, [("traffic", {"metric": metric})]).json()
    assert body["trafficChart"]["metricLabel"] == label
    value = 8 * round((3 << 20) / 300, 5) if label == "b/s" else round(1 / 300, 5)
    assert body["trafficChart"]["lines"][0]["values"][-1][1] == value


def test_chosen_series(client: httpx.Client, pair: Any) -> None:
    endpoint = f"fmc_chapter_{_chapter(client)}"
    series = [{"id": "live|192-168-1-124_p3000", "name": "192.168.1.124", "color": "#000000"}]
    body = _data(client, "TimeSeriesAndTableWidget", endpoint, [("traffic", {"series": series})]).json()
    assert [line["name"] for line in body["trafficChart"]["lines"]] == ["192.168.1.124"]


@pytest.mark.parametrize(
    ("series", "status", "message"),
    [
        ("live|gone", 404, "Channel live|gone does not exist"),
        ("gone|192-168-1-124_p3000", 404, "Profile gone does not exist"),
        ("live|192-168-1-123_p3000", 405, "Channel live|192-168-1-123_p3000 is not one of the Chapter Second"),
        ("services|http", 405, "Channel services|http is not one of the Chapter Second"),
    ],
)
def test_a_channel_that_is_not_the_chapters_is_told(
    client: httpx.Client, pair: Any, series: str, status: int, message: str
) -> None:
    chapter = _chapter(client, name="Second", channels=["192-168-1-124_p3000"])
    chosen = [{"id": "live|192-168-1-124_p3000"}, {"id": series}]
    response = _data(client, "TimeSeriesAndTableWidget", f"fmc_chapter_{chapter}", [("traffic", {"series": chosen})])
    body = response.json()
    assert response.status_code == status
    assert message in {body["message"], *(each["message"] for each in body.get("validationResults", []))}


def test_performance_is_measured_by_the_flows_that_carry_it(client: httpx.Client, collector: Any) -> None:
    first, second = collector.source("192.168.1.123"), collector.source("192.168.1.124")
    collector.flow(first, NOON_MS - SLOT_MS, npm_rtt=800, npm_srt=2000)
    collector.flow(first, NOON_MS - SLOT_MS, npm_srt=4000, npm_retransmissions=3)
    collector.flow(second, NOON_MS - SLOT_MS)
    chapter = _chapter(client, performance={"rtt": True, "srt": True, "jitter": True, "rtr": True})
    columns = ["chaptercol", "nsrt", "nsrtmax", "nrtt", "njavg", "nretr"]
    series = [{"id": "live|192-168-1-123_p3000"}, {"id": "srt", "color": "#101010"}, {"id": "rtt"}, {"id": "odd"}]
    views = [("traffic", {"series": series}), ("main", {"columns": columns})]
    body = _data(client, "TimeSeriesAndTableWidget", f"fmc_chapter_{chapter}", views).json()
    measured = ["3 ms", "4 ms", "800 µs", "N/A", "3"]
    assert sorted(body["table"]["rows"]) == [["192.168.1.123", *measured], ["192.168.1.124", *["N/A"] * 5]]
    assert body["table"]["summaries"] == [["Total", *measured]]
    assert [line["name"] for line in body["trafficChart"]["lines"]] == ["192.168.1.123"]
    assert body["npmChart"]["metricLabel"] == "µs"
    lines = {line["name"]: line for line in body["npmChart"]["lines"]}
    assert lines.keys() == {"RTT", "SRT"}
    assert lines["SRT"]["color"] == "#101010"
    assert [line["values"][-1] for line in lines.values()] == [
        [NOON_MS // 1000, {"RTT": 800.0, "SRT": 3000.0}[name]] for name in lines
    ]


@pytest.mark.parametrize(("series", "lines"), [("odd", 2), ("rtt", 0), ("live|192-168-1-124_p3000", 1)])
def test_what_is_not_known_is_not_chosen(client: httpx.Client, pair: Any, series: str, lines: int) -> None:
    views = [("traffic", {"series": [{"id": series}]})]
    body = _data(client, "TimeSeriesAndTableWidget", f"fmc_chapter_{_chapter(client)}", views).json()
    assert len(body["trafficChart"]["lines"]) == lines


def test_no_performance_is_drawn_that_is_not_chosen(client: httpx.Client, pair: Any) -> None:
    chapter = _chapter(client, performance={"rtt": True})
    body = _data(client, "TimeSeriesAndTableWidget", f"fmc_chapter_{chapter}", [("traffic", {"series": "*"})]).json()
    assert "npmChart" not in body
    assert len(body["trafficChart"]["lines"]) == 2


def test_time_series_of_a_top_chapter(client: httpx.Client, pair: Any) -> None:
    chapter = _chapter(client, type="top", statsBy="dstport", orderBy="flows")
    body = _data(client, "TimeSeriesAndTableWidget", f"fmc_chapter_{chapter}").json()
    assert body["trafficChart"]["metricLabel"] == "flows/s"
    assert [line["name"] for line in body["trafficChart"]["lines"]] == ["443", "53"]
    assert body["trafficChart"]["lines"][0]["values"][-1] == [NOON_MS // 1000, round(1 / 300, 5)]


def test_two_pies_and_table(client: httpx.Client, pair: Any) -> None:
    chapter = _chapter(client, type="top", statsBy="dstport", top=1)
    views = [("main", {"metric": "ibyt", "columns": ["dstport", "ibyt", "fl"], "summaries": ["top", "other", "sum"]})]
    body = _data(client, "TwoPiesAndTableWidget", f"fmc_chapter_{chapter}", views, name="Own name").json()
    assert body["name"] == "Own name"
    assert body["table"]["header"] == ["Destination port", "Bytes", "Flows"]
    assert body["table"]["rows"] == [["443", "3 MiB", "1"]]
    assert body["table"]["summaries"] == [["Top 1", "3 MiB", "1"], ["Other", "1 MiB", "1"], ["Total", "4 MiB", "2"]]
    slices = body["piechart"]["values"]
    assert [(s["name"], s["value"]) for s in slices] == [("443", str(3 << 20)), ("Other", str(1 << 20))]
    whole = body["summaryPiechart"]["values"]
    assert [(s["name"], s["value"]) for s in whole] == [("Top 1", str(3 << 20)), ("Other", str(1 << 20))]
    assert all(s["color"].startswith("#") for s in slices + whole)


def test_what_counts_for_both_ends_is_once_in_top_and_other(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    for src, dst, octets in (("10.0.0.1", "10.0.0.2", 1 << 20), ("10.0.0.2", "10.0.0.1", 2 << 20)):
        collector.flow(source, NOON_MS - SLOT_MS, src=src, dst=dst, octets=octets)
    collector.flow(source, NOON_MS - SLOT_MS, src="10.0.0.3", dst="10.0.0.4", octets=1 << 10)
    chapter = _chapter(client, type="top", statsBy="ip", top=2)
    body = _data(client, "TwoPiesAndTableWidget", f"fmc_chapter_{chapter}").json()
    assert body["table"]["rows"] == [["10.0.0.1", "3 MiB"], ["10.0.0.2", "3 MiB"]]
    assert body["table"]["summaries"] == [["Top 2", "3 MiB"], ["Other", "1 KiB"], ["Total", "3 MiB"]]
    whole = [(s["name"], s["value"]) for s in body["summaryPiechart"]["values"]]
    assert whole == [("Top 2", str(3 << 20)), ("Other", str(1 << 10))]


@pytest.mark.parametrize("order", ["bytes", "packets", "flows", "bps", "pps", "bpp"])
@pytest.mark.parametrize("clazz", ["TimeSeriesAndTableWidget", "TwoPiesAndTableWidget", "SummariesWidget"])
def test_every_order_can_be_drawn(client: httpx.Client, pair: Any, order: str, clazz: str) -> None:
    chapter = _chapter(client, type="top", statsBy="srcip", orderBy=order)
    body = _data(client, clazz, f"fmc_chapter_{chapter}").json()
    assert len(body["table"]["header"]) == len(body["table"]["summaries"][0]) == 2


def test_what_is_blacklisted_is_a_summary(client: httpx.Client, pair: Any) -> None:
    black = client.post("/rest/fmc/blacklists", json={"entity": {"name": "B", "records": ["192.0.2.0/24"]}}).json()[
        "id"
    ]
    entity = {"type": "top", "statsBy": "dstport", "orderBy": "bpp", "top": 1}
    plain, listed = _chapter(client, **entity), _chapter(client, **entity, blacklist=black)
    tables = [_data(client, "TwoPiesAndTableWidget", f"fmc_chapter_{c}").json()["table"] for c in (plain, listed)]
    assert tables[0]["summaries"] == [["Top 1", "3 MiB"], ["Other", "1 MiB"], ["Total", "2 MiB"]]
    assert tables[1]["summaries"] == [
        ["Top 1", "3 MiB"],
        ["Other", "1 MiB"],
        ["Blacklisted", "2 MiB"],
        ["Total", "2 MiB"],
    ]


def test_a_disabled_chapter_is_not_drawn(client: httpx.Client, pair: Any) -> None:
    response = _data(client, "SummariesWidget", f"fmc_chapter_{_chapter(client, status=0)}")
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == "The Chapter is disabled"


def test_protocols_have_names_in_tables(client: httpx.Client, pair: Any) -> None:
    chapter = _chapter(client, type="top", statsBy="portp", filter="dst port in [53, 443]")
    table = _data(client, "TwoPiesAndTableWidget", f"fmc_chapter_{chapter}").json()["table"]
    assert table["header"][1:] == ["Protocol", "Bytes"]
    assert ["443", "TCP", "3 MiB"] in table["rows"]
    assert ["53", "UDP", "1 MiB"] in table["rows"]


def test_pies_of_a_traffic_chapter(client: httpx.Client, pair: Any) -> None:
    body = _data(client, "TwoPiesAndTableWidget", f"fmc_chapter_{_chapter(client, channelsOrderBy='mbps')}").json()
    assert [(s["name"], s["value"]) for s in body["piechart"]["values"]] == [
        ("192.168.1.123", str(3 << 20)),
        ("192.168.1.124", str(1 << 20)),
    ]


def test_summaries(client: httpx.Client, pair: Any) -> None:
    body = _data(client, "SummariesWidget", f"fmc_chapter_{_chapter(client)}").json()
    assert body["table"] == {
        "header": ["", "Maximum", "Average", "Bytes"],
        "rows": [],
        "summaries": [["Total", "111.85 kb/s", "771.37 b/s", "4 MiB"]],
        "rowsColors": [],
    }


def test_tiles_of_performance_and_its_bars(client: httpx.Client, collector: Any) -> None:
    collector.flow(collector.source("192.168.1.123"), NOON_MS - SLOT_MS, octets=3000, npm_rtt=800)
    chapter = _chapter(client, performance={"rtt": True, "srt": True})
    views = [
        ("metricTileSummary", {"columns": ["chaptercol", "nrtt", "nsrt", "ibyt"]}),
        ("metricPerformanceBar", {"metric": "nrttmax"}),
    ]
    table = _data(client, "SummariesWidget", f"fmc_chapter_{chapter}", views).json()["table"]
    assert table["header"] == ["", "Average RTT", "Average SRT", "Bytes", "Maximum RTT"]
    assert table["summaries"] == [["Total", "800 µs", "N/A", "2.93 KiB", "800 µs"]]
    assert table["rows"] == [["192.168.1.123", "800 µs", "N/A", "2.93 KiB", "800 µs"]]
    assert len(table["rowsColors"]) == 1


def test_connections_show_who_sends(client: httpx.Client, pair: Any, collector: Any) -> None:
    first, second = collector.repository.sources.all()
    collector.collecting.counters = {first.id: {"last_seen_ms": NOON_MS - 1000}}
    body = _data(client, "ConnectionsWidget", "fmc_connectedInterfaces", name="Sources").json()
    assert body["name"] == "Sources"
    assert body["table"]["header"] == ["Source", "IP address", "Listening port", "State", "Last seen"]
    assert body["table"]["rows"] == [
        [first.address, first.address, "p3000", "active", "2025-03-01 11:59:59"],
        [second.address, second.address, "p3000", "silent", "2025-03-01 11:00:00"],
    ]
    assert len(set(body["table"]["rowsColors"])) == 2


def test_the_time_is_that_of_the_parameters(client: httpx.Client, pair: Any) -> None:
    times = [{"name": "from", "value": "2025-03-01 09:00"}, {"name": "to", "value": "2025-03-01 11:55"}]
    endpoint = f"fmc_chapter_{_chapter(client)}"
    response = _data(client, "SummariesWidget", endpoint, parametersSettings=times)
    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["x-fm-message"] == "No flow matches"


@pytest.mark.parametrize(("name", "value"), [("from", "h12"), ("to", "soon"), ("to", "d9Ago")])
def test_a_time_that_is_none_is_told(client: httpx.Client, pair: Any, name: str, value: str) -> None:
    endpoint = f"fmc_chapter_{_chapter(client)}"
    response = _data(client, "SummariesWidget", endpoint, parametersSettings=[{"name": name, "value": value}])
    assert response.status_code == 405
    (result,) = response.json()["validationResults"]
    assert result["field"] == "options.parametersSettings[0].value"


@pytest.mark.parametrize(
    ("begin", "end", "octets"), [("yesterday", "today", 1), ("today", "now", 2), ("d2Ago", "now", 3)]
)
def test_relative_times(client: httpx.Client, collector: Any, begin: str, end: str, octets: int) -> None:
    source = collector.source("192.168.1.123")
    collector.flow(source, NOON_MS - 13 * 3_600_000, octets=1)
    collector.flow(source, NOON_MS - 11 * 3_600_000, octets=2)
    times = [{"name": "from", "value": begin}, {"name": "to", "value": end}]
    endpoint = f"fmc_chapter_{_chapter(client)}"
    table = _data(client, "SummariesWidget", endpoint, parametersSettings=times).json()["table"]
    assert table["summaries"][0][-1] == f"{octets} B"


def test_what_has_just_arrived_is_seen_at_once(client: httpx.Client, collector: Any) -> None:
    source = collector.source("192.168.1.123")
    collector.clock.now += 7_000
    collector.flow(source, collector.clock.now - 1, octets=1 << 20)
    body = _data(client, "TimeSeriesAndTableWidget", f"fmc_chapter_{_chapter(client)}").json()
    assert body["table"]["summaries"][0][-1] == "1 MiB"
    at, rate = body["trafficChart"]["lines"][0]["values"][-1]
    assert (at, rate) == ((NOON_MS + SLOT_MS) // 1000, 8 * round((1 << 20) / 300, 5))


@pytest.mark.parametrize(
    ("clazz", "endpoint", "status"),
    [
        ("TopologyWidget", "TOPOLOGY_7", 404),
        ("TopologyWidget", "TOPOLOGY_", 404),
        ("TopologyWidget", "fmc_chapter_330206dc-8bed-4bb4-b336-e6a5b0746cb3", 204),
        ("UnheardOfWidget", "fmc_chapter_330206dc-8bed-4bb4-b336-e6a5b0746cb3", 204),
        ("SummariesWidget", "", 204),
        ("SummariesWidget", "fmc_chapter_", 404),
        ("SummariesWidget", "fmc_chapter_gone", 404),
    ],
)
def test_what_cannot_be_drawn(client: httpx.Client, clazz: str, endpoint: str, status: int) -> None:
    response = _data(client, clazz, endpoint)
    assert response.status_code == status
    assert response.headers["x-fm-message"]


def test_the_predefined_dashboard_draws(client: httpx.Client, pair: Any) -> None:
    widgets = client.get("/rest/fmd/overview/widgets/find").json()
    drawn = [client.get(f"/rest/fmd/overview/widget/data/{widget['id']}") for widget in widgets]
    assert {response.status_code for response in drawn} <= {200, 204}
    assert [response for response in drawn if response.status_code == 200]


def test_an_unknown_widget(client: httpx.Client) -> None:
    assert client.get("/rest/fmd/overview/widget/data/999").status_code == 404
