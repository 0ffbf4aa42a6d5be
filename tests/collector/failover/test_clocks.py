"""By how much a node's clock is ahead, and when its flows ended by the clock that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from fauxmon_collector.failover.clocks import Clock, Clocked, newest_ms, skew_ms
from fauxmon_collector.failover.witnessed import ByExporter, Stream
from fauxmon_collector.store.base import Span

if TYPE_CHECKING:
    from tests.collector.failover.conftest import Pair

OURS, EXPORTERS = Clock.OURS, Clock.EXPORTERS


def heard(pair: type[Pair], first: float, last: float, ahead_s: float = 0) -> Stream:
    first_ms, last_ms, ahead_ms = (round(second * 1000) for second in (first, last, ahead_s))
    by_exporter = ByExporter(pair.T0 + first_ms + ahead_ms, pair.T0 + last_ms + ahead_ms)
    return pair.stream(first, last, skew_ms=ahead_ms, by_exporter=by_exporter)


def test_by_our_clock_the_newest_stream_tells(pair: type[Pair]) -> None:
    node = [pair.source(pair.A, heard(pair, 0, 9, 70), heard(pair, 20, 30, -3)), pair.source(pair.A)]
    assert skew_ms(node, (), OURS, None) == -3_000


@pytest.mark.parametrize("clock", Clock)
def test_of_a_node_that_was_not_heard_nothing_is_known(pair: type[Pair], clock: Clock) -> None:
    other = pair.source(pair.B, heard(pair, 0, 9, 70))
    assert skew_ms([pair.source(pair.A)], [other], clock, pair.T0) == 0


@pytest.mark.parametrize(("past_now_s", "ahead_ms"), [(5, 0), (5.001, 5_001), (600, 600_000)])
def test_a_clock_that_shows_what_is_not_yet_is_ahead(pair: type[Pair], past_now_s: float, ahead_ms: int) -> None:
    node = pair.source(pair.A, heard(pair, 0, 9, past_now_s))
    assert skew_ms([node], (), EXPORTERS, pair.T0 + 9_000) == ahead_ms
    assert skew_ms([node], (), EXPORTERS, None) == 0


@pytest.mark.parametrize(
    ("first", "ahead_s", "expected_ms"), [(13, -600, -597_000), (13, 0, 0), (13, 3, 0), (8, -600, 0)]
)
def test_a_clock_is_behind_if_the_first_message_was_sent_before_the_last_of_the_other_node(
    pair: type[Pair], first: float, ahead_s: float, expected_ms: int
) -> None:
    """A node that began while the other one still sent may have had any time."""
    node, other = pair.source(pair.B, heard(pair, first, 23, ahead_s)), pair.source(pair.A, heard(pair, 0, 10))
    assert skew_ms([node], [other], EXPORTERS, None) == expected_ms


def test_the_newest_time_is_that_of_whose_clock_is_most_ahead(pair: type[Pair]) -> None:
    one, other = pair.source(pair.A, heard(pair, 0, 10, 50)), pair.source(pair.B, heard(pair, 13, 23))
    assert newest_ms([one, other]) == pair.T0 + 60_000
    assert newest_ms([pair.source(pair.A)]) == 0


@pytest.mark.parametrize(
    ("clock", "skew_s", "ended", "counts"),
    [
        (OURS, 0, -2, -2),
        (OURS, 0, 1, 0),
        (OURS, 0, -3_600, -3_600),
        (OURS, 0, -3_601, 0),
        (OURS, -600, -602, -2),
        (OURS, 5, -2, -2),
        (EXPORTERS, 0, 50, 50),
        (EXPORTERS, 0, -9_000, -9_000),
        (EXPORTERS, 600, 650, 50),
    ],
    ids=[
        "an end is believed",
        "not if it is yet to come",
        "up to an hour ago",
        "not longer ago",
        "a clock that is off is put right",
        "not for what may be rounding",
        "exporters may be ahead of us",
        "and behind",
        "but not of each other",
    ],
)
def test_when_a_flow_ended(world: Any, clock: Clock, skew_s: int, ended: int, counts: int) -> None:
    """Received at second 0."""
    source = world.source("192.168.1.123")
    world.receive({"source_id": source.id, "at": 0, "end_ms": world.now_ms + ended * 1000})
    node = Clocked((source.id,), clock, skew_s * 1000)
    rows = world.store.fetch(sa.select(node.ended).where(node.flows), Span(0, world.now_ms + 1))
    assert [row[0] - world.now_ms for row in rows] == [counts * 1000]


def test_flows_are_those_of_all_its_sources_and_of_no_other(world: Any) -> None:
    ids = [world.source("192.168.1.123", port).id for port in (3000, 2055)] + [world.source("192.168.1.124").id]
    world.receive(*({"source_id": id_, "at": 0, "octets": id_} for id_ in ids))
    node = Clocked(tuple(ids[:2]), OURS)
    rows = world.store.fetch(sa.select(sa.func.count()).where(node.flows), Span(0, world.now_ms + 1))
    assert rows[0][0] == 2
