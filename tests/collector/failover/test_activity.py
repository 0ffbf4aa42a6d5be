"""What the flow store says of nodes: counts, turns, and what came late."""

from __future__ import annotations

from typing import Any

import pytest

from fauxmon_collector.failover.activity import activity, flows_by_source, late
from fauxmon_collector.failover.clocks import Clock, Clocked
from fauxmon_collector.failover.evidence import Activity, Turn
from fauxmon_collector.store.base import Span

OURS, EXPORTERS = Clock.OURS, Clock.EXPORTERS
A, B = "192.168.1.123", "192.168.1.124"


def receive(world: Any, source_id: int, *at: float, ended: float | None = None, input_if: int = 1) -> None:
    for second in at:
        end_ms = world.now_ms + round(1000 * (second if ended is None else ended))
        world.receive({"source_id": source_id, "at": second, "octets": 10, "end_ms": end_ms, "input_if": input_if})


def span(world: Any, first: float = -1000, last: float = 1000) -> Span:
    return Span(world.now_ms + round(first * 1000), world.now_ms + round(last * 1000))


def seconds(world: Any, turns: tuple[Turn, ...]) -> list[tuple[float, float]]:
    return [((one.from_ms - world.now_ms) / 1000, (one.to_ms - world.now_ms) / 1000) for one in turns]


def test_flows_are_counted_by_source_within_the_time(world: Any) -> None:
    one, other = world.source(A).id, world.source(B).id
    receive(world, one, 0, 1, 2)
    receive(world, other, 1)
    assert flows_by_source(world.store, span(world)) == {one: 3, other: 1}
    assert flows_by_source(world.store, span(world, 1, 2)) == {one: 1, other: 1}


def test_a_node_that_sends_nothing_has_no_activity(world: Any) -> None:
    source = world.source(A).id
    receive(world, source, 5)
    assert activity(world.store, Clocked((), OURS), span(world)) == Activity()
    assert activity(world.store, Clocked((source,), OURS), span(world, 6)) == Activity()


def test_the_activity_of_a_node_is_that_of_all_its_sources(world: Any) -> None:
    one, other, foreign = world.source(A, 3000).id, world.source(A, 2055).id, world.source(B).id
    receive(world, one, 0, 1)
    receive(world, other, 2, input_if=2)
    receive(world, foreign, 3, input_if=3)
    seen = activity(world.store, Clocked((one, other), OURS), span(world))
    assert (seen.flows, seen.octets, seen.interfaces, seen.late) == (3, 30, 2, 0)
    assert seconds(world, seen.received) == seconds(world, seen.observed) == [(0, 2)]


@pytest.mark.parametrize(("pause", "turns"), [(5, [(0, 6)]), (5.001, [(0, 1), (6.001, 6.001)])])
def test_a_pause_that_counts_ends_a_turn(world: Any, pause: float, turns: list[tuple[float, float]]) -> None:
    source = world.source(A).id
    receive(world, source, 0, 1, 1 + pause)
    assert seconds(world, activity(world.store, Clocked((source,), OURS), span(world)).received) == turns


def test_turns_are_told_by_when_flows_came_and_by_when_they_ended(world: Any) -> None:
    source = world.source(A).id
    receive(world, source, 0, ended=-2)
    receive(world, source, 20, ended=18)
    ours = activity(world.store, Clocked((source,), OURS), span(world))
    assert seconds(world, ours.received) == [(0, 0), (20, 20)]
    assert seconds(world, ours.observed) == [(-2, -2), (18, 18)]


def test_by_the_exporters_clocks_there_is_no_other_time(world: Any) -> None:
    source = world.source(A).id
    receive(world, source, 0, ended=-2)
    receive(world, source, 0, ended=18)
    theirs = activity(world.store, Clocked((source,), EXPORTERS), span(world))
    assert seconds(world, theirs.received) == seconds(world, theirs.observed) == [(-2, -2), (18, 18)]


def test_a_long_time_is_looked_at_in_coarser_steps_that_lose_no_pause(world: Any) -> None:
    source = world.source(A).id
    receive(world, source, 0, 1, 100_000, 100_001)
    found = activity(world.store, Clocked((source,), OURS), span(world, last=200_000)).received
    assert seconds(world, found) == [(0, 1), (100_000, 100_001)]


@pytest.mark.parametrize(
    ("came", "ended", "count"), [(15, 9, 1), (14.001, 9, 1), (14, 9, 0), (15, 13, 1), (15, 13.001, 0)]
)
def test_late_is_what_ended_before_the_switch_and_came_long_after_it(
    world: Any, came: float, ended: float, count: int
) -> None:
    """The switch is at second 13; long is a second."""
    one, other = world.source(A).id, world.source(B).id
    receive(world, one, 0, 9)
    receive(world, other, 13, 14, 15)
    receive(world, one, came, ended=ended)
    nodes = Clocked((one,), OURS), Clocked((other,), OURS)
    assert late(world.store, *nodes, span(world), world.now_ms + 13_000) == count


@pytest.mark.parametrize(("after_ended", "count"), [((13, 14, 15), 1), ((13, 14), 0)])
def test_by_the_exporters_clocks_it_is_long_after_once_the_other_node_says_so(
    world: Any, after_ended: tuple[float, ...], count: int
) -> None:
    """All comes within moments of ours."""
    one, other = world.source(A).id, world.source(B).id
    receive(world, one, 0, ended=9)
    for number, ended in enumerate(after_ended):
        receive(world, other, 0.1 + number / 100, ended=ended)
    receive(world, one, 0.2, ended=9)
    nodes = Clocked((one,), EXPORTERS), Clocked((other,), EXPORTERS)
    assert late(world.store, *nodes, span(world), world.now_ms + 13_000) == count
