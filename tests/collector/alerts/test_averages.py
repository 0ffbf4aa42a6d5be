from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from fauxmon_collector.alerts.averages import WEEK_MS, Averages, averages
from fauxmon_collector.alerts.watched import Watched
from fauxmon_collector.analysis.timerange import Grid
from fauxmon_model.alert_codes import TimeSpan
from fauxmon_model.conditions import Condition

if TYPE_CHECKING:
    from tests.collector.alerts.conftest import Watching
    from tests.conftest import World

NOON_MS = 1_740_830_400_000
SLOT_MS = 300_000
DAY_S, WEEK_S = 86_400, 604_800
BASELINE = Condition(metric=3, comparator=1, number=1, time_span=TimeSpan.WEEKLY_BASELINE)


def of(world: World, *watched: Watched, end_ms: int = NOON_MS, step_ms: int = SLOT_MS) -> list[Averages]:
    return averages(world.store, watched, Grid(end_ms - step_ms, end_ms, step_ms))


def octets(found: Averages) -> list[float]:
    return [float(mean[0]) for mean in found.means]


def test_means_are_of_a_slot_over_each_span(watching: Watching, world: World) -> None:
    """One flow in each of five slots, the newest last: 10 min ago and less, half an hour, 5 hours, 20 hours."""
    world.repository.sources.add("192.0.2.1", 3000, NOON_MS - 2 * DAY_S * 1000)
    for at, size in ((-1, 1), (-301, 3), (-1500, 8), (-5 * 3600, 60), (-20 * 3600, 720), (-DAY_S - 1, 9000)):
        world.receive({"octets": size, "packets": 2, "at": at})
    (found,) = of(world, Watched.of(watching.alert(), world.repository))
    assert octets(found) == pytest.approx([1, 4 / 2, 12 / 6, 12 / 12, 72 / 72, 72 / 144, 792 / 288])
    assert found.slot.tolist() == [1, 2, 1]
    assert found.means[-1].tolist() == pytest.approx([792 / 288, 10 / 288, 5 / 288])
    assert [float(found.of(span)[0]) for span in (TimeSpan.MINUTES_10, TimeSpan.HOURS_24)] == [2, 792 / 288]  # type: ignore[index]


def test_slots_before_a_profile_began_do_not_count(watching: Watching, world: World) -> None:
    """It began 14 minutes ago: three slots."""
    profile = world.profile("P", {"all": "any"}, start_ms=NOON_MS)
    watched = Watched.of(watching.alert(profile_id=profile.id), world.repository)
    world.now_ms = NOON_MS + 3 * SLOT_MS
    world.receive({"octets": 30, "at": 601}, {"octets": 60, "at": 1})
    (found,) = of(world, watched._replace(since_ms=NOON_MS + 60_000), end_ms=NOON_MS + 3 * SLOT_MS)
    assert octets(found) == [30, 15, 30, 30, 30, 30, 30]


def test_a_slot_that_is_younger_than_the_profile_is_one(watching: Watching, world: World) -> None:
    watched = Watched.of(watching.alert(), world.repository)._replace(since_ms=NOON_MS + SLOT_MS)
    world.receive({"octets": 7, "at": -1})
    assert octets(of(world, watched)[0]) == [7.0] * 7


def test_shorter_slots_are_averaged_over_the_same_times(watching: Watching, world: World) -> None:
    watched = Watched.of(watching.alert(), world.repository)._replace(since_ms=0)
    world.receive(*({"octets": 10, "at": -60 * minute - 1} for minute in range(5)))
    (found,) = of(world, watched, step_ms=60_000)
    assert octets(found)[:3] == [10, 5, pytest.approx(50 / 30)]


def test_each_has_its_own_and_a_flow_counts_once(watching: Watching, world: World) -> None:
    """Two Channels that overlap, a filter, and no flows at all."""
    profile = world.profile("P", {"all": "any", "web": "port 443"}, start_ms=NOON_MS)
    world.receive(
        {"octets": 100, "dst_port": 443, "protocol": 6, "at": 1},
        {"octets": 20, "dst_port": 53, "protocol": 17, "at": 2},
    )
    web = next(channel.id for channel in profile.channels if channel.name == "web")
    alerts = [
        watching.alert("all"),
        watching.alert("both", profile_id=profile.id),
        watching.alert("web", profile_id=profile.id, channels=[web]),
        watching.alert("udp", filter="proto udp"),
        watching.alert("none", filter="proto icmp"),
    ]
    found = of(world, *(Watched.of(alert, world.repository) for alert in alerts), end_ms=NOON_MS + SLOT_MS)
    assert [each.slot[0] for each in found] == [120, 120, 100, 20, 0]


def test_the_baseline_is_the_same_slot_of_the_weeks_before(watching: Watching, world: World) -> None:
    for week, size in ((0, 5), (1, 10), (2, 20), (3, 60), (4, 0), (5, 9000)):
        world.receive({"octets": size, "at": -1 - week * WEEK_S}, {"octets": 7000, "at": 1 - week * WEEK_S})
    watched = Watched.of(watching.alert("A", BASELINE), world.repository)
    for weeks, expected in ((9, 90 / 4), (3, 30), (1, 10)):
        (found,) = of(world, watched._replace(since_ms=NOON_MS - weeks * WEEK_MS - SLOT_MS))
        assert found.of(TimeSpan.WEEKLY_BASELINE) is found.baseline
        assert found.baseline is not None
        assert found.baseline[0] == expected


def test_there_is_no_baseline_in_the_first_week_and_where_none_is_asked_for(watching: Watching, world: World) -> None:
    old = NOON_MS - 9 * WEEK_MS
    plain, weekly = (Watched.of(watching.alert(*made), world.repository) for made in (("A",), ("B", BASELINE)))
    found = of(world, plain._replace(since_ms=old), weekly._replace(since_ms=NOON_MS - WEEK_MS))
    assert [each.baseline for each in found] == [None, None]
    assert np.isfinite([each.means for each in found]).all()
