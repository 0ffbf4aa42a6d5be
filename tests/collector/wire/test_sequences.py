from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fauxmon_collector.wire.messages import MessageHeader
from fauxmon_collector.wire.sequence import SequenceStats, SequenceTracker
from fauxmon_collector.wire.sequences import Numbers, Seen, account

Row = tuple[int, int, int, int]
"""(row, tracker, sequence, flows)"""


class Messages:
    """Plain messages of some IPFIX domains; `looked_at` counts those that were made one by one."""

    def __init__(self, trackers: Sequence[SequenceTracker], rows: Sequence[Row]) -> None:
        self._trackers = trackers
        self._rows = rows
        self.looked_at = 0

    def numbers(self) -> Numbers:
        row, tracker, sequence, flows = np.array(self._rows, np.int64).reshape(-1, 4).T
        return Numbers(row, np.full_like(row, 10), tracker, self._trackers, sequence, flows, self._seen)

    def _seen(self, position: int) -> Seen:
        self.looked_at += 1
        row, tracker, sequence, flows = self._rows[position]
        return Seen(row, self._trackers[tracker], header(sequence), flows)


def header(sequence: int, version: int = 10) -> MessageHeader:
    return MessageHeader(version, 0, sequence, 1000, None, 0)


def test_numbers_that_go_on_are_not_looked_at_one_by_one() -> None:
    tracker = SequenceTracker()
    messages = Messages([tracker], [(row, 0, (10 * row - 50) % 2**32, 10) for row in range(10)])
    account(messages.numbers(), [])
    assert (tracker.highest, tracker.stats) == (40, SequenceStats())
    assert messages.looked_at == 1


def test_nor_are_they_after_something_was_lost() -> None:
    tracker = SequenceTracker()
    messages = Messages([tracker], [(row, 0, 10 * row + (70 if row else 0), 10) for row in range(100)])
    account(messages.numbers(), [])
    assert (tracker.highest, tracker.stats) == (1060, SequenceStats(lost=70))
    assert messages.looked_at <= 4


def test_nor_those_of_one_that_counts_its_own_records() -> None:
    tracker = SequenceTracker()
    tracker.see(header(20), 20, 1)
    tracker.see(header(21), 1)
    messages = Messages([tracker], [(row, 0, 31 + 10 * row, 10) for row in range(100)])
    account(messages.numbers(), [])
    assert (tracker.highest, tracker.stats) == (1021, SequenceStats())
    assert messages.looked_at == 1


def test_loss_that_only_one_way_of_counting_sees_is_not_passed_over() -> None:
    tracker = SequenceTracker()
    flows = [(10, 10), (20, 10), (40, 10), (50, 10), (60, 3), (62, 2)]
    account(Messages([tracker], [(row, 0, *one) for row, one in enumerate(flows)]).numbers(), [])
    assert tracker.stats == SequenceStats(lost=10 + 7)


def test_loss_beside_options_of_one_that_counts_its_own_records() -> None:
    tracker = SequenceTracker()
    tracker.see(header(20), 20, 1)
    tracker.see(header(21), 1)
    account(Messages([], []).numbers(), [Seen(0, tracker, header(23), 0, 2)])
    assert tracker.stats == SequenceStats(lost=2)


def test_domains_have_numbers_of_their_own() -> None:
    trackers = [SequenceTracker(), SequenceTracker()]
    rows = [(0, 0, 0, 1), (1, 1, 500, 1), (2, 0, 4, 1), (3, 1, 501, 1)]
    account(Messages(trackers, rows).numbers(), [])
    assert [tracker.stats.lost for tracker in trackers] == [3, 0]


def test_messages_read_by_themselves_have_their_place_among_the_others() -> None:
    tracker = SequenceTracker()
    messages = Messages([tracker], [(0, 0, 0, 5), (2, 0, 7, 5)])
    account(messages.numbers(), [Seen(1, tracker, header(5), 0, 2), Seen(3, tracker, header(12), None)])
    assert (tracker.highest, tracker.stats) == (12, SequenceStats())


def test_one_whose_records_are_unknown_may_be_followed_by_any_number() -> None:
    tracker = SequenceTracker()
    account(Messages([tracker], [(1, 0, 900, 5)]).numbers(), [Seen(0, tracker, header(5), None)])
    assert (tracker.highest, tracker.stats) == (900, SequenceStats())


def test_a_tracker_given_twice_is_one() -> None:
    tracker = SequenceTracker()
    account(Messages([tracker, tracker], [(row, row % 2, row, 1) for row in range(6)]).numbers(), [])
    assert (tracker.highest, tracker.stats) == (5, SequenceStats())


def test_versions_without_numbers_are_passed_over() -> None:
    tracker = SequenceTracker()
    account(Messages([], []).numbers(), [Seen(0, tracker, header(9, version=1), 1)])
    assert tracker.highest is None
