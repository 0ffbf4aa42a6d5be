"""Expiry: what goes when a store holds too much."""

from __future__ import annotations

from fauxmon_collector.store.batches import NOTHING, Extent
from fauxmon_collector.store.contents import Held
from fauxmon_collector.store.expiry import excess, sweeps
from fauxmon_collector.store.retention import BY_COUNT, BY_SIZE, Retention
from fauxmon_collector.store.segments import Segment

COLUMNS = ["source_id", "received_ms"]
WIDTH = 12


def held(*newest_ms: int, head: Extent = NOTHING) -> Held:
    """Segments of 100 flows and 1000 octets, numbered from 1, each with a second of time."""
    segments = [Segment(n, 100, 1000, newest - 999, newest, []) for n, newest in enumerate(newest_ms, 1)]
    return Held(segments, head, COLUMNS)


def going(retention: Retention, what: Held) -> tuple[list[int], int, dict[str, int]]:
    gone = excess(retention, what)
    return [segment.number for segment in gone.segments], gone.head, gone.counted


def test_nothing_goes_at_the_limit() -> None:
    assert going(Retention(300, 3000), held(3000, 1000, 2000)) == ([], 0, {})


def test_as_many_segments_go_as_are_needed_the_oldest_first() -> None:
    assert going(Retention(299), held(3000, 1000, 2000)) == ([2], 0, {BY_COUNT: 100})
    assert going(Retention(199), held(3000, 1000, 2000)) == ([2, 3], 0, {BY_COUNT: 200})
    assert going(Retention(1000, 2999), held(3000, 1000, 2000)) == ([2], 0, {BY_SIZE: 100})


def test_each_flow_is_counted_for_one_reason() -> None:
    assert going(Retention(250, 1500), held(1000, 2000, 3000)) == ([1, 2], 0, {BY_COUNT: 100, BY_SIZE: 100})


def test_the_head_goes_flow_by_flow_when_it_is_the_oldest_part() -> None:
    head = Extent(200, 0, 1500)
    assert going(Retention(10_000, 1900 + 200 * WIDTH), held(2000, 3000, head=head)) == ([], 9 + 10, {BY_SIZE: 19})
    assert going(Retention(395), held(2000, 3000, head=head)) == ([], 5 + 10, {BY_COUNT: 15})
    assert going(Retention(395), held(1000, 3000, head=head)) == ([1], 0, {BY_COUNT: 100})


def test_what_is_older_than_the_head_goes_before_it_and_what_is_newer_after_it() -> None:
    head = Extent(50, 0, 1500)
    assert going(Retention(80), held(1000, 2000, head=head)) == ([1, 2], 50, {BY_COUNT: 250})


def test_a_head_is_swept_when_its_oldest_flow_is_a_twentieth_or_a_minute_too_old() -> None:
    head = Extent(1, 100_000, 100_000)
    assert not sweeps(head, 100_050, age_ms=1000)
    assert sweeps(head, 100_051, age_ms=1000)
    assert not sweeps(head, 160_000, age_ms=10**9)
    assert sweeps(head, 160_001, age_ms=10**9)
    assert not sweeps(NOTHING, 10**9, age_ms=1000)
