"""Network performance: means and maxima over the flows that carry a metric (R51), in charts and Chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from fauxmon_collector.analysis import ChartQuery, NpmValue, TrafficData
from fauxmon_collector.analysis.npm import METRICS
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.errors import InvalidError
from fauxmon_model.repository import ChannelDraft, ChapterDraft, ProfileDraft

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
NOON_S = NOON // 1000
STEP = 300_000
ALL = tuple(METRICS)
NONE = [NpmValue(*metric.columns, 0, 0.0, 0) for metric in METRICS.values()]


def chart(world: World, profile_id: str = "live", npm: tuple[str, ...] = ALL, **query: Any) -> dict[str, list[float]]:
    found = world.analysis.chart(ChartQuery(profile_id, NOON, NOON + 2 * STEP, npm=npm, **query)).npm
    assert all([at for at, _ in series.points] == [NOON + STEP, NOON + 2 * STEP] for series in found)
    return {series.id: [value for _, value in series.points] for series in found}


def chapter(world: World, profile_id: str = "live", performance: tuple[str, ...] = ALL, **fields: Any) -> TrafficData:
    draft = ChapterDraft(
        name="Performance",
        type="traffic",
        profile_id=profile_id,
        performance=dict.fromkeys(performance, True),
        **fields,
    )
    return world.analysis.traffic_chapter(world.repository.chapters.create(draft), NOON, NOON + 2 * STEP)


@pytest.fixture
def measured(world: World) -> World:
    """Two Sources. In the first slot flows with and without metrics, in the second none that carries one."""
    first, second = world.source("192.168.1.123"), world.source("192.168.1.124")
    world.receive(
        {"source_id": first.id, "npm_srt": 1000, "npm_rtt": 10, "npm_retransmissions": 2, "octets": 30},
        {"source_id": first.id, "npm_srt": 2001, "npm_jitter_avg": 5, "npm_jitter_max": 50, "octets": 30},
        {"source_id": first.id, "octets": 30},
        {"source_id": second.id, "npm_srt": 0, "npm_jitter_avg": 8, "npm_retransmissions": 7, "protocol": 6},
        {"source_id": second.id, "at": 300, "octets": 900},
    )
    world.now_ms = NOON + 4 * STEP
    return world


def test_a_chart_has_means_in_microseconds_and_the_sum_of_retransmissions(measured: World) -> None:
    assert chart(measured) == {
        "npm-srt": [round((1000 + 2001 + 0) / 3, 5), 0.0],
        "npm-rtt": [10.0, 0.0],
        "npm-jitter": [6.5, 0.0],
        "npm-rtr": [9.0, 0.0],
    }


def test_only_what_is_asked_for_in_one_order(measured: World) -> None:
    assert list(chart(measured, npm=("rtr", "srt"))) == ["npm-srt", "npm-rtr"]
    assert chart(measured, npm=()) == {}
    with pytest.raises(InvalidError, match="delay is not one of srt, rtt, jitter, rtr"):
        chart(measured, npm=("srt", "delay"))


def test_the_channels_and_the_protocol_that_were_chosen_are_what_a_metric_is_of(measured: World) -> None:
    (first, second) = measured.repository.profiles.get("live").channels
    assert chart(measured, npm=("srt",), channel_ids=[first.id]) == {"npm-srt": [1500.5, 0.0]}
    assert chart(measured, npm=("srt",), channel_ids=[second.id]) == {"npm-srt": [0.0, 0.0]}
    assert chart(measured, npm=("rtr",), protocol=6) == {"npm-rtr": [7.0, 0.0]}


def test_a_flow_counts_for_each_channel_that_has_it(measured: World) -> None:
    profile = measured.profile("Overlap", {"all": "any", "tcp": "proto tcp", "none": "proto udp"})
    assert chart(measured, profile.id, npm=("srt", "rtr")) == {
        "npm-srt": [round((1000 + 2001 + 0 + 0) / 4, 5), 0.0],
        "npm-rtr": [16.0, 0.0],
    }


def test_the_largest_numbers_are_added_exactly(world: World) -> None:
    world.source("192.168.1.123")
    world.receive(*[{"npm_srt": 2**32 - 1, "npm_retransmissions": 2**32 - 1}] * 3)
    world.now_ms = NOON + 4 * STEP
    assert chart(world, npm=("srt", "rtr")) == {"npm-srt": [2.0**32 - 1, 0.0], "npm-rtr": [3.0 * (2**32 - 1), 0.0]}


def test_by_start_a_metric_is_in_the_slot_in_which_its_flow_began(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"began": 10, "at": 310, "npm_rtt": 5})
    world.now_ms = NOON + 4 * STEP
    assert chart(world, npm=("rtt",)) == {"npm-rtt": [0.0, 5.0]}
    world.go_by(ChartTime.START)
    assert chart(world, npm=("rtt",)) == {"npm-rtt": [5.0, 0.0]}


def test_a_chapter_has_a_row_a_channel_in_the_order_of_its_traffic(measured: World) -> None:
    data = chapter(measured)

    assert data.npm is not None
    assert [row.name for row in data.rows] == ["192.168.1.124", "192.168.1.123"]
    assert data.npm.rows == [
        (
            "192.168.1.124",
            [
                NpmValue("nsrt", "nsrtmax", 1, 0.0, 0),
                NpmValue("nrtt", "nrttmax", 0, 0.0, 0),
                NpmValue("njavg", "njmax", 1, 8.0, 8),
                NpmValue("nretr", "nretrmax", 1, 7.0, 7),
            ],
        ),
        (
            "192.168.1.123",
            [
                NpmValue("nsrt", "nsrtmax", 2, 1500.5, 2001),
                NpmValue("nrtt", "nrttmax", 1, 10.0, 10),
                NpmValue("njavg", "njmax", 1, 5.0, 50),
                NpmValue("nretr", "nretrmax", 1, 2.0, 2),
            ],
        ),
    ]
    assert data.npm.total == [
        NpmValue("nsrt", "nsrtmax", 3, 3001 / 3, 2001),
        NpmValue("nrtt", "nrttmax", 1, 10.0, 10),
        NpmValue("njavg", "njmax", 2, 6.5, 50),
        NpmValue("nretr", "nretrmax", 2, 4.5, 7),
    ]
    assert [(series.id, series.points) for series in data.npm.chart] == [
        ("npm-srt", [(NOON_S + 300, round(3001 / 3, 5)), (NOON_S + 600, 0.0)]),
        ("npm-rtt", [(NOON_S + 300, 10.0), (NOON_S + 600, 0.0)]),
        ("npm-jitter", [(NOON_S + 300, 6.5), (NOON_S + 600, 0.0)]),
        ("npm-rtr", [(NOON_S + 300, 9.0), (NOON_S + 600, 0.0)]),
    ]


def test_a_chapter_shows_what_it_is_told_to(measured: World) -> None:
    assert chapter(measured, performance=()).npm is None
    only = chapter(measured, performance=("rtr",)).npm
    assert only is not None
    assert (only.total, [series.id for series in only.chart]) == ([("nretr", "nretrmax", 2, 4.5, 7)], ["npm-rtr"])


def test_modes_of_channels(measured: World) -> None:
    profile = measured.profile("Modes", {"both": "any", "traffic": "any", "npm": "any", "off": "any"})
    modes = [{}, {"npmEnabled": False}, {"trafficEnabled": False}, {"enabled": False}]
    drafts = [ChannelDraft(id=c.id, mode=mode) for c, mode in zip(profile.channels, modes, strict=True)]
    measured.repository.profiles.update(ProfileDraft(id=profile.id, channels=drafts))

    data = chapter(measured, profile.id)

    assert [row.name for row in data.rows] == [series.name for series in data.chart] == ["both", "traffic"]
    assert data.total.flows == 2 * 5
    assert data.npm is not None
    assert [name for name, _ in data.npm.rows] == ["both", "npm"]
    assert data.npm.total[3] == NpmValue("nretr", "nretrmax", 4, 4.5, 7)
    assert chart(measured, profile.id, npm=("rtr",)) == {"npm-rtr": [18.0, 0.0]}
    off = [channel.id for channel in profile.channels[1::2]]
    assert chart(measured, profile.id, channel_ids=off) == {}


def test_there_is_something_to_see_once_a_flow_carries_a_metric(world: World) -> None:
    profile = world.profile("Quiet", {"quiet": "any"})
    quiet = ChannelDraft(id=profile.channels[0].id, mode={"trafficEnabled": False})
    world.repository.profiles.update(ProfileDraft(id=profile.id, channels=[quiet]))
    world.now_ms = NOON + 4 * STEP
    world.receive({"octets": 5})

    nothing = chapter(world, profile.id)
    world.receive({"npm_srt": 0})
    something = chapter(world, profile.id)

    assert (nothing.any_flow, something.any_flow) == (False, True)
    assert nothing.npm is not None
    assert nothing.npm.rows == [("quiet", NONE)]


def test_a_profile_without_channels_has_no_performance(world: World) -> None:
    world.now_ms = NOON + 4 * STEP
    assert chart(world) == {}
    data = chapter(world)
    assert data.npm is not None
    assert (data.npm.rows, data.npm.total, data.any_flow) == ([], NONE, False)


def test_a_chart_of_many_metrics_has_as_many_points(world: World) -> None:
    world.profile("Wide", {f"c{number}": "any" for number in range(50)})
    profile = next(each for each in world.repository.profiles.all() if each.name == "Wide")
    world.now_ms = NOON + 10_000_000
    world.analysis.chart(ChartQuery(profile.id, NOON, NOON + 10_000_000, step_ms=1000))
    with pytest.raises(InvalidError, match="10000 slots for each of 250 series"):
        world.analysis.chart(ChartQuery(profile.id, NOON, NOON + 10_000_000, npm=ALL, step_ms=1000))
