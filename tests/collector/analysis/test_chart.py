"""Charts: grid, arithmetic, measures, protocols, Channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fauxmon_collector.analysis import Chart, ChartQuery, StatisticsQuery
from fauxmon_collector.store.chart_time import ChartTime
from fauxmon_model.errors import InvalidError, NotFoundError
from fauxmon_model.repository import ChannelDraft, ProfileDraft

if TYPE_CHECKING:
    from tests.conftest import World

NOON = 1_740_830_400_000
STEP = 300_000


def points(chart: Chart) -> dict[str, list[tuple[int, float]]]:
    """By name; labels as slots from noon."""
    return {s.name: [((label - NOON) // chart.step_ms, value) for label, value in s.points] for s in chart.series}


def test_a_five_minute_query_gives_one_point_with_the_products_arithmetic(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"at": 0, "octets": 1000, "packets": 7}, {"at": 299.999, "octets": 1, "flows": 3})
    world.receive({"at": 300, "octets": 5_000_000}, {"at": -0.001, "octets": 5_000_000})
    world.now_ms = NOON + 7 * STEP

    def one(measure: str) -> Chart:
        return world.analysis.chart(ChartQuery("live", NOON, NOON + STEP, measure))  # type: ignore[arg-type]

    assert one("traffic").series[0].points == [(NOON + STEP, 8 * round(1001 / 300, 5))]
    assert one("packets").series[0].points == [(NOON + STEP, round(7 / 300, 5))]
    assert one("flows").series[0].points == [(NOON + STEP, round(4 / 300, 5))]
    assert one("traffic").open_slot_ms is None


def test_the_first_label_is_from_plus_five_minutes_and_gaps_are_zero(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"at": 10, "octets": 300}, {"at": 610, "octets": 600})
    world.now_ms = NOON + 12 * STEP

    chart = world.analysis.chart(ChartQuery("live", NOON, NOON + 4 * STEP))

    assert points(chart) == {"192.168.1.123": [(1, 8.0), (2, 0.0), (3, 16.0), (4, 0.0)]}


def test_both_directions_of_a_biflow_count(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"octets": 100, "reverse_octets": 200, "packets": 1, "reverse_packets": 2})
    world.now_ms = NOON + STEP

    assert points(world.analysis.chart(ChartQuery("live", NOON, NOON + STEP))) == {"192.168.1.123": [(1, 8.0)]}
    packets = world.analysis.chart(ChartQuery("live", NOON, NOON + STEP, "packets"))
    assert points(packets) == {"192.168.1.123": [(1, 0.01)]}


def test_sums_beyond_64_bits_do_no_harm(world: World) -> None:
    world.source("192.168.1.123")
    largest = 2**64 - 1
    world.receive(*[{"octets": largest, "reverse_octets": largest}] * 3)
    world.now_ms = NOON + STEP

    ((_, rate),) = world.analysis.chart(ChartQuery("live", NOON, NOON + STEP)).series[0].points
    assert rate == pytest.approx(6 * largest * 8 / 300)
    (total,) = world.analysis.totals("live", NOON, NOON + STEP)
    assert total.octets == 6 * largest


def test_the_open_slot_is_marked_and_the_future_is_left_out(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"at": 310, "octets": 300})
    world.now_ms = NOON + STEP + 20_000

    chart = world.analysis.chart(ChartQuery("live", NOON, NOON + 5 * STEP))

    assert points(chart) == {"192.168.1.123": [(1, 0.0), (2, 8.0)]}
    assert chart.open_slot_ms == NOON + 2 * STEP
    assert world.analysis.chart(ChartQuery("live", NOON, world.now_ms)).open_slot_ms is None


def test_finer_steps(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"at": 1.5, "octets": 10}, {"at": 2.999, "octets": 1}, {"at": 3, "octets": 2})
    world.now_ms = NOON + 4_000

    chart = world.analysis.chart(ChartQuery("live", NOON + 500, NOON + 3_700, step_ms=1000))
    assert points(chart) == {"192.168.1.123": [(1, 0.0), (2, 80.0), (3, 8.0)]}
    chart = world.analysis.chart(ChartQuery("live", NOON, NOON + 30_000, step_ms=30_000))
    assert chart.series[0].points == [(NOON + 30_000, 8 * round(13 / 30, 5))]
    assert chart.open_slot_ms == NOON + 30_000


def test_each_source_has_its_own_series_in_order_and_a_silent_one_is_flat(world: World) -> None:
    first, second, silent = (world.source(f"192.168.1.{host}") for host in (124, 123, 9))
    world.receive({"source_id": second.id, "octets": 300}, {"source_id": first.id, "octets": 600})
    world.receive({"source_id": 77, "octets": 900})
    world.now_ms = NOON + STEP

    everything = world.analysis.chart(ChartQuery("live", NOON, NOON + STEP))
    assert points(everything) == {
        "192.168.1.124": [(1, 16.0)],
        "192.168.1.123": [(1, 8.0)],
        "192.168.1.9": [(1, 0.0)],
    }
    assert [series.channel_id for series in everything.series] == [s.channel_id for s in (first, second, silent)]
    some = ChartQuery("live", NOON, NOON + STEP, channel_ids=[silent.channel_id, second.channel_id])
    assert points(world.analysis.chart(some)) == {"192.168.1.123": [(1, 8.0)], "192.168.1.9": [(1, 0.0)]}


@pytest.mark.parametrize(
    ("protocol", "octets"),
    [(0, 127), (1, 1), (6, 2), (17, 4), (58, 8), (47, 16), (2, 32), (255, 16 + 32 + 64), (41, 0)],
)
def test_protocols(world: World, protocol: int, octets: int) -> None:
    world.source("192.168.1.123")
    numbers = (1, 6, 17, 58, 47, 2, 0)
    world.receive(*({"protocol": number, "octets": 1 << bit} for bit, number in enumerate(numbers)))
    world.now_ms = NOON + 1000

    chart = world.analysis.chart(ChartQuery("live", NOON, NOON + 1000, protocol=protocol, step_ms=1000))

    assert points(chart) == {"192.168.1.123": [(1, 8.0 * octets)]}
    (total,) = world.analysis.totals("live", NOON, NOON + 1000, protocol=protocol)
    assert total.octets == octets


def test_channels_of_a_profile_are_told_by_their_filters_and_may_overlap(world: World) -> None:
    profile = world.profile("Services", {"tcp": "proto tcp", "web": "port 443", "rest": "not (proto tcp or port 443)"})
    world.receive(
        {"protocol": 6, "dst_port": 443, "octets": 1},
        {"protocol": 17, "dst_port": 443, "octets": 2},
        {"protocol": 6, "dst_port": 22, "octets": 4},
        {"protocol": 1, "octets": 8},
    )
    world.now_ms = NOON + 1000

    chart = world.analysis.chart(ChartQuery(profile.id, NOON, NOON + 1000, step_ms=1000))

    assert points(chart) == {"tcp": [(1, 8.0 * 5)], "web": [(1, 8.0 * 3)], "rest": [(1, 8.0 * 8)]}


def test_more_channels_than_one_scan_takes(world: World) -> None:
    profile = world.profile("Ports", {f"port {port}": f"dst port >= {port}" for port in range(70)})
    world.receive(*({"dst_port": port, "octets": 1} for port in range(70)))
    world.now_ms = NOON + 1000

    chart = world.analysis.chart(ChartQuery(profile.id, NOON, NOON + 1000, step_ms=1000))

    assert points(chart) == {f"port {port}": [(1, 8.0 * (70 - port))] for port in range(70)}


def test_a_channel_begins_where_its_profile_begins(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"at": 0, "octets": 1}, {"at": 60, "octets": 2})
    world.now_ms = NOON + 60_000
    profile = world.profile("Late", {"all": "any"}, start_ms=world.now_ms)
    world.now_ms = NOON + STEP

    chart = world.analysis.chart(ChartQuery(profile.id, NOON, NOON + 120_000, step_ms=60_000))

    assert points(chart) == {"all": [(1, 0.0), (2, 8 * round(2 / 60, 5))]}


def test_without_channels_there_are_no_series(world: World) -> None:
    assert world.analysis.chart(ChartQuery("live", NOON, NOON + STEP)).series == []


@pytest.mark.parametrize(
    ("query", "field"),
    [
        (ChartQuery("live", NOON, NOON - 1), "from"),
        (ChartQuery("live", NOON, NOON, step_ms=999), "step_ms"),
        (ChartQuery("live", NOON, NOON, step_ms=1500), "step_ms"),
        (ChartQuery("live", 0, NOON, step_ms=1000), "from"),
        (ChartQuery("live", NOON, NOON, protocol=256), "protocol"),
        (ChartQuery("live", NOON, NOON, protocol=-1), "protocol"),
        (ChartQuery("live", NOON, NOON, measure="bytes"), "measure"),  # type: ignore[arg-type]
        (ChartQuery("live", NOON, NOON, channel_ids=["nobody_p1"]), "channels[0]"),
    ],
)
def test_what_makes_no_sense_is_refused_by_field(world: World, query: ChartQuery, field: str) -> None:
    with pytest.raises(InvalidError) as caught:
        world.analysis.chart(query)

    assert [error.field for error in caught.value.errors] == [field]


def test_an_unknown_profile_is_not_found(world: World) -> None:
    with pytest.raises(NotFoundError, match="nothing"):
        world.analysis.chart(ChartQuery("nothing", NOON, NOON))


def test_by_start_a_flow_is_whole_in_the_slot_in_which_it_began(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"began": 10, "at": 610, "octets": 300}, {"began": 300, "at": 301, "octets": 600})
    world.now_ms = NOON + 12 * STEP
    query = ChartQuery("live", NOON, NOON + 3 * STEP)

    assert points(world.analysis.chart(query)) == {"192.168.1.123": [(1, 0.0), (2, 16.0), (3, 8.0)]}
    world.go_by(ChartTime.START)
    assert points(world.analysis.chart(query)) == {"192.168.1.123": [(1, 8.0), (2, 16.0), (3, 0.0)]}
    (total,) = world.analysis.totals("live", NOON, NOON + STEP)
    assert (total.octets, total.first_ms, total.last_ms) == (300, NOON + 610_000, NOON + 610_000), "received later"
    top = world.analysis.statistics(StatisticsQuery("live", NOON, NOON + STEP, "srcip"))
    assert (top.total.octets, top.rows[0].octets) == (300, 300)


@pytest.mark.parametrize("began", [-NOON // 1000, -3_600 - 300, 301, 10_000_000])
def test_by_start_an_absurd_start_is_in_the_slot_of_its_receipt(world: World, began: int) -> None:
    world.source("192.168.1.123")
    world.receive({"began": began, "at": 300, "octets": 300})
    world.go_by(ChartTime.START)
    world.now_ms = NOON + 2 * STEP

    chart = world.analysis.chart(ChartQuery("live", NOON, NOON + 2 * STEP))

    assert points(chart) == {"192.168.1.123": [(1, 0.0), (2, 8.0)]}
    assert world.analysis.totals("live", 0, NOON)[0].flows == 0
    assert world.analysis.totals("live", NOON + 2 * STEP, 2 * NOON)[0].flows == 0


def test_by_start_all_slots_are_open_in_which_flows_may_have_begun_that_were_not_exported_yet(world: World) -> None:
    world.source("192.168.1.123")
    world.receive({"began": 230, "at": 290, "octets": 300})
    world.go_by(ChartTime.START)
    world.now_ms = NOON + STEP

    chart = world.analysis.chart(ChartQuery("live", NOON, NOON + STEP, step_ms=30_000))

    assert chart.open_slot_ms == NOON + 270_000
    assert points(chart)["192.168.1.123"][-4:] == [(7, 0.0), (8, 80.0), (9, 0.0), (10, 0.0)]


def test_by_start_a_channel_has_the_flows_that_were_received_since_it_began(world: World) -> None:
    profile = world.profile("All", {"all": "any"})
    world.receive({"began": -10, "at": -1, "octets": 1}, {"began": -10, "at": 0, "octets": 2})
    world.go_by(ChartTime.START)
    world.now_ms = NOON + 1000

    chart = world.analysis.chart(ChartQuery(profile.id, NOON - 10_000, NOON, step_ms=1000))

    assert points(chart)["all"] == [(1 - 10, 16.0), *((slot - 10, 0.0) for slot in range(2, 11))]


def test_a_channel_that_shows_no_traffic_has_no_series_but_its_flows(world: World) -> None:
    profile = world.profile("Modes", {"on": "any", "off": "any", "quiet": "any"})
    for channel, changed in zip(profile.channels[1:], ({"enabled": False}, {"trafficEnabled": False}), strict=True):
        _set_mode(world, profile.id, channel.id, changed)
    world.receive({"octets": 300})
    world.now_ms = NOON + STEP

    assert points(world.analysis.chart(ChartQuery(profile.id, NOON, NOON + STEP))) == {"on": [(1, 8.0)]}
    off = [channel.id for channel in profile.channels[1:]]
    assert world.analysis.chart(ChartQuery(profile.id, NOON, NOON + STEP, channel_ids=off)).series == []
    assert [total.octets for total in world.analysis.totals(profile.id, NOON, NOON + STEP)] == [300] * 3
    query = StatisticsQuery(profile.id, NOON, NOON + STEP, "srcip", channel_ids=off)
    assert world.analysis.statistics(query).total.octets == 300


def _set_mode(world: World, profile_id: str, channel_id: str, mode: dict[str, bool]) -> None:
    drafts = [
        ChannelDraft(id=channel.id, mode=mode if channel.id == channel_id else None)
        for channel in world.repository.profiles.get(profile_id).channels
    ]
    world.repository.profiles.update(ProfileDraft(id=profile_id, channels=drafts))
