from __future__ import annotations

from typing import Any

import pytest

from fauxmon_api.context import Context
from fauxmon_api.web.dashboards.shot import WidgetShot, period, read_widget
from fauxmon_api.web.dashboards.widget_view import key
from fauxmon_api.web.ranges import Window
from fauxmon_model.link import Link
from fauxmon_model.repository import ChapterDraft, NodeDraft, PathDraft, TopologyDraft

NOON_MS = 1_740_830_400_000


def shown(context: Context, **options: Any) -> WidgetShot:
    dashboard = context.repository.dashboards.create("Mine")
    kept = context.repository.widgets.create(dashboard.id, options, {"lg": {"x": 3, "y": 0, "w": 4, "h": 9}})
    return read_widget(context, kept, {})


def overall(context: Context) -> str:
    chapters = context.repository.chapters.all()
    return f"fmc_chapter_{next(c.id for c in chapters if c.name == 'Structure of Overall Traffic')}"


def test_flows_of_a_slot_that_is_still_open_show_at_once(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": 1, "octets": 3000})
    world.now_ms += 120_500
    widget = shown(context, clazz="TimeSeriesAndTableWidget", dataEndpoint=overall(context))
    assert (widget.title, widget.period, widget.notice) == ("Structure of Overall Traffic", "last 12 h", "")
    assert [row[0] for row in widget.data["table"]["rows"]] == ["192.168.1.123"]
    assert widget.chart is not None
    assert max(widget.chart.lines[0].points.values()) == 24_000.0
    assert widget.chart.open_slot_ms == NOON_MS + 121_000


def test_a_disabled_chapter_says_so(world: Any, context: Context) -> None:
    draft = ChapterDraft(name="Off", type="traffic", status=0)
    endpoint = f"fmc_chapter_{context.repository.chapters.create(draft).id}"
    widget = shown(context, clazz="TimeSeriesAndTableWidget", dataEndpoint=endpoint)
    assert (widget.title, widget.notice, widget.data) == ("Off", "The Chapter is disabled.", {})


def test_a_widget_may_choose_series_and_time(world: Any, context: Context) -> None:
    first, second = world.source("192.168.1.123"), world.source("192.168.1.124")
    world.receive({"source_id": first.id, "at": -60}, {"source_id": second.id, "at": -60})
    widget = shown(
        context,
        name="Second only",
        clazz="TimeSeriesAndTableWidget",
        dataEndpoint=overall(context),
        visualizationSettings=[
            {"channelName": "traffic", "settings": {"series": [{"id": f"live|{second.channel_id}"}]}}
        ],
        parametersSettings=[{"name": "from", "value": "h1Ago"}],
    )
    assert widget.chart is not None
    assert [line.name for line in widget.chart.lines] == ["192.168.1.124"]
    assert (widget.title, widget.period) == ("Second only", "last 60 min")


def test_a_chart_that_would_be_empty_but_for_its_end_begins_with_the_flows(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": -60, "octets": 3000})
    chart = shown(context, clazz="TimeSeriesAndTableWidget", dataEndpoint=overall(context)).chart
    assert chart is not None
    assert (chart.window, chart.starts_late) == (Window(NOON_MS - 300_000, NOON_MS, 5_000), True)
    assert key(chart, NOON_MS) == "b/s, 5 s slots · table of 5 min slots · no flows before 11:55:00"


def test_a_chart_of_old_flows_spans_what_is_asked_for(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": -9 * 3600}, {"source_id": source.id, "at": -60})
    chart = shown(context, clazz="TimeSeriesAndTableWidget", dataEndpoint=overall(context)).chart
    assert chart is not None
    assert key(chart, NOON_MS) == "b/s, 5 min slots"
    assert chart.window.from_ms == NOON_MS - 12 * 3_600_000


@pytest.mark.parametrize(("stats_by", "both_ends"), [("ip", True), ("srcip", False), ("port", True), ("proto", False)])
def test_statistics_that_count_a_flow_at_both_ends_are_known(
    world: Any, context: Context, stats_by: str, both_ends: bool
) -> None:
    world.receive({"source_id": world.source("192.168.1.123").id, "at": -60})
    chapter = context.repository.chapters.create(ChapterDraft(name="Top", type="top", stats_by=stats_by))
    widget = shown(context, clazz="TwoPiesAndTableWidget", dataEndpoint=f"fmc_chapter_{chapter.id}")
    assert widget.both_ends is both_ends


@pytest.mark.parametrize(("since", "step_ms", "rate"), [("h1Ago", 300_000, 80.0), ("w1Ago", 3_600_000, 80.0 / 12)])
def test_subjects_of_a_top_chapter_are_lines_of_its_slots(
    world: Any, context: Context, since: str, step_ms: int, rate: float
) -> None:
    world.receive({"source_id": world.source("192.168.1.123").id, "at": -60, "octets": 3000, "protocol": 6})
    chapter = context.repository.chapters.create(ChapterDraft(name="Top", type="top", stats_by="proto"))
    chart = shown(
        context,
        clazz="TimeSeriesAndTableWidget",
        dataEndpoint=f"fmc_chapter_{chapter.id}",
        parametersSettings=[{"name": "from", "value": since}],
    ).chart
    assert chart is not None
    assert (chart.window.step_ms, chart.window.to_ms, chart.unit) == (step_ms, NOON_MS, "b/s")
    (line,) = chart.lines
    assert dict(line.points)[NOON_MS] == pytest.approx(rate)


def test_a_missing_chapter_is_said(context: Context) -> None:
    widget = shown(context, clazz="TimeSeriesAndTableWidget", dataEndpoint="fmc_chapter_gone")
    assert (widget.title, widget.notice) == ("Chart", "Chapter gone does not exist.")
    assert shown(context, clazz="TwoPiesAndTableWidget", dataEndpoint="fmc_chapter_").notice


def test_an_unknown_kind_is_said(context: Context) -> None:
    widget = shown(context, clazz="OtherWidget", dataEndpoint="other_1")
    assert (widget.title, widget.notice) == ("OtherWidget", "A OtherWidget over other_1 has no data.")
    assert shown(context).title.startswith("Widget ")


def test_an_unknown_time_is_said(context: Context) -> None:
    parameters = [{"name": "from", "value": "whenever"}]
    options = {"clazz": "SummariesWidget", "dataEndpoint": overall(context), "parametersSettings": parameters}
    assert shown(context, **options).notice.endswith("; not whenever.")


def test_a_topology_is_shown_with_its_paths(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": -60, "octets": 3_000_000})
    topology = context.repository.topologies.create(TopologyDraft(name="Lab"))
    ends = [context.repository.nodes.create(NodeDraft(topology_id=topology.id, name=name)).id for name in "ab"]
    link = Link(1, "live", source.channel_id)
    draft = PathDraft(topology_id=topology.id, name="p", src_node_id=ends[0], dst_node_id=ends[1], src_to_dst=link)
    context.repository.paths.create(draft)
    widget = shown(context, clazz="TopologyWidget", dataEndpoint=f"TOPOLOGY_{topology.id}")
    assert (widget.title, widget.period, widget.notice, widget.chart) == ("Lab", "last 12 h", "", None)
    assert [node["name"] for node in widget.data["topology"]["nodes"]] == ["a", "b"]
    assert widget.data["table"]["rows"][0][:2] == ["p", "a ↔ b"]


def test_no_flows_are_said(context: Context) -> None:
    assert "No flow" in shown(context, clazz="TwoPiesAndTableWidget", dataEndpoint=overall(context)).notice


def test_the_connections_widget_lists_sources(world: Any, context: Context) -> None:
    world.source("192.168.1.123")
    widget = shown(context, clazz="ConnectionsWidget", dataEndpoint="fmc_connectedInterfaces")
    assert widget.title == "Sources"
    assert widget.data["table"]["rows"][0][1] == "192.168.1.123"


def test_a_period_that_does_not_end_now_has_both_its_ends() -> None:
    assert period(NOON_MS - 7_200_000, NOON_MS - 3_600_000, NOON_MS) == "2025-03-01 10:00:00 – 11:00:00 UTC"


def test_one_time_for_all_widgets_overrules_theirs(world: Any, context: Context) -> None:
    source = world.source("192.168.1.123")
    world.receive(
        {"source_id": source.id, "at": -7200, "octets": 1024}, {"source_id": source.id, "at": -60, "octets": 2048}
    )
    dashboard = context.repository.dashboards.create("Mine")
    options = {"clazz": "TimeSeriesAndTableWidget", "dataEndpoint": overall(context)}
    widget = context.repository.widgets.create(dashboard.id, options, {})
    own, chosen = (read_widget(context, widget, times) for times in ({}, {"from": "h1Ago", "to": "now"}))
    assert (own.period, own.data["table"]["rows"][0][-1]) == ("last 12 h", "3 KiB")
    assert (chosen.period, chosen.data["table"]["rows"][0][-1]) == ("last 60 min", "2 KiB")
