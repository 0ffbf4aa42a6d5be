"""Heard: what is remembered of a domain, however much comes."""

from __future__ import annotations

import pytest

from fauxmon_collector.wire.heard import Heard
from fauxmon_collector.wire.sequence import SequenceStats


def test_times_by_both_clocks() -> None:
    heard = Heard()
    heard.hear(1000, 4000, 500)
    heard.hear(2000, 6000, None, messages=3, first_ms=1500)
    assert (heard.first_ms, heard.last_ms, heard.messages) == (1000, 2000, 4)
    assert (heard.first_export_ms, heard.skew_ms, heard.booted_ms) == (4000, 4000, 3500)


def test_a_burst_begins_with_its_first_message() -> None:
    heard = Heard()
    heard.hear(2000, 2000, None, messages=3, first_ms=1500)
    assert (heard.first_ms, heard.last_ms, heard.messages) == (1500, 2000, 3)


def test_the_first_wait_and_the_first_template_count() -> None:
    heard = Heard()
    heard.hold(1000, 11_000)
    heard.hold(2000, 12_000)
    heard.announce(3000, 13_000)
    heard.announce(4000, 14_000)
    assert (heard.held, heard.held_ms, heard.held_export_ms) == (2, 1000, 11_000)
    assert (heard.template_ms, heard.template_export_ms) == (3000, 13_000)


def test_changes_of_the_sequence_counts_have_their_time() -> None:
    heard = Heard()
    heard.hear(1000, 1500, None)
    heard.note(SequenceStats())
    assert not heard.changes
    heard.note(SequenceStats(lost=5))
    heard.hear(2000, 2500, None)
    heard.note(SequenceStats(lost=3, reordered=1, restarts=1))
    assert [tuple(change) for change in heard.changes] == [(1000, 1500, 5, 0, 0), (2000, 2500, -2, 1, 0)]


def test_changes_are_bounded_and_none_is_forgotten() -> None:
    heard = Heard()
    for number in range(1, 1001):
        heard.hear(number, number, None)
        heard.note(SequenceStats(lost=number))
    assert len(heard.changes) == 32
    assert sum(change.lost for change in heard.changes) == 1000
    assert heard.changes[-1].at_ms == 1000


def sent(*messages: tuple[int, int]) -> Heard:
    """Messages of second so and so, so many seconds on their way, from an exporter whose clock is ours."""
    one = Heard()
    for export_s, delay_s in messages:
        one.hear(1000 * (export_s + delay_s), 1000 * export_s, None)
    return one


@pytest.mark.parametrize(
    ("messages", "ahead_s"),
    [
        ([(0, 0), (5, 8), (10, 8)], 0),
        ([(0, 8), (5, 8)], -8),
        ([(0, 8), (5, 1), (10, 8)], -1),
        ([(0, 0), (55, 8), (100, 8)], 0),
        ([(0, 0), (55, 8), (100, 8), (170, 8)], -8),
        ([(0, 0), (200, 8)], -8),
    ],
    ids=["then held up", "always", "once not", "a minute ago", "longer ago", "forgotten in a long silence"],
)
def test_what_is_held_up_on_its_way_does_not_make_the_clock_slow(messages: list[tuple[int, int]], ahead_s: int) -> None:
    one = sent(*messages)
    assert one.ahead_ms == 1000 * ahead_s
    assert one.skew_ms == -1000 * messages[-1][1]


def test_a_clock_that_is_set_back_is_told_from_messages_that_overtake() -> None:
    heard = Heard()
    for received_ms, export_ms in ((1000, 50_000), (2000, 60_000), (2010, 59_000), (2020, 61_000), (5020, 50_000)):
        heard.hear(received_ms, export_ms, None)
    assert (heard.rewound_ms, heard.rewinding_ms) == (11_000, 3000)
    heard.hear(6020, 60_000, None)
    assert (heard.rewound_ms, heard.rewinding_ms) == (11_000, 3000)
